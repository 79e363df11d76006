//! Two numbers that the signs around them tell: `+52.520008+013.404954/` (ISO 6709), `<+52.520008,+13.404954>` of Core Location,
//! `!3d52.520008!4d13.404954` in links of a map.

use super::angle::Angle;
use crate::text::bytes::{at, back, before, digits_end, is_digit, is_word};
use crate::text::steps::step;

/// Digits of a fraction that make it a place.
const LEAST: usize = 4;

/// Calls `found` with each of them.
pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for point in memchr::memchr_iter(b'.', text) {
        step();
        if point < floor {
            continue;
        }
        if let Some((start, end)) = around(text, point) {
            found(start, end);
            floor = end;
        }
    }
}

/// Whether such a pair, or one of its numbers, has its point here.
pub(crate) fn may_be_at(text: &[u8], point: usize) -> bool {
    at(text, point) == b'.' && around(text, point).is_some()
}

fn around(text: &[u8], point: usize) -> Option<(usize, usize)> {
    const MOST_DIGITS: usize = 3;
    let first = point - (1..=MOST_DIGITS).take_while(|distance| is_digit(back(text, point, *distance))).count();
    let start = first - usize::from(matches!(before(text, first), b'+' | b'-'));
    let end = number_end(text, first)?;
    let is_marked = [b"!3d".as_slice(), b"!4d", b"!2d", b"!1d"].iter().any(|mark| text[..start].ends_with(mark));
    if is_marked && !is_word(at(text, end)) {
        return Some((start, end));
    }
    let is_signed = |place: usize| matches!(at(text, place), b'+' | b'-');
    if start == first || is_word(before(text, start)) {
        return None;
    }
    let in_brackets = before(text, start) == b'<' && at(text, end) == b',';
    let second = end + usize::from(in_brackets);
    let last = if is_signed(second) { number_end(text, second + 1)? } else { return None };
    // ISO 6709 has two digits and three, and an altitude or a `/` behind them.
    let digits = [point - first, digits_end(text, second + 1) - second - 1];
    let is_closed = matches!(at(text, last), 0 | b'/' | b'+' | b'-' | b'"' | b'\'' | b'<' | b'\n' | b'C');
    let is_whole = if in_brackets { at(text, last) == b'>' } else { digits == [2, 3] && is_closed };
    is_whole.then_some((start, last))
}

fn number_end(text: &[u8], first: usize) -> Option<usize> {
    let end = digits_end(text, digits_end(text, first) + 1);
    let angle = Angle::read(text, first)?;
    (angle.decimals >= LEAST && !angle.has_sign && angle.end == end).then_some(end)
}
