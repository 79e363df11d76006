//! Labels in the attributes and members beside the one that holds the value, and around it: `<input name="dob" value="1985-04-12">`,
//! `{"type":"passport","number":"AB1234567"}`, `{"dob":{"value":"1985-04-12"}}`, `$("#dob").val("1985-04-12")`.

use super::behind;
use super::tail::{before_end, label_end};
use super::through::{has_empty_value, of_heading};
use super::told::Labels;
use crate::text::bytes::{at, back, before, is_word};
use crate::text::steps::steps;

/// Of a tag or object before a value, and behind it.
const LONGEST: usize = 128;
/// Attributes and members that are looked at.
const MOST: usize = 4;
/// Objects around each other that are looked at.
const MOST_OBJECTS: usize = 3;
/// Names of members of objects that hold one value of a type: OTLP's `stringValue` ends in a plain word.
const OF_TYPES: &[&[u8]] = &[b"s", b"n", b"v", b"a", b"$date"];
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
    let mut end = end;
    for _ in 0..MOST_OBJECTS {
        let Some(open) = opening(text, end - 1, b'<', b'>') else { break };
        let is_end = |byte: &u8| *byte <= b' ' || *byte == b'>';
        let name = text[open + 1..end].iter().position(is_end).map_or(open, |length| open + 1 + length);
        let told = before_end(text, name);
        let told = if told == Labels::NONE { quoted(text, open, end) } else { told };
        if told != Labels::NONE {
            return told;
        }
        // `<document type="passport"><number>`.
        let around = (1..4).find(|distance| !matches!(back(text, open, *distance), b' ' | b'\n' | b'\r' | b'\t'));
        end = around.map_or(open, |distance| open + 1 - distance);
        let is_named = PLAIN.iter().any(|plain| text[open + 1..name].eq_ignore_ascii_case(plain));
        if !is_named || before(text, end) != b'>' || matches!(back(text, end, 2), b'/' | b'?') {
            break;
        }
    }
    Labels::NONE
}

/// What is told of the value at `value` by what stands beside its own name, which ends at `end` and says nothing.
pub(super) fn beside_name(text: &[u8], end: usize, value: usize) -> Labels {
    let mut end = end;
    for _ in 0..MOST_OBJECTS {
        let Some(start) = plain_name(text, end) else { break };
        let told = in_object(text, start);
        if told != Labels::NONE {
            return told;
        }
        // `"dob":{"type":"string","value":"…"}`, `"key":"dob","value":{"stringValue":"…"}`.
        let Some(object) = opening(text, start, b'{', b'}') else { break };
        end = label_end(text, object);
        let told = if end < object { before_end(text, end) } else { Labels::NONE };
        if told != Labels::NONE {
            return told;
        }
    }
    behind::after_name(text, value)
}

/// What is told by the word before a name that says nothing, by members or attributes before it, or by the label of its field.
fn in_object(text: &[u8], start: usize) -> Labels {
    let label = label_end(text, start);
    let told = if has_empty_value(&text[label..start]) { Labels::NONE } else { before_end(text, label) };
    if told != Labels::NONE {
        return told;
    }
    if let Some(tag) = opening(text, start, b'<', b'>') {
        let told = quoted(text, tag, start);
        return if told == Labels::NONE { of_heading(text, tag) } else { told };
    }
    opening(text, start, b'{', b'}').map_or(Labels::NONE, |object| quoted(text, object, start))
}

/// The start of the name that says nothing and ends at `end`.
fn plain_name(text: &[u8], end: usize) -> Option<usize> {
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

/// Where what `place` lies in opens.
fn opening(text: &[u8], place: usize, open: u8, close: u8) -> Option<usize> {
    let least = place.saturating_sub(LONGEST);
    let mut closed = 0;
    for (offset, byte) in text[least..place].iter().enumerate().rev() {
        steps(1);
        match *byte {
            byte if byte == open && closed == 0 => return Some(least + offset),
            byte if byte == open => closed -= 1,
            byte if byte == close => closed += 1,
            _ => {}
        }
        // An element beside this one is none around it.
        if closed > 0 && open == b'<' {
            return None;
        }
    }
    None
}

/// What the last quoted texts in `start..end` tell, but for the names of members.
fn quoted(text: &[u8], start: usize, end: usize) -> Labels {
    let follows_label = |place: usize| match before(text, place) {
        b'.' | b')' | b'?' | b']' => true,
        b':' => is_letter(back(text, place, 2)),
        byte => is_letter(byte),
    };
    let is_end =
        |place: &usize| matches!(text[*place], b'"' | b'\'') && follows_label(*place) && !names_member(text, *place);
    let ends = (start..end).rev().filter(is_end).take(MOST);
    ends.map(|place| of_heading(text, place)).find(|told| *told != Labels::NONE).unwrap_or(Labels::NONE)
}

fn is_letter(byte: u8) -> bool {
    is_word(byte) || byte >= 0x80
}

/// Whether the quoted text that ends at `place` is the name of a member.
fn names_member(text: &[u8], place: usize) -> bool {
    at(text, place + 1) == b':' || at(text, place + 1) == b' ' && at(text, place + 2) == b':'
}
