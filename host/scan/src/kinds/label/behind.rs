//! Labels in parentheses behind a value: `AB1234567 (passport no.)`.

use super::tail::{before_end, label_end};
use super::told::{Labels, Telling};
use crate::text::bytes::{at, before};
use crate::text::steps::steps;

/// The longest value that is told by what stands behind it.
const LONGEST_VALUE: usize = 32;
/// The longest label, with the words around it.
const LONGEST_LABEL: usize = 64;

/// What is told by the label that stands in parentheses behind the value at `start`.
pub(super) fn after_value(text: &[u8], start: usize) -> Telling {
    let near = &text[start..text.len().min(start + LONGEST_VALUE)];
    steps(near.len());
    let ends = |byte: &u8| matches!(byte, b'(' | b')' | b':' | b'=' | b'"' | b';' | b'<' | b'>' | b'|' | b'\n' | b'\t');
    match near.iter().position(ends) {
        Some(length) if length > 0 && near[length] == b'(' && near[length - 1] == b' ' => {
            let open = start + length;
            Telling { labels: in_parentheses(text, open), end: Some(open - 1) }
        }
        _ => Telling { labels: Labels::NONE, end: None },
    }
}

/// What the label in the parentheses that open at `open`, after a blank, tells of what stands before them.
pub(crate) fn in_parentheses(text: &[u8], open: usize) -> Labels {
    if at(text, open) != b'(' || before(text, open) != b' ' {
        return Labels::NONE;
    }
    let label = &text[open + 1..text.len().min(open + LONGEST_LABEL)];
    steps(label.len());
    // Of `(citizen service number (BSN))`, the last.
    let ends = |byte: &u8| matches!(byte, b')' | b':' | b'=' | b'"' | b';' | b',' | b'<' | b'>' | b'\n');
    match label.iter().position(ends) {
        Some(length) if label[length] == b')' => before_end(text, label_end(text, open + 1 + length)),
        _ => Labels::NONE,
    }
}
