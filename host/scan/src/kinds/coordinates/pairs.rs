//! Two angles with directions and without signs, which tell each other: `52 31 12 N 13 24 18 E`, `N52 31.200 E013 24.300`,
//! `52:31:12N 13:24:18E`, `34.046015 S 151.325654 E`, and `4807.038,N,01131.000,E` of NMEA 0183.

use super::angle::Angle;
use super::direction::{self, Axis};
use crate::text::bytes::{at, back, before, digits_end, is_digit, is_word};
use crate::text::steps::steps;

/// Of degrees alone.
const LEAST_DECIMALS: usize = 3;
/// An angle before its direction.
const LONGEST: usize = 24;

/// Calls `found` with each angle of each pair.
pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for letter in memchr::memchr2_iter(b'N', b'S', text) {
        if letter < floor {
            continue;
        }
        if let Some([first, second]) = around(text, letter, floor) {
            found(first.0, first.1);
            found(second.0, second.1);
            floor = second.1;
        }
    }
}

type Span = (usize, usize);

/// The pair whose latitude has its direction at `letter`.
pub(super) fn around(text: &[u8], letter: usize, floor: usize) -> Option<[Span; 2]> {
    let is_alone = |byte: u8| !byte.is_ascii_alphabetic() && byte < 0x80;
    if !matches!(at(text, letter), b'N' | b'S') || !is_alone(before(text, letter)) || !is_alone(at(text, letter + 1)) {
        return None;
    }
    let (left, right) = (before(text, letter), at(text, letter + 1));
    let nmea = || nmea(text, letter);
    if left == b',' && right == b',' {
        return nmea();
    }
    let behind = || behind_letters(text, letter);
    let follows = is_digit(left) || matches!(left, b'\'' | b'"' | b' ');
    if follows { before_letters(text, letter, floor).or_else(behind) } else { behind() }
}

/// `N52 31.200 E013 24.300`.
fn behind_letters(text: &[u8], letter: usize) -> Option<[Span; 2]> {
    let angle = |letter: usize| {
        let start = letter + 1 + usize::from(at(text, letter + 1) == b' ');
        Some((letter, Angle::read(text, start).filter(|angle| is_precise(text, angle))?.end))
    };
    if is_word(before(text, letter)) {
        return None;
    }
    let first = angle(letter)?;
    let next = after_separator(text, first.1)?;
    let is_longitude = direction::of_letter(at(text, next)) == Some(Axis::Longitude);
    let second = is_longitude.then(|| angle(next)).flatten()?;
    Some([first, second])
}

/// `52 31 12 N 13 24 18 E`.
fn before_letters(text: &[u8], letter: usize, floor: usize) -> Option<[Span; 2]> {
    let least = floor.max(letter.saturating_sub(LONGEST));
    steps(letter - least);
    let is_start = |place: &usize| {
        let start = *place;
        let left = before(text, start);
        let goes_on = is_word(left)
            || left == b'.'
            || matches!(left, b' ' | b':') && is_digit(back(text, start, 2)) && start > least + 1;
        is_digit(text[start])
            && !goes_on
            && Angle::read(text, start).is_some_and(|angle| {
                is_precise(text, &angle)
                    && (angle.end == letter || angle.end + 1 == letter && at(text, angle.end) == b' ')
            })
    };
    let start = (least..letter).find(is_start)?;
    let second = after_separator(text, letter + 1)?;
    let angle = Angle::read(text, second).filter(|angle| is_precise(text, angle))?;
    let (end, axis) = direction::behind(text, angle.end)?;
    let start = start - usize::from(before(text, start) == b'-');
    (axis == Axis::Longitude).then_some([(start, letter + 1), (second, end)])
}

fn is_precise(text: &[u8], angle: &Angle) -> bool {
    angle.is_precise(LEAST_DECIMALS) && !is_digit(at(text, angle.end))
}

/// Where the second begins: behind a blank, a comma, a slash or a semicolon, and blanks.
fn after_separator(text: &[u8], end: usize) -> Option<usize> {
    const MOST: usize = 3;
    let is_between = |byte: u8| matches!(byte, b' ' | b',' | b';' | b'/');
    let between = (0..MOST).take_while(|offset| is_between(at(text, end + offset))).count();
    (between > 0).then_some(end + between)
}

/// Degrees and minutes in one number: `4807.038,N,01131.000,E`.
fn nmea(text: &[u8], letter: usize) -> Option<[Span; 2]> {
    const DEGREES_AND_MINUTES: [usize; 2] = [4, 5];
    let latitude = letter - 1;
    let fraction = (1..=LONGEST).take_while(|distance| is_digit(back(text, latitude, *distance))).count();
    let point = latitude.checked_sub(fraction + 1)?;
    let start = point.checked_sub(DEGREES_AND_MINUTES[0])?;
    let longitude = letter + 2;
    let second_point = digits_end(text, longitude);
    let end = digits_end(text, second_point + 1);
    let is_one = text[point] == b'.'
        && fraction > 1
        && text[start..point].iter().all(u8::is_ascii_digit)
        && !is_word(before(text, start))
        && second_point == longitude + DEGREES_AND_MINUTES[1]
        && at(text, second_point) == b'.'
        && at(text, end) == b','
        && matches!(at(text, end + 1), b'E' | b'W')
        && !is_word(at(text, end + 2));
    is_one.then_some([(start, letter + 1), (longitude, end + 2)])
}

/// Whether a pair may have its first direction at `letter`.
pub(crate) fn may_be_at(text: &[u8], letter: usize) -> bool {
    around(text, letter, 0).is_some()
}
