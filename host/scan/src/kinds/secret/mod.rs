//! Keys of services (`service_key`) and private keys (`private_key`), which their shapes give away, and secrets that a name tells:
//! `password: hunter2`, `{"api_key":"…"}`, `<password>…</password>`, `--token X`, `Authorization: Token …`. Only the value is the match.
//!
//! The names are those of `names`, the same everywhere. How a name and its value are written is in `written`, what counts as a value in
//! `value`, and what stands where a value would in `placeholder`. Parameters of URLs are the business of `url_credentials`, and win where both match.
//!
//! Quotes without backslashes are taken for quotes of the text. So in the raw text of a JSON document the values of members
//! with such names match, as they do in [`Scanner::find_member`](crate::Scanner::find_member).

mod authorization;
mod codes;
mod list;
mod name;
mod names;
pub(crate) mod placeholder;
pub(crate) mod private_key;
pub(crate) mod said;
pub(crate) mod service_key;
mod tails;
mod value;
pub(crate) mod written;

use crate::text::bytes::before;
use crate::text::steps::step;
pub(crate) use authorization::follow_scheme;
use authorization::is_authorization;
pub(crate) use name::Name;
pub(crate) use names::{SecretNames, Told};
pub(crate) use tails::Tails;
pub(crate) use value::is_unlike_words;
use written::tables::columns;
use written::{assigned, calls, markup, options, tables};

pub(crate) fn find(text: &[u8], names: &SecretNames, mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for anchor in memchr::memchr3_iter(b':', b'=', b'>', text) {
        step();
        if anchor < floor {
            continue;
        }
        let secret = match text[anchor] {
            b'>' if before(text, anchor) == b'-' => assigned::by_arrow(text, anchor, names),
            b'>' => markup::element(text, anchor, names),
            _ => assigned::find(text, anchor, names),
        };
        take(secret.or_else(|| markup::attribute(text, anchor, names)), &mut floor, &mut found);
    }
    floor = 0;
    for dash in memchr::memchr_iter(b'-', text) {
        step();
        if dash >= floor {
            floor = floor.max(tables::find(text, dash, names, &mut found));
            take(options::find(text, dash, names), &mut floor, &mut found);
        }
    }
    floor = 0;
    for open in memchr::memchr_iter(b'(', text) {
        step();
        if open >= floor {
            floor = floor.max(calls::find(text, open, names, &mut found));
        }
    }
    floor = 0;
    for newline in memchr::memchr_iter(b'\n', text) {
        step();
        if newline >= floor {
            floor = floor.max(columns::find(text, newline, names, &mut found));
        }
    }
    said::find(text, names, &mut found);
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
