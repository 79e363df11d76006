//! Coordinates that the sign of degrees and a direction tell: `52°31'12"N`, `52° 31.2′ N`, `N 52° 31.2'`, `52.5200° N`.

use crate::kinds::check_digits;
use crate::text::bytes::{at, back, before, digits_end, is_digit, is_word};
use crate::text::steps::steps;

const DEGREES: [&str; 2] = ["°", "º"];
const MINUTES: [&str; 4] = ["'", "′", "’", "´"];
const SECONDS: [&str; 4] = ["\"", "''", "″", "”"];
const MOST_DEGREES: u64 = 180;
/// Digits of a fraction of degrees that make it a place.
const LEAST_DECIMALS: usize = 4;
/// Degrees with a fraction before their sign.
const LONGEST_DEGREES: usize = 16;

/// Calls `found` with each of them.
pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    for sign in memchr::memchr_iter(0xc2, text) {
        if let Some((start, end)) = around(text, sign) {
            found(start, end);
        }
    }
}

/// Whether the sign of degrees stands at `place`.
pub(crate) fn is_sign(text: &[u8], place: usize) -> bool {
    DEGREES.iter().any(|sign| text[place..].starts_with(sign.as_bytes()))
}

fn around(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let after = one_of(text, sign, &DEGREES)?;
    let first = sign - (1..=LONGEST_DEGREES).take_while(|distance| is_part(back(text, sign, *distance))).count();
    steps(LONGEST_DEGREES);
    let whole = digits_end(text, first);
    let decimals = if at(text, whole) == b'.' { sign.saturating_sub(whole + 1) } else { 0 };
    let is_number =
        first < whole && (whole == sign || decimals > 0) && check_digits::number(&text[first..whole]) <= MOST_DEGREES;
    if !is_number
        || whole - first > 3
        || is_word(before(text, first)) && !is_direction(before(text, first))
        || is_digit(back(text, first, 2)) && before(text, first) == b'.'
    {
        return None;
    }
    let (angle, has_minutes) = minutes_end(text, after).map_or((after, false), |end| (end, true));
    if !has_minutes && decimals < LEAST_DECIMALS {
        return None;
    }
    let letter = angle + usize::from(at(text, angle) == b' ');
    if is_direction(at(text, letter)) && !is_word(at(text, letter + 1)) {
        return Some((first - usize::from(before(text, first) == b'-'), letter + 1));
    }
    let blank = usize::from(before(text, first) == b' ');
    let letter = first.checked_sub(blank + 1)?;
    (is_direction(text[letter]) && !is_word(before(text, letter))).then_some((letter, angle))
}

fn is_part(byte: u8) -> bool {
    is_digit(byte) || byte == b'.'
}

/// The end of the minutes, and seconds where there are any, that begin at `place`.
fn minutes_end(text: &[u8], place: usize) -> Option<usize> {
    let blank = |place: usize| place + usize::from(at(text, place) == b' ');
    let end = sixtieths_end(text, blank(place), &MINUTES)?;
    Some(sixtieths_end(text, blank(end), &SECONDS).unwrap_or(end))
}

/// The end of a number below 60 with one of the signs behind it.
fn sixtieths_end(text: &[u8], start: usize, signs: &[&str]) -> Option<usize> {
    let whole = digits_end(text, start);
    let end = if at(text, whole) == b'.' { digits_end(text, whole + 1) } else { whole };
    let is_one = matches!(whole - start, 1 | 2) && check_digits::number(&text[start..whole]) < 60;
    one_of(text, end, signs).filter(|_| is_one)
}

fn one_of(text: &[u8], place: usize, signs: &[&str]) -> Option<usize> {
    let rest = text.get(place..)?;
    signs.iter().find(|sign| rest.starts_with(sign.as_bytes())).map(|sign| place + sign.len())
}

/// Whether a letter stands for one of the four.
pub(super) fn is_direction(byte: u8) -> bool {
    matches!(byte, b'N' | b'S' | b'E' | b'W')
}
