//! Credentials in URLs (RFC 3986, RFC 6750 section 2.3): only the secret itself is the match.
//!
//! - The user information of `scheme://user:password@host`, both parts of it. Without a password it must have 20
//!   characters, as access tokens have: `ssh://git@host` stays.
//! - The value of a parameter whose name is a secret's (`secret`): after `?`, `&`, `#`, `;`, at the start of a line
//!   or a cookie, or after another `name=value`; up to `&`, `#`, `;`, a space, a quote or an angle bracket, or the
//!   quote that it began with. In a URL within a URL, `%3F`, `%26`, `%23` and `%3D` stand for the separators.
//! - A user and a password before a host without a scheme, or behind that of SIP or Oracle (`before_host`).
//! - A token in a path, behind a part that says what it lets somebody do (`in_path`).
//! - The value of such a member of a JSON document in a string of another: `\"password\":\"…\"`. Quotes without backslashes
//!   are not looked at: what stands between those may be the document whose texts are scanned.

mod before_host;
pub(crate) mod in_path;

use super::bearer::is_scheme;
use super::secret::placeholder::is_empty;
use super::secret::{Name, SecretNames, Told, follow_scheme};
use crate::text::bytes::{at, back, before};
use crate::text::steps::step;

const TOKEN_AS_USER: usize = 20;
/// How far back the `=` of the parameter before is looked for.
const PARAMETER_BEFORE: usize = 40;
const MOST_BACKSLASHES: usize = 8;

pub(crate) fn find(text: &[u8], names: &SecretNames, mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for anchor in memchr::memchr3_iter(b'=', b'%', b':', text) {
        step();
        if anchor < floor {
            continue;
        }
        let secret = match text[anchor] {
            b':' => user_information(text, anchor).or_else(|| member(text, anchor, names)),
            _ => secret_value(text, anchor, names),
        };
        if let Some((start, end)) = secret {
            found(start, end);
            floor = end;
        }
    }
    before_host::find(text, &mut found);
    in_path::find(text, found);
}

fn user_information(text: &[u8], colon: usize) -> Option<(usize, usize)> {
    if !text[colon..].starts_with(b"://") || !before(text, colon).is_ascii_alphanumeric() {
        return None;
    }
    let start = colon + 3;
    let mut end = start;
    let mut last_at = None;
    while !ends_authority(at(text, end)) {
        step();
        if text[end] == b'@' {
            last_at = Some(end);
        }
        end += 1;
    }
    let user = &text[start..last_at?];
    let password = user.iter().position(|byte| *byte == b':').map(|colon| &user[colon + 1..]);
    let is_secret = |part: &[u8]| !part.is_empty() && !is_empty(part);
    let is_one = password.map_or(user.len() >= TOKEN_AS_USER && is_secret(user), is_secret);
    is_one.then_some((start, start + user.len()))
}

fn ends_authority(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'/' | b'?' | b'#' | b'"' | b'\'' | b'<' | b'>' | b'\\' | 0x7f)
}

