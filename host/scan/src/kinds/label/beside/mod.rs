//! Labels in the attributes and members beside the one that holds the value, and around it: `<input name="dob" value="1985-04-12">`,
//! `{"type":"passport","number":"AB1234567"}`, `{"dob":{"value":"1985-04-12"}}`, `$("#dob").val("1985-04-12")`.

mod plain;

use super::behind;
use super::tail::{before_end, label_end};
use super::through::{has_empty_value, of_heading};
use super::told::Labels;
use crate::text::bytes::{at, back, before, is_word};
use crate::text::steps::steps;
pub(crate) use plain::is_plain;
use plain::{PLAIN, plain_name};

/// Of a tag or object before a value, and behind it.
const LONGEST: usize = 128;
/// Attributes and members that are looked at.
const MOST: usize = 4;
/// Objects around each other that are looked at.
const MOST_OBJECTS: usize = 3;
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
pub(super) fn in_object(text: &[u8], start: usize) -> Labels {
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
