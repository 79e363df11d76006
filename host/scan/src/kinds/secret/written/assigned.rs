//! Secrets that are assigned to a name: `password: …`, `token = …`, `secret -> …`, `"name":"password","value":"…"`.

use super::{keywords, naming, wrapped};
use crate::kinds::secret::authorization::{self, is_authorization};
use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{self, SecretNames, Told};
use crate::kinds::secret::value::{self, Separator};
use crate::text::bytes::{at, back, before, digits_end};

const MOST_BLANKS: usize = 4;
/// A number without quotes after a name in quotes is a secret from this length on.
const SHORTEST_NUMBER: usize = 4;
/// `**`.
const MOST_MARKS: usize = 2;

/// The name before the `:` or `=` at `anchor`, and what it tells.
fn name_before(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(Name, Told)> {
    let mut end = anchor;
    while before(text, end) == b' ' && anchor - end < MOST_BLANKS {
        end -= 1;
    }
    // `**password**:`
    end -= (1..=MOST_MARKS).take_while(|distance| back(text, end, *distance) == b'*').count();
    // `environ["password"]`, `getItem('token') =>`.
    let is_closed = matches!(before(text, end), b']' | b')') && matches!(back(text, end, 2), b'"' | b'\'');
    end -= usize::from(is_closed);
    let quote = matches!(before(text, end), b'"' | b'\'' | b'`').then(|| before(text, end));
    let name = match quote {
        Some(_) => Name::label_before(text, end - 1),
        None => own_name(text, end),
    };
    // User information of a URL, and names in quotes that are open.
    let left = before(text, name.start);
    if quote.is_some_and(|quote| left != quote)
        || left == b'/' && matches!(text[anchor], b':' | b'-') && back(text, name.start, 2) != b' '
    {
        return None;
    }
    let name = naming::elsewhere(text, &name, quote, names).unwrap_or(name);
    let is_told = |told: &Told| !matches!(told, Told::Parameter(_)) || is_said_of_others(&name);
    let told = names.told_by(&name).filter(is_told)?;
    Some((name, told))
}

/// The name that ends at `end`, without the end of an address before it: `https://a.example AccessKey`.
fn own_name(text: &[u8], end: usize) -> Name {
    let name = Name::label_before(text, end);
    if before(text, name.start) == b'/' { Name::before(text, end) } else { name }
}

/// Whether a name that tells a secret, or a list that may, stands before the `:` or `=` at `anchor`.
pub(crate) fn is_named(text: &[u8], anchor: usize, names: &SecretNames) -> bool {
    names.may_end(text, anchor)
        && (name_before(text, anchor, names).is_some() || keywords::find(text, anchor, names).is_some())
}

/// The value after the `:` or `=` at `anchor`.
pub(crate) fn find(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(usize, usize)> {
    after_name(text, anchor, names).or_else(|| keywords::find(text, anchor, names))
}

fn after_name(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(usize, usize)> {
    if !names.may_end(text, anchor) {
        return None;
    }
    let (name, told) = name_before(text, anchor, names)?;
    // `==` and `::` assign nothing.
    let is_longer = matches!((text[anchor], at(text, anchor + 1)), (b'=', b'>') | (b':', b'='));
    let start = anchor + 1 + usize::from(is_longer);
    if matches!(at(text, start), b'=' | b':') || matches!(before(text, anchor), b'=' | b':' | b'!') {
        return None;
    }
    // `input[type=password]:focus`, `arn:aws:…:123:secret:prod/db`.
    let left = (back(text, name.start, 2), before(text, name.start));
    let touches = text[anchor] == b':' && !matches!(at(text, start), b' ' | b'"' | b'\'');
    if touches && (before(text, anchor) == b']' && left.1 == b'=' || left.1 == b':' && left.0.is_ascii_digit()) {
        return None;
    }
    let start = wrapped::value_start(text, start);
    if is_authorization(&name) {
        // `'Authorization: OAuth …'`, as on a command line.
        let open = Some(left.1).filter(|quote| matches!(quote, b'\'' | b'`') && before(text, anchor) != *quote);
        return authorization::find(text, start, open);
    }
    if matches!(before(text, anchor), b'"' | b'\'')
        && [b"code".as_slice(), b"password"].iter().any(|end| name.letters().ends_with(end))
        && let Some(end) = number_end(text, start)
    {
        return Some((start, end));
    }
    let separator = if text[anchor] == b':' { Separator::Colon } else { Separator::Assignment };
    let (start, end) = value::find(text, start, separator, told, names)?;
    if is_said_of_others(&name) && (end - start < shortest(&name) || !value::is_mixed(&text[start..end])) {
        return None;
    }
    // The fragment of a URL is no part of its query.
    let is_parameter = matches!(left.1, b'?' | b'&' | b'#');
    let fragment = is_parameter.then(|| memchr::memchr(b'#', &text[start..end])).flatten();
    Some((start, fragment.map_or(end, |length| start + length)))
}

/// Whether it is a name that is also said of what was tested, or how something is shown.
fn is_said_of_others(name: &Name) -> bool {
    name.letters() == b"pass" || names::is_inline(name)
}

/// How long a secret of such a name is.
fn shortest(name: &Name) -> usize {
    if names::is_inline(name) { names::SRTP } else { 0 }
}

/// The end of the digits in `"pin":4711`.
fn number_end(text: &[u8], start: usize) -> Option<usize> {
    let end = digits_end(text, start);
    (end - start >= SHORTEST_NUMBER && matches!(at(text, end), b',' | b'}' | b']' | b' ' | 0)).then_some(end)
}

/// The value after the `->` that ends at `anchor`.
pub(crate) fn by_arrow(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(usize, usize)> {
    if !names.may_end(text, anchor - 1) {
        return None;
    }
    let (name, told) = name_before(text, anchor - 1, names)?;
    if is_authorization(&name) {
        return authorization::find(text, anchor + 1, None);
    }
    value::find(text, anchor + 1, Separator::Assignment, told, names)
}

/// Whether the `>` at `anchor` ends an arrow after a name that tells a secret.
pub(crate) fn is_arrow(text: &[u8], anchor: usize, names: &SecretNames) -> bool {
    by_arrow(text, anchor, names).is_some()
}
