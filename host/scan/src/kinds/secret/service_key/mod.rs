//! Keys of services, whose published shapes give them away: a start that nothing else has, and letters of one alphabet.

mod capitals;
mod hooks;
mod key_end;
mod parts;
mod shapes;
mod starts;

use crate::text::bytes::at;
use crate::text::steps::step;

/// No key has fewer bytes after the mark or the capital letter that it is found by; those that are found by their last mark, where
/// they begin that much before.
pub(crate) const SHORTEST: usize = 12;

/// Whether the mark at `place` ends the start of a key: a quick look tells most others.
#[inline(always)]
pub(crate) fn may_end_start(text: &[u8], place: usize) -> bool {
    starts::may_end(text, place) && at_mark(text, place).is_some()
}

/// Whether the mark at `place` stands in a key without a start.
#[inline]
pub(crate) fn is_in_parts(text: &[u8], place: usize) -> bool {
    parts::at_mark(text, place).is_some()
}

/// Whether there is a key that no mark tells.
#[inline(never)]
pub(crate) fn has_unmarked(text: &[u8]) -> bool {
    parts::of_databricks(text).next().is_some()
}

/// Whether a key has the `A` or `S` at `place` in its start.
#[inline(never)]
pub(crate) fn has_capital(text: &[u8], place: usize) -> bool {
    capitals::around(text, place).is_some()
}

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for anchor in memchr::memchr3_iter(b'_', b'-', b'.', text) {
        step();
        if anchor < floor {
            continue;
        }
        let started = if starts::may_end(text, anchor) { at_mark(text, anchor) } else { None };
        if let Some((start, end)) = started.or_else(|| parts::at_mark(text, anchor)) {
            found(start, end);
            floor = end;
        }
    }
    for tilde in memchr::memchr_iter(b'~', text) {
        step();
        if let Some((start, end)) = at_mark(text, tilde) {
            found(start, end);
        }
    }
    parts::of_databricks(text).for_each(|(start, end)| found(start, end));
    for place in memchr::memchr2_iter(b'A', b'S', text) {
        step();
        if let Some((start, end)) = capitals::around(text, place) {
            found(start, end);
        }
    }
}

/// The key whose start, or whose first part, ends with the mark at `place`.
fn at_mark(text: &[u8], place: usize) -> Option<(usize, usize)> {
    match at(text, place) {
        b'_' | b'-' | b'.' => starts::ending_at(text, place + 1),
        b'~' => starts::ending_at(text, place + 1).or_else(|| parts::at_mark(text, place)),
        _ => None,
    }
}
