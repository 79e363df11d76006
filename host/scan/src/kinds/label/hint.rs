//! Words in parentheses between a label and its value: `Date of birth (DD/MM/YYYY): `.

use crate::text::bytes::at;

/// The start of the words in parentheses that end between `end` and `start`.
pub(super) fn hint_start(text: &[u8], end: usize, start: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    let is_hint = at(text, end) == b')' || at(text, end) == b'.' && at(text, end + 1) == b')';
    if !is_hint || text[end..start].contains(&b'(') {
        return None;
    }
    (1..=LONGEST.min(end)).map(|distance| end - distance).find(|place| text[*place] == b'(')
}
