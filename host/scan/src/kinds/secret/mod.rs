//! Keys of services (`service_key`) and private keys (`private_key`), which their shapes give away, and secrets that a name tells: `password: hunter2`, `{"api_key":"…"}`, `<password>…</password>`, `--token X`,
//! `Authorization: Token …`. Only the value is the match.
//!
//! The names are those of `names`, the same everywhere. A name stands before a `:`, `=`, `:=`, `=>` or `->`, with or without
//! quotes or the marks of Markdown around it and blanks between, in a tag (`markup`), or after two dashes with a blank after it. What counts as a value is in
//! `value`. Parameters of URLs are the business of `url_credentials`, and win where both match.
//!
//! Quotes without backslashes are taken for quotes of the text. So in the raw text of a JSON document the values of members
//! with such names match, as they do in [`Scanner::find_member`](crate::Scanner::find_member).

mod authorization;
mod list;
mod markup;
mod name;
mod names;
pub(crate) mod private_key;
pub(crate) mod service_key;
mod tails;
mod value;

use crate::text::bytes::{at, back, before};
use crate::text::steps::step;
pub(crate) use name::Name;
pub(crate) use names::{SecretNames, Told};
pub(crate) use tails::Tails;
use value::Separator;

const MOST_BLANKS: usize = 4;
/// `**`.
const MOST_MARKS: usize = 2;

pub(crate) fn find(text: &[u8], names: &SecretNames, mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    let mut options = memchr::memmem::find_iter(text, b"--").peekable();
    for anchor in memchr::memchr3_iter(b':', b'=', b'>', text) {
        step();
        while let Some(dashes) = options.next_if(|dashes| *dashes < anchor) {
            if dashes >= floor {
                take(option(text, dashes, names), &mut floor, &mut found);
            }
        }
        if anchor < floor {
            continue;
        }
        let secret = match text[anchor] {
            b'>' if before(text, anchor) == b'-' => arrow(text, anchor, names),
            b'>' => markup::element(text, anchor, names),
            _ => assigned(text, anchor, names),
        };
        take(secret.or_else(|| markup::attribute(text, anchor, names)), &mut floor, &mut found);
    }
    for dashes in options {
        if dashes >= floor {
            take(option(text, dashes, names), &mut floor, &mut found);
        }
    }
    private_key::find(text, &mut found);
    service_key::find(text, &mut found);
}

fn take(secret: Option<(usize, usize)>, floor: &mut usize, found: &mut impl FnMut(usize, usize)) {
    if let Some((start, end)) = secret
        && start >= *floor
        && start < end
    {
        found(start, end);
        *floor = end;
    }
}

/// Whether the name of a member tells that its value may be a secret.
pub(crate) fn is_told_of_members(name: &str, names: &SecretNames) -> bool {
    let told = || names.told_by(&Name::of(name));
    names.may_end(name.as_bytes(), name.len()) && told().is_some_and(|told| !matches!(told, Told::Parameter(_)))
}

/// What of the whole value of a member is a secret.
pub(crate) fn of_member(name: &str, value: &str, names: &SecretNames) -> Option<(usize, usize)> {
    if !names.may_end(name.as_bytes(), name.len()) {
        return None;
    }
    let name = Name::of(name);
    let told = names.told_by(&name).filter(|told| !matches!(told, Told::Parameter(_)))?;
    let value = value.as_bytes();
    let start = if is_authorization(&name) { authorization::scheme_end(value).unwrap_or(0) } else { 0 };
    value::is_secret(&value[start..], told, names).then_some((start, value.len()))
}

/// Whether a JSON number is the secret of a member of that name.
pub(crate) fn is_number_of(name: &str, number: &str, names: &SecretNames) -> bool {
    const SHORTEST: usize = 3;
    let is_whole = number.len() >= SHORTEST && number.bytes().all(|byte| byte.is_ascii_digit());
    is_whole && is_told_of_members(name, names)
}

/// Whether a name that tells a secret stands before the `:` or `=` at `anchor`.
pub(crate) fn is_named(text: &[u8], anchor: usize, names: &SecretNames) -> bool {
    name_before(text, anchor, names).is_some()
}

/// Whether an option that tells a secret may begin at `dashes`.
pub(crate) fn may_be_option(text: &[u8], dashes: usize, names: &SecretNames) -> bool {
    text[dashes..].starts_with(b"--") && option(text, dashes, names).is_some()
}

