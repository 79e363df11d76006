//! Labels in the attributes and members beside the one that holds the value: `<input name="dob" value="1985-04-12">`,
//! `{"type":"passport","number":"AB1234567"}`.

use super::tail::{before_end, label_end};
use super::told::Labels;
use crate::text::bytes::{at, back, before, is_word};
use crate::text::steps::steps;

/// Of a tag or object before a value.
const LONGEST: usize = 96;
/// Attributes and members that are looked at.
const MOST: usize = 4;
/// Names that say of a value only that it is one.
const PLAIN: &[&[u8]] = &[
    b"value",
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

/// What is told of the value behind the tag that ends at `end`, by its name or by an attribute: `<field name="passport">`.
pub(super) fn in_tag(text: &[u8], end: usize) -> Labels {
    let Some(open) = opening(text, end - 1, b'<', b'>') else { return Labels::NONE };
    let name = text[open + 1..end].iter().position(|byte| *byte <= b' ').map_or(open, |length| open + 1 + length);
    let by_name = if name > open { before_end(text, name) } else { Labels::NONE };
    if by_name == Labels::NONE { quoted(text, open, end) } else { by_name }
}

/// What is told of a value by what stands beside its own name, which ends at `end` and says nothing.
pub(super) fn beside_name(text: &[u8], end: usize) -> Labels {
    let Some(name) = plain_name(text, end) else { return Labels::NONE };
    let start = end - name.len();
    let told = before_end(text, label_end(text, start));
    if told != Labels::NONE {
        return told;
    }
    let open = opening(text, start, b'<', b'>').or_else(|| opening(text, start, b'{', b'}'));
    open.map_or(Labels::NONE, |open| quoted(text, open, start))
}

/// The name that says nothing and ends at `end`.
fn plain_name(text: &[u8], end: usize) -> Option<&'static [u8]> {
    // In running text it is no name.
    let is_name = matches!(at(text, end), b'"' | b'\'' | b'=' | b':')
        && PLAIN_ENDS[usize::from(before(text, end) & 0x1f)] >> (back(text, end, 2) & 0x1f) & 1 == 1;
    if is_name { PLAIN.iter().copied().find(|name| is_named(text, end, name)) } else { None }
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

/// Where what `place` lies in opens.
fn opening(text: &[u8], place: usize, open: u8, close: u8) -> Option<usize> {
    let least = place.saturating_sub(LONGEST);
    steps(place - least);
    let found = text[least..place].iter().rposition(|byte| *byte == open || *byte == close)?;
    (text[least + found] == open).then_some(least + found)
}

/// What the last quoted texts in `start..end` tell, but for the names of members.
fn quoted(text: &[u8], start: usize, end: usize) -> Labels {
    let is_end = |place: &usize| {
        matches!(text[*place], b'"' | b'\'') && is_letter(before(text, *place)) && !names_member(text, *place)
    };
    let ends = (start..end).rev().filter(is_end).take(MOST);
    ends.map(|place| before_end(text, place)).find(|told| *told != Labels::NONE).unwrap_or(Labels::NONE)
}

fn is_letter(byte: u8) -> bool {
    is_word(byte) || byte >= 0x80
}

/// Whether the quoted text that ends at `place` is the name of a member.
fn names_member(text: &[u8], place: usize) -> bool {
    at(text, place + 1) == b':' || at(text, place + 1) == b' ' && at(text, place + 2) == b':'
}
