//! Codes of few digits or capitals, and lists of those.

use super::label::{Label, Link};
use super::value::{list_end, word_end};
use crate::kinds::secret::codes::is_code;
use crate::text::bytes::at;

/// A code that is said to be a password.
pub(super) fn code_of_password(text: &[u8], start: usize, label: &Label) -> Option<(usize, usize)> {
    const SHORTEST: usize = 4;
    let is_said = label.is_code || label.is_password && label.link == Link::Verb;
    code(text, start, label).filter(|(from, to)| is_said && to - from >= SHORTEST)
}

/// The code at `start`: `4711`, `521-749`, `521 749`, `G-123456`, `BML64KJ1`.
pub(super) fn code(text: &[u8], start: usize, label: &Label) -> Option<(usize, usize)> {
    let mut end = word_end(text, start);
    let groups = &text[start..end];
    // `482913,5分钟内有效`, and the sign that ends what is entered.
    let cut = memchr::memchr(b',', groups).unwrap_or(groups.len());
    end = start + cut - usize::from(cut > 0 && matches!(groups[cut - 1], b'#' | b'*'));
    let groups = &text[start..end];
    // `521 749`.
    if matches!(groups.len(), 3 | 4) && groups.iter().all(u8::is_ascii_digit) && at(text, end) == b' ' {
        let next = word_end(text, end + 1);
        let is_same = next - end - 1 == groups.len() && text[end + 1..next].iter().all(u8::is_ascii_digit);
        end = if is_same { next } else { end };
    }
    let value = &text[start..end];
    let least = if label.link == Link::None && !is_card_code(label) { 4 } else { 3 };
    (value.len() >= least && is_code(value)).then(|| (start, list_end(text, start, end)))
}

fn is_card_code(label: &Label) -> bool {
    [b"cvv".as_slice(), b"cvc", b"cvn", b"cvv2", b"cvc2"].iter().any(|name| label.name.letters().ends_with(name))
}
