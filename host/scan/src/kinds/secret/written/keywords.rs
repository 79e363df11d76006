//! Names whose place is told by more than a sign between them and the value: keywords of Clojure, fields of forms, serialised arrays,
//! lists of headers, and the header that a call names last.

use super::{fields, literal};
use crate::kinds::secret::authorization::{self, is_authorization};
use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{SecretNames, Told};
use crate::kinds::secret::value::{is_one_word, is_secret};
use crate::text::bytes::{at, back, before, is_digit, is_word};
use crate::text::steps::steps;

const LONGEST_NAME: usize = 64;

/// Whether a secret belongs to the `:` at `colon` whose name does not stand before it.
pub(crate) fn may_be_one(text: &[u8], colon: usize, names: &SecretNames) -> bool {
    let next = at(text, colon + 1);
    (matches!(next, b'"' | b'*') || next.is_ascii_alphabetic() || next >= 0x80) && find(text, colon, names).is_some()
}

/// The secret that belongs to the `:` or `=` at `anchor`.
pub(super) fn find(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(usize, usize)> {
    match (before(text, anchor), text[anchor], at(text, anchor + 1)) {
        (b' ' | b'(', b':', b'a'..=b'z' | b'A'..=b'Z' | 0x80..) => keyword(text, anchor, names),
        (b'0'..=b'9', b':', b'"') => serialised(text, anchor, names),
        (b'0'..=b'9' | b'*', b':', b'a'..=b'z' | b'A'..=b'Z' | b'*') => fields::of_pgpass(text, anchor),
        (b'e', b'=', b'"') => field_of_a_form(text, anchor, names),
        (b's', _, b' ' | b'[') => list_of_headers(text, anchor, names),
        (b'd', b':', _) => named_behind(text, anchor, names),
        (b'I' | b'i', b':', _) => fields::of_wifi(text, anchor),
        _ => None,
    }
}

/// What the name tells that is `start..end`, if all of that is one.
fn told(text: &[u8], start: usize, end: usize, names: &SecretNames) -> Option<(Name, Told)> {
    if end - start > LONGEST_NAME || !names.may_end(text, end) {
        return None;
    }
    let name = Name::label_before(text, end);
    let told = names.told_by(&name).filter(|told| name.start == start && !matches!(told, Told::Parameter(_)))?;
    Some((name, told))
}

/// The credentials or the secret `start..end` of a header or field.
pub(super) fn value_of(
    text: &[u8],
    (name, told): &(Name, Told),
    (start, end): (usize, usize),
    names: &SecretNames,
) -> Option<(usize, usize)> {
    if is_authorization(name) {
        return authorization::find(text, start - 1, None);
    }
    is_secret(&text[start..end], *told, names).then_some((start, end))
}

/// `:password "…"`.
fn keyword(text: &[u8], colon: usize, names: &SecretNames) -> Option<(usize, usize)> {
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'-' | b'_' | b'?') || **byte >= 0x80;
    let length = text[colon + 1..].iter().take(LONGEST_NAME).take_while(is_part).count();
    steps(length);
    let end = colon + 1 + length;
    if at(text, end) != b' ' || at(text, end + 1) != b'"' {
        return None;
    }
    let told = told(text, colon + 1, end, names)?;
    value_of(text, &told, literal::at_place(text, end + 1)?, names)
        .filter(|(start, end)| !text[*start..*end].contains(&b' '))
}

/// `s:8:"password";s:7:"…"`.
fn serialised(text: &[u8], colon: usize, names: &SecretNames) -> Option<(usize, usize)> {
    const MOST_DIGITS: usize = 6;
    let digits = (1..=MOST_DIGITS).take_while(|distance| is_digit(back(text, colon, *distance))).count();
    let start = colon - digits;
    if !text[..start].ends_with(b"\";s:") {
        return None;
    }
    let end = start - 4;
    let length = text[..end].iter().rev().take(LONGEST_NAME + 1).take_while(|byte| **byte != b'"').count();
    steps(length);
    let told = told(text, end - length, end, names)?;
    value_of(text, &told, literal::at_place(text, colon + 1)?, names)
}

/// `Content-Disposition: form-data; name="password"`, an empty line, and the value.
fn field_of_a_form(text: &[u8], equals: usize, names: &SecretNames) -> Option<(usize, usize)> {
    if !text[..equals].ends_with(b" name") {
        return None;
    }
    let (start, end) = literal::at_place(text, equals + 1)?;
    let breaks = [b"\r\n\r\n".as_slice(), b"\n\n"].into_iter().find(|line| text[end + 1..].starts_with(line))?;
    let told = told(text, start, end, names)?;
    let from = end + 1 + breaks.len();
    let line = text[from..].iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
    steps(line);
    is_secret(&text[from..from + line], told.1, names).then_some((from, from + line))
}

/// `rawHeaders: [ 'Host', 'example.com', 'X-Api-Key', '…' ]`, and lists of pairs.
fn list_of_headers(text: &[u8], anchor: usize, names: &SecretNames) -> Option<(usize, usize)> {
    const MOST: usize = 32;
    if !text[..anchor].ends_with(b"eaders") {
        return None;
    }
    let mut place = literal::blanks_end(text, anchor + 1);
    if at(text, place) != b'[' {
        return None;
    }
    let is_between = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\t' | b',' | b'[' | b']' | b'(' | b')');
    let mut last = None;
    for _ in 0..MOST {
        place += text[place..].iter().take(MOST).take_while(is_between).count();
        let (start, end) = literal::at_place(text, place)?;
        if let Some(told) = &last
            && let Some(secret) = value_of(text, told, (start, end), names)
        {
            return Some(secret);
        }
        last = told(text, start, end, names);
        place = end + 1;
    }
    None
}

/// `setValue("…", forHTTPHeaderField: "X-Api-Key")`.
fn named_behind(text: &[u8], colon: usize, names: &SecretNames) -> Option<(usize, usize)> {
    const LABEL: &[u8] = b"forHTTPHeaderField";
    let label = colon.checked_sub(LABEL.len()).filter(|label| text[*label..colon] == *LABEL)?;
    let (start, end) = literal::at_place(text, literal::blanks_end(text, colon + 1))?;
    let told = told(text, start, end, names)?;
    let value = literal::last_before(text, label)?;
    let has_scheme = is_authorization(&told.0);
    value_of(text, &told, value, names).filter(|(start, end)| has_scheme || is_one_word(&text[*start..*end]))
}
