//! Names that say of a value only that it is one, so that what stands beside them may tell it.

use crate::text::bytes::{at, back, before, is_word};

/// Names of members of objects that hold one value of a type: OTLP's `stringValue` ends in a plain word.
const OF_TYPES: &[&[u8]] = &[b"s", b"n", b"v", b"a", b"$date", b"$t", b"#text", b"_", b"values"];
/// Names that say of a value only that it is one.
pub(super) const PLAIN: &[&[u8]] = &[
    b"value",
    b"docnumber",
    b"docno",
    b"doc_number",
    b"content",
    b"number",
    b"no",
    b"nr",
    b"num",
    b"val",
    b"data",
    b"text",
    b"answer",
    b"id",
    b"input",
    b"response",
    b"date",
    b"code",
    b"to",
    b"from",
    b"new",
    b"old",
    b"newvalue",
    b"oldvalue",
    b"new_value",
    b"old_value",
    b"before",
    b"after",
    b"current",
    b"previous",
];
/// Functions and methods that are given nothing but the value: `$("#dob").val("…")`.
const OF_CALLS: &[&[u8]] = &[
    b"val",
    b"value",
    b"type",
    b"fill",
    b"text",
    b"input",
    b"set",
    b"put",
    b"enter",
    b"sendkeys",
    b"send_keys",
    b"settext",
    b"setvalue",
    b"tobe",
    b"toequal",
    b"equals",
    b"equal",
];
/// Bit n of element m is set if a name ends in two letters whose low five bits are n and m.
const PLAIN_ENDS: [u32; 32] = {
    let (mut ends, mut index) = ([0; 32], 0);
    while index < PLAIN.len() {
        let name = PLAIN[index];
        ends[(name[name.len() - 1] & 0x1f) as usize] |= 1 << (name[name.len() - 2] & 0x1f);
        index += 1;
    }
    ends
};

/// The start of the name that says nothing and ends at `end`.
pub(super) fn plain_name(text: &[u8], end: usize) -> Option<usize> {
    // In running text it is no name.
    let right = if at(text, end) == b' ' { at(text, end + 1) } else { at(text, end) };
    if !matches!(right, b'"' | b'\'' | b'=' | b':' | b'(') || at(text, end) == b' ' && !matches!(right, b'=' | b':') {
        return None;
    }
    let may_be = PLAIN_ENDS[usize::from(before(text, end) & 0x1f)] >> (back(text, end, 2) & 0x1f) & 1 == 1;
    let named = |names: &[&[u8]]| names.iter().find(|name| is_named(text, end, name)).map(|name| end - name.len());
    match () {
        () if right == b'(' => named(OF_CALLS),
        () if may_be => named(PLAIN).or_else(|| value_name(text, end)),
        () if matches!(right, b'"' | b'\'') => named(OF_TYPES),
        () => None,
    }
}

/// The start of a name whose last word is `value`: `fieldValue`, `interpreted_value`.
fn value_name(text: &[u8], end: usize) -> Option<usize> {
    const LONGEST_NAME: usize = 24;
    let last = end.checked_sub(b"value".len())?;
    let is_word_of_name = text[last] == b'V' || before(text, last) == b'_';
    if !text[last..end].eq_ignore_ascii_case(b"value") || !is_word_of_name {
        return None;
    }
    let is_part = |byte: u8| is_word(byte) || byte == b'_';
    Some(last - (1..LONGEST_NAME).take_while(|distance| is_part(back(text, last, *distance))).count())
}

/// Whether a name ends at `end` that says of a value only that it is one.
#[inline]
pub(crate) fn is_plain(text: &[u8], end: usize) -> bool {
    plain_name(text, end).is_some()
}

/// Whether this whole name ends at `end`.
fn is_named(text: &[u8], end: usize, name: &[u8]) -> bool {
    let Some(start) = end.checked_sub(name.len()) else { return false };
    !is_word(before(text, start)) && text[start..end].eq_ignore_ascii_case(name)
}
