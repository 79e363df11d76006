//! Names that stand elsewhere in the object around a value: `"field":"password","rejectedValue":"…"`, `variable "token" { default = "…" }`,
//! `- name: DB_PASSWORD` above `value: …`.

use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::SecretNames;
use crate::text::bytes::{back, before};
use crate::text::steps::steps;

/// How far before the value its name stands.
const NEAR: usize = 192;
/// Members whose text is a name.
const NAMING: &[&[u8]] = &[
    b"name",
    b"key",
    b"Name",
    b"Key",
    b"field",
    b"path",
    b"param",
    b"parameter",
    b"property",
    b"loc",
    b"header",
    b"label",
    b"type",
    b"id",
    b"variable",
    b"fieldName",
];
/// Members that hold what was named.
const HOLDING: &[&[u8]] = &[
    b"value",
    b"rejectedvalue",
    b"invalidvalue",
    b"actualvalue",
    b"currentvalue",
    b"receivedvalue",
    b"input",
    b"received",
    b"actual",
    b"given",
    b"newvalue",
    b"oldvalue",
];

/// The name of what the member `name` holds, if that tells itself nothing. `quote` is the one around it.
pub(super) fn elsewhere(text: &[u8], name: &Name, quote: Option<u8>, names: &SecretNames) -> Option<Name> {
    let letters = name.letters();
    if letters == b"default" {
        return before_block(text, name.start);
    }
    if !HOLDING.contains(&letters) {
        return None;
    }
    match quote {
        Some(quote) => in_object(text, name.start - 1, quote, names),
        None if letters == b"value" => above(text, name.start),
        None => None,
    }
}

/// The name in `"name":"…",` or `"loc":["body","…"],` of the object whose member begins at `end`.
fn in_object(text: &[u8], end: usize, quote: u8, names: &SecretNames) -> Option<Name> {
    let from = end.saturating_sub(NEAR);
    let near = &text[from..end];
    steps(near.len());
    let open = near.iter().rposition(|byte| *byte == b'{').map_or(0, |place| place + 1);
    let mut colons = memchr::memchr_iter(b':', &near[open..]).map(|place| from + open + place);
    colons.find_map(|colon| {
        let close = colon - usize::from(before(text, colon) == b' ');
        let is_one = |key: &&&[u8]| text[..close - 1].ends_with(key) && back(text, close, key.len() + 2) == quote;
        let is_naming = close > from && before(text, close) == quote && NAMING.iter().any(|key| is_one(&key));
        if !is_naming {
            None
        } else {
            text_after(text, colon + 1, end, quote).filter(|name| names.told_by(name).is_some())
        }
    })
}

/// The text in quotes that begins at `start`, or the last one of a list.
fn text_after(text: &[u8], start: usize, end: usize, quote: u8) -> Option<Name> {
    let rest = &text[start..end];
    let is_list = rest.iter().find(|byte| **byte != b' ') == Some(&b'[');
    let last = if is_list { memchr::memchr(b']', rest)? } else { rest.len() };
    let open = memchr::memchr(quote, &rest[..last])?;
    let close = if is_list {
        memchr::memrchr(quote, &rest[..last])?
    } else {
        open + 1 + memchr::memchr(quote, &rest[open + 1..])?
    };
    let name = Name::label_before(text, start + close);
    (before(text, name.start) == quote).then_some(name)
}

/// The name in `variable "db_password" { type = string, default = …`, whose block has `start` in it.
fn before_block(text: &[u8], start: usize) -> Option<Name> {
    let from = start.saturating_sub(NEAR);
    steps(start - from);
    let open = from + text[from..start].iter().rposition(|byte| *byte == b'{')?;
    let end = open - usize::from(before(text, open) == b' ');
    let end = end - usize::from(matches!(before(text, end), b'"' | b'\''));
    let name = Name::before(text, end);
    (end > from).then_some(name)
}

/// The name in `- name: DB_PASSWORD`, whose line ends before the indented word at `start`.
fn above(text: &[u8], start: usize) -> Option<Name> {
    const MOST_BLANKS: usize = 32;
    let blanks = text[..start].iter().rev().take(MOST_BLANKS).take_while(|byte| **byte == b' ').count();
    steps(blanks);
    let end = (start - blanks).checked_sub(1).filter(|end| blanks > 0 && text[*end] == b'\n')?;
    let end = end - usize::from(matches!(before(text, end), b'"' | b'\''));
    let name = Name::before(text, end);
    let left = name.start - usize::from(matches!(before(text, name.start), b'"' | b'\''));
    text[..left].ends_with(b"name: ").then_some(name)
}
