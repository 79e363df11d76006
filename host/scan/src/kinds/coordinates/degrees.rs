//! Coordinates that the sign of degrees and a direction tell: `52°31'12"N`, `52° 31.2′ N`, `N 52° 31.2'`, `52.5200° N`.

use super::angle::{Angle, is_sign};
use super::direction::{self, is_letter};
use crate::text::bytes::{at, back, before, is_digit, is_word};
use crate::text::steps::steps;

/// Digits of a fraction of degrees that make it a place.
const LEAST_DECIMALS: usize = 4;
/// Degrees with a fraction before their sign.
const LONGEST_DEGREES: usize = 16;

/// Calls `found` with each of them.
pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for sign in memchr::memchr_iter(0xc2, text) {
        if let Some((start, end)) = around(text, sign, floor) {
            found(start, end);
            floor = end;
        }
    }
}

fn around(text: &[u8], sign: usize, floor: usize) -> Option<(usize, usize)> {
    if !is_sign(text, sign) {
        return None;
    }
    let number_end = sign - usize::from(before(text, sign) == b' ');
    let is_part = |byte: u8| is_digit(byte) || byte == b'.';
    let first =
        number_end - (1..=LONGEST_DEGREES).take_while(|distance| is_part(back(text, number_end, *distance))).count();
    steps(LONGEST_DEGREES);
    let angle = Angle::read(text, first).filter(|angle| angle.end > sign && angle.is_precise(LEAST_DECIMALS))?;
    if is_word(before(text, first)) && !is_letter(before(text, first))
        || is_digit(back(text, first, 2)) && before(text, first) == b'.'
    {
        return None;
    }
    let letter = first.checked_sub(1 + usize::from(before(text, first) == b' '));
    // The one behind the angle before this one is not its own.
    let letter = letter.filter(|place| *place >= floor && is_letter(text[*place]) && !is_word(before(text, *place)));
    let behind = direction::behind(text, angle.end).map(|(end, _)| end);
    // `N 52° 31.2' E 13° 24.3'`: the second letter is that of the next.
    let is_next = |end: usize| is_digit(at(text, end)) || at(text, end) == b' ' && is_digit(at(text, end + 1));
    match (letter, behind) {
        (Some(letter), Some(end)) if is_next(end) => Some((letter, angle.end)),
        (_, Some(end)) => Some((first - usize::from(before(text, first) == b'-'), end)),
        (Some(letter), None) => Some((letter, angle.end)),
        (None, None) => None,
    }
}
