//! Texts in quotes, as programs write them.

use crate::kinds::secret::value::quoted_end;
use crate::text::bytes::{at, before};
use crate::text::steps::steps;

/// The longest one that is looked at.
const LONGEST: usize = 1024;
const MOST_BLANKS: usize = 4;

/// The text in quotes at `place`, which a letter such as that of `b"…"` may stand before.
pub(super) fn at_place(text: &[u8], place: usize) -> Option<(usize, usize)> {
    let is_marked = matches!(at(text, place), b'b' | b'B' | b'u' | b'r' | b'f' | b'N' | b'@' | b'$');
    let open = place + usize::from(is_marked && matches!(at(text, place + 1), b'"' | b'\''));
    let quote = at(text, open);
    if !matches!(quote, b'"' | b'\'' | b'`') {
        return None;
    }
    let end = quoted_end(text, open + 1, quote, LONGEST);
    (at(text, end) == quote && end > open + 1).then_some((open + 1, end))
}

/// The next one of a list, after the one whose closing quote is at `close`.
pub(super) fn next(text: &[u8], close: usize) -> Option<(usize, usize)> {
    let comma = blanks_end(text, close + 1);
    if at(text, comma) == b',' { at_place(text, blanks_end(text, comma + 1)) } else { None }
}

/// The one before, whose comma and blanks end before `place`.
pub(super) fn last_before(text: &[u8], place: usize) -> Option<(usize, usize)> {
    let mut end = place;
    while matches!(before(text, end), b' ' | b',') && place - end < MOST_BLANKS {
        end -= 1;
    }
    let quote = before(text, end);
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let from = end.saturating_sub(LONGEST);
    // A quote after a backslash is one of the text.
    let is_part = |place: &usize| text[*place] != quote || before(text, *place) == b'\\';
    let length = (from..end - 1).rev().take_while(is_part).count();
    steps(length);
    (end - 1 - length > from).then(|| (end - 1 - length, end - 1))
}

pub(super) fn blanks_end(text: &[u8], start: usize) -> usize {
    let rest = &text[start.min(text.len())..];
    let blanks = rest.iter().take(MOST_BLANKS).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    start + blanks
}