/// The value after `=` or `%3D` at `anchor`, if its name is a secret's.
fn secret_value(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(usize, usize)> {
    let encoded = text[anchor] == b'%';
    if encoded && !(at(text, anchor + 1) == b'3' && at(text, anchor + 2) | 0x20 == b'd') {
        return None;
    }
    let least = secret_name(text, anchor, names)?;
    let start = anchor + if encoded { 3 } else { 1 };
    if is_scheme_of_authorization(text, anchor, start) {
        return None;
    }
    if let Some(quoted) = after_quote(text, start) {
        return value(text, quoted, least, |place| matches!(text[place], b'"' | b'\'' | b'\\' | b'\n'));
    }
    let (start, end) =
        value(text, start, least, |place| ends_value(text[place]) || encoded && ends_encoded(text, place))?;
    let end = without_punctuation(text, start, end);
    (end - start >= least && !is_empty(&text[start..end]) && !is_code(text, start, end)).then_some((start, end))
}

/// The end without the comma and the brackets of a list around the value: `{password=hunter2, user=ann}`.
fn without_punctuation(text: &[u8], start: usize, mut end: usize) -> usize {
    const PAIRS: [(u8, u8); 3] = [(b')', b'('), (b']', b'['), (b'}', b'{')];
    const MOST: usize = 3;
    for _ in 0..MOST {
        let last = before(text, end);
        let count = |byte: u8| memchr::memchr_iter(byte, &text[start..end]).count();
        let closes = PAIRS.iter().any(|(close, open)| last == *close && count(*close) > count(*open));
        if end == start || last != b',' && !closes {
            break;
        }
        end -= 1;
    }
    end
}

/// Whether `Authorization=Bearer ` stands before the secret, which is then the business of `bearer` or `secret`.
fn is_scheme_of_authorization(text: &[u8], anchor: usize, start: usize) -> bool {
    const NAME: &[u8] = b"authorization";
    let is_name = |name: &[u8]| name.eq_ignore_ascii_case(NAME);
    let is_authorization = || anchor.checked_sub(NAME.len()).is_some_and(|from| is_name(&text[from..anchor]));
    is_authorization() && (is_scheme(text, start) || follow_scheme(text, start))
}

/// The text of `"…"`, `'…'` or `\"…\"`. After a quote that ends a text in a JSON document never comes a letter or digit.
fn after_quote(text: &[u8], place: usize) -> Option<usize> {
    let quote = place + backslashes(|distance| at(text, place + distance));
    let quoted =
        matches!(at(text, quote), b'"' | b'\'') && (quote > place || at(text, quote + 1).is_ascii_alphanumeric());
    quoted.then_some(quote + 1)
}

fn backslashes(byte: impl Fn(usize) -> u8) -> usize {
    (0..MOST_BACKSLASHES).take_while(|distance| byte(*distance) == b'\\').count()
}

/// `\"name\": \"value\"`, with any number of backslashes.
fn member(text: &[u8], colon: usize, names: &SecretNames) -> Option<(usize, usize)> {
    let name_end = before_quote(text, colon)?;
    let name = Name::before(text, name_end);
    before_quote(text, name.start)?;
    let least = least_length(names, &name)?;
    let start = colon + 1 + usize::from(at(text, colon + 1) == b' ');
    let quote = start + backslashes(|distance| at(text, start + distance));
    if quote == start || at(text, quote) != b'"' {
        return None;
    }
    value(text, quote + 1, least, |place| matches!(text[place], b'"' | b'\\'))
}

/// The place before a quote with backslashes that ends at `end`.
fn before_quote(text: &[u8], end: usize) -> Option<usize> {
    let count = backslashes(|distance| back(text, end, distance + 2));
    (before(text, end) == b'"' && count > 0).then(|| end - 1 - count)
}

fn value(text: &[u8], start: usize, least: usize, ends: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
    let mut end = start;
    while end < text.len() && !ends(end) {
        step();
        end += 1;
    }
    let value = &text[start..end];
    // What is known of a secret, not the secret.
    (value.len() >= least && !is_empty(value)).then_some((start, end))
}

/// Whether what stands between a name in a program and a quote or comma is the program's: `os.environ["SECRET"]`, `props.token,t.n=1`.
fn is_code(text: &[u8], start: usize, end: usize) -> bool {
    let value = &text[start..end];
    let expression = value.split(|byte| *byte == b',').next().unwrap_or_default();
    let is_part = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'_' | b'$');
    let opens = matches!(expression.last(), Some(b'(' | b'[')) && matches!(at(text, end), b'"' | b'\'');
    let path = if opens { &expression[..expression.len() - 1] } else { expression };
    // `e.secret=n.secret`.
    let is_same = expression.len() < 24 && before(text, start) == b'=' && {
        let name = Name::before(text, start - 1);
        let last = expression.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
        !last.is_empty() && name.letters().ends_with(&last.to_ascii_lowercase())
    };
    let is_followed = opens || is_same || expression.len() < value.len();
    is_followed && path.contains(&b'.') && path.iter().all(is_part)
}

fn ends_value(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'&' | b'#' | b';' | b'"' | b'\'' | b'<' | b'>' | b'\\' | 0x7f)
}

fn ends_encoded(text: &[u8], place: usize) -> bool {
    text[place] == b'%' && at(text, place + 1) == b'2' && matches!(at(text, place + 2), b'6' | b'3')
}

/// How long the value of the parameter before `anchor` must be to be a secret, if the name is one's.
pub(crate) fn secret_name(text: &[u8], anchor: usize, names: &SecretNames) -> Option<usize> {
    if !names.may_end(text, anchor) {
        return None;
    }
    let name = Name::before(text, anchor);
    let least = || least_length(names, &name);
    match before(text, name.start) {
        b'%' => {
            let separator = text.get(name.start..name.start + 2)?;
            let is_one = separator.eq_ignore_ascii_case(b"3f") || matches!(separator, b"26" | b"23");
            let start = name.start + 2;
            least_length(names, &Name::before(text.get(start..).filter(|_| is_one)?, anchor.checked_sub(start)?))
        }
        b'?' | b'&' | b'#' | b';' | 0 | b'"' | b'\n' | b'\r' | b'\t' => least(),
        b'/' if back(text, name.start, 2) == b'#' => least(),
        b' ' | b',' => least().filter(|_| follows_parameter(text, name.start - 1)),
        _ => None,
    }
}

fn least_length(names: &SecretNames, name: &Name) -> Option<usize> {
    match names.told_by(name)? {
        Told::Secret | Told::Digits => Some(1),
        Told::Parameter(least) => Some(least),
    }
}

/// After `;`, `Cookie:`, or a word with a `=` in it.
fn follows_parameter(text: &[u8], end: usize) -> bool {
    let word = &text[end.saturating_sub(PARAMETER_BEFORE)..end];
    let word = &word[word.iter().rposition(|byte| matches!(byte, b' ' | b'"' | b'\\')).map_or(0, |place| place + 1)..];
    let is_cookie = word.len() >= 7 && word[word.len() - 7..].eq_ignore_ascii_case(b"cookie:");
    word.ends_with(b";") || is_cookie || word.contains(&b'=')
}