/// The name before the `:` or `=` at `anchor`, and what it tells.
fn name_before(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(Name, Told)> {
    let mut end = anchor;
    while before(text, end) == b' ' && anchor - end < MOST_BLANKS {
        end -= 1;
    }
    // `**password**:`
    end -= (1..=MOST_MARKS).take_while(|distance| back(text, end, *distance) == b'*').count();
    // `environ["password"]`.
    end -= usize::from(before(text, end) == b']' && matches!(back(text, end, 2), b'"' | b'\''));
    let quote = matches!(before(text, end), b'"' | b'\'' | b'`').then(|| before(text, end));
    let name = match quote {
        Some(_) => Name::label_before(text, end - 1),
        None => Name::label_before(text, end),
    };
    // User information of a URL, and names in quotes that are open.
    let left = before(text, name.start);
    if quote.is_some_and(|quote| left != quote) || left == b'/' && text[anchor] == b':' {
        return None;
    }
    // `"name":"password","value":`.
    let pair = if quote.is_some() && name.letters() == b"value" { paired_name(text, name.start - 1) } else { None };
    let name = pair.unwrap_or(name);
    let told = names.told_by(&name).filter(|told| !matches!(told, Told::Parameter(_)))?;
    Some((name, told))
}

/// The name in `"name":"…",` or `"key":"…",`, whose comma ends before the quote at `open`.
fn paired_name(text: &[u8], open: usize) -> Option<Name> {
    let blank = usize::from(before(text, open) == b' ');
    let (quote, comma) = (back(text, open - blank, 2), before(text, open - blank));
    if comma != b',' || !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let name = Name::label_before(text, open - blank - 2);
    let left = name.start.checked_sub(1).filter(|left| text[*left] == quote)?;
    let colon = left - usize::from(before(text, left) == b' ');
    let is_naming = |key: &[u8]| text[..colon].ends_with(key) && back(text, colon, key.len() + 1) == quote;
    [b"name\":".as_slice(), b"key\":", b"Name\":", b"Key\":", b"name':", b"key':"]
        .into_iter()
        .any(is_naming)
        .then_some(name)
}

/// The value after the `:` or `=` at `anchor`.
fn assigned(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(usize, usize)> {
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
    if is_authorization(&name) {
        return authorization::find(text, start);
    }
    let separator = if text[anchor] == b':' { Separator::Colon } else { Separator::Assignment };
    let (start, end) = value::find(text, start, separator, told, names)?;
    // The fragment of a URL is no part of its query.
    let is_parameter = matches!(before(text, name.start), b'?' | b'&' | b'#');
    let fragment = is_parameter.then(|| memchr::memchr(b'#', &text[start..end])).flatten();
    Some((start, fragment.map_or(end, |length| start + length)))
}

/// The value after the `->` that ends at `anchor`.
fn arrow(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(usize, usize)> {
    if !names.may_end(text, anchor - 1) {
        return None;
    }
    let (_, told) = name_before(text, anchor - 1, names)?;
    value::find(text, anchor + 1, Separator::Assignment, told, names)
}

/// Whether the `>` at `anchor` ends an arrow after a name that tells a secret.
pub(crate) fn is_arrow(text: &[u8], anchor: usize, names: &SecretNames) -> bool {
    arrow(text, anchor, names).is_some()
}

/// Whether the credentials of an `Authorization` whose value begins at `start` stand after a scheme.
pub(crate) fn follow_scheme(text: &[u8], start: usize) -> bool {
    authorization::find(text, start).is_some_and(|(credentials, _)| credentials > start + 1)
}

fn is_authorization(name: &Name) -> bool {
    name.letters().ends_with(b"authorization")
}

/// The value of the option `--name value` at `dashes`.
fn option(text: &[u8], dashes: usize, names: &SecretNames) -> Option<(usize, usize)> {
    const LONGEST: usize = 40;
    if !matches!(before(text, dashes), 0 | b' ' | b'"' | b'\'' | b'\n' | b'\t') {
        return None;
    }
    let name = text[dashes + 2..]
        .iter()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || **byte >= 0x80);
    let end = dashes + 2 + name.count();
    if at(text, end) != b' ' || !names.may_end(text, end) {
        return None;
    }
    let told = names.told_by(&Name::before(text, end)).filter(|told| !matches!(told, Told::Parameter(_)))?;
    value::find(text, end, Separator::Assignment, told, names)
}
