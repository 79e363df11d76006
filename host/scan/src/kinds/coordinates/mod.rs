//! Geographic coordinates in decimal degrees (ISO 6709, <https://www.iso.org/standard/75147.html>), after a word that
//! tells them: a number up to 180 with a fraction, or two of them with a comma or a blank between.
//!
//! After `latitude` and `longitude` two digits of the fraction are enough, which is a kilometre; after words that stand
//! for other things too (`lat`, `position`, `coords`) there must be four. A unit other than `°` or a direction behind it
//! (`12.3456 ms`) makes it something else. In links of maps, and in well-known text, two numbers need no word (`label`), nor do degrees
//! with a direction (`degrees`).

pub(crate) mod degrees;

use crate::kinds::check_digits;
use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, back, before, digits_end, is_digit, is_word};
use degrees::is_direction;

const LEAST_AFTER_NAME: usize = 2;
const LEAST: usize = 4;
const MOST_DEGREES: u64 = 180;
/// Between two numbers: `, `.
const MOST_BETWEEN: usize = 2;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    degrees::find(text, &mut found);
    let mut floor = 0;
    label::each_told(text, Labels::COORDINATES, |first, told| {
        let signed = usize::from(before(text, first) == b'-' && !is_word(back(text, first, 2)));
        let start = first - signed;
        if start >= floor
            && let Some(end) = end_of(text, first, told.labels).filter(|end| told.admits(*end))
        {
            found(start, end);
            floor = end;
        }
    });
}

/// Whether the whole value of a member is one.
pub(crate) fn is_value(value: &[u8], told: Labels) -> bool {
    let first = usize::from(matches!(at(value, 0), b'-' | b'+'));
    end_of(value, first, told) == Some(value.len())
}

fn end_of(text: &[u8], start: usize, told: Labels) -> Option<usize> {
    if is_direction(at(text, start)) { behind_directions(text, start) } else { numbers_end(text, start, told) }
}

/// `N52.5200 E13.4050`, `N 52.5200, E 13.4050`.
fn behind_directions(text: &[u8], start: usize) -> Option<usize> {
    let number = |letter: usize| {
        let first = letter + 1 + usize::from(at(text, letter + 1) == b' ');
        number_end(text, first, LEAST).filter(|_| is_direction(at(text, letter)))
    };
    let end = number(start)?;
    let between = (0..MOST_BETWEEN).take_while(|offset| matches!(at(text, end + offset), b',' | b' ' | b';')).count();
    let both = if between > 0 { number(end + between) } else { None };
    both.or(Some(end)).filter(|end| !has_unit(text, *end))
}

/// The end of one number, or of two.
fn numbers_end(text: &[u8], start: usize, told: Labels) -> Option<usize> {
    let least = if told.has(Labels::of(Told::Coordinate)) { LEAST_AFTER_NAME } else { LEAST };
    let end = number_end(text, start, least)?;
    let between = (0..MOST_BETWEEN)
        .take_while(|offset| matches!(at(text, end + offset), b',' | b' ' | b';' | b'/' | b'+'))
        .count();
    let second = end + between;
    let second = second + usize::from(matches!(at(text, second), b'-' | b'+'));
    let both = if between > 0 { number_end(text, second, least) } else { None };
    let alone = Some(end).filter(|_| !told.has(Labels::of(Told::Pair)));
    both.or(alone).filter(|end| !has_unit(text, *end))
}

fn number_end(text: &[u8], start: usize, least: usize) -> Option<usize> {
    const MOST_DIGITS: usize = 3;
    let point = digits_end(text, start);
    let degrees = &text[start..point];
    let end = digits_end(text, point + 1);
    let is_one = (1..=MOST_DIGITS).contains(&degrees.len())
        && check_digits::number(degrees) <= MOST_DEGREES
        && at(text, point) == b'.';
    let goes_on = at(text, end) == b'.' && is_digit(at(text, end + 1));
    (is_one && end > point + least && !goes_on).then(|| with_direction(text, end))
}

/// `52.5200° N`.
fn with_direction(text: &[u8], end: usize) -> usize {
    const DEGREE: &[u8] = "°".as_bytes();
    let end = if text[end..].starts_with(DEGREE) { end + DEGREE.len() } else { end };
    let blank = usize::from(at(text, end) == b' ');
    // `N52.5200 E13.4050` has it before the number.
    let has_one = is_direction(at(text, end + blank)) && !is_word(at(text, end + blank + 1));
    let is_next = blank > 0 && at(text, end + 2) == b' ' && is_digit(at(text, end + 3));
    if has_one && !is_next { end + blank + 1 } else { end }
}

fn has_unit(text: &[u8], end: usize) -> bool {
    const UNITS: [&[u8]; 5] = [b"ms", b"s", b"px", b"sec", b"em"];
    let blank = usize::from(at(text, end) == b' ');
    let rest = &text[end + blank..];
    let is_unit = |unit: &&[u8]| rest.starts_with(unit) && !is_word(at(rest, unit.len()));
    is_word(at(text, end)) || at(text, end) == b'%' || UNITS.iter().any(is_unit)
}
