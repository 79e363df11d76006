//! Numbers that a word tells as coordinates.

use super::angle::{Angle, MOST_DEGREES};
use super::direction::{self, is_letter};
use crate::kinds::check_digits;
use crate::kinds::label::{Labels, Told};
use crate::text::bytes::{at, before, digits_end, is_digit, is_word};
use crate::text::steps::steps;

const LEAST_AFTER_NAME: usize = 2;
const LEAST: usize = 4;
/// With a comma in the place of the point.
const LEAST_AFTER_COMMA: usize = 5;
/// Between two numbers: `, `, ` / `.
const MOST_BETWEEN: usize = 3;
/// The same in an array whose elements have lines of their own.
const MOST_INDENTATION: usize = 32;

/// The end of what begins at `start`.
pub(super) fn end_of(text: &[u8], start: usize, told: Labels) -> Option<usize> {
    if is_letter(at(text, start)) {
        return behind_directions(text, start);
    }
    let is_named = told.has(Labels::of(Told::Coordinate));
    numbers_end(text, start, told)
        .or_else(|| if is_named { angle_end(text, start).or_else(|| sixtieths_end(text, start)) } else { None })
        .or_else(|| if told.has(Labels::of(Told::Pair)) { None } else { scaled_end(text, start) })
}

/// The next pair of an array or a line: `[[13.4049,52.5200],[13.4149,52.5300]]`, `(13.4049 52.5200, 13.4149 52.5300)`.
pub(super) fn next_pair(text: &[u8], end: usize) -> Option<(usize, usize)> {
    const MOST: usize = 5;
    let is_between = |byte: u8| matches!(byte, b',' | b' ' | b'[' | b']' | b'(' | b')' | b'|' | b';');
    let between = (0..MOST).take_while(|offset| is_between(at(text, end + offset))).count();
    let start = end + between;
    let first = start + usize::from(at(text, start) == b'-');
    let pair = if between > 0 { numbers_end(text, first, Labels::of(Told::Pair))? } else { return None };
    Some((start, pair))
}

/// `N52.5200 E13.4050`, `N 52.5200, E 13.4050`.
fn behind_directions(text: &[u8], start: usize) -> Option<usize> {
    let number = |letter: usize| {
        let first = letter + 1 + usize::from(at(text, letter + 1) == b' ');
        number_end(text, first, LEAST).filter(|_| is_letter(at(text, letter)))
    };
    let end = number(start)?;
    let between = (0..MOST_BETWEEN).take_while(|offset| matches!(at(text, end + offset), b',' | b' ' | b';')).count();
    let both = if between > 0 { number(end + between) } else { None };
    both.or(Some(end)).filter(|end| !has_unit(text, *end))
}

/// The end of one number, or of two.
fn numbers_end(text: &[u8], start: usize, told: Labels) -> Option<usize> {
    let least = if told.has(Labels::of(Told::Coordinate)) { LEAST_AFTER_NAME } else { LEAST };
    let end = with_direction(text, number_end(text, start, least)?);
    let second = second_number(text, end);
    let both = second.and_then(|second| number_end(text, second, least)).map(|end| with_direction(text, end));
    let alone = Some(end).filter(|_| !told.has(Labels::of(Told::Pair)));
    both.or(alone).filter(|end| !has_unit(text, *end))
}

/// Where a second number may begin behind the one that ends at `end`.
fn second_number(text: &[u8], end: usize) -> Option<usize> {
    let is_between = |byte: u8| matches!(byte, b',' | b' ' | b';' | b'/' | b'+' | b'~');
    let between = (0..MOST_BETWEEN).take_while(|offset| is_between(at(text, end + offset))).count();
    let lines = if at(text, end) == b',' {
        let is_blank = |offset: &usize| matches!(at(text, end + 1 + offset), b' ' | b'\n' | b'\r' | b'\t');
        1 + (0..MOST_INDENTATION).take_while(is_blank).count()
    } else {
        0
    };
    steps(lines);
    let start = end + between.max(lines);
    (start > end).then_some(start + usize::from(matches!(at(text, start), b'-' | b'+')))
}

fn number_end(text: &[u8], start: usize, least: usize) -> Option<usize> {
    const MOST_DIGITS: usize = 3;
    let point = digits_end(text, start);
    let degrees = &text[start..point];
    let end = digits_end(text, point + 1);
    let is_point = at(text, point) == b'.' && end > point + least
        // `52,520008`.
        || at(text, point) == b',' && end > point + least.max(LEAST_AFTER_COMMA);
    let is_one =
        (1..=MOST_DIGITS).contains(&degrees.len()) && check_digits::number(degrees) <= MOST_DEGREES && is_point;
    let goes_on = at(text, end) == b'.' && is_digit(at(text, end + 1));
    (is_one && !goes_on).then_some(end)
}

/// `52.5200° N`.
fn with_direction(text: &[u8], end: usize) -> usize {
    const DEGREE: &[u8] = "°".as_bytes();
    let end = if text[end..].starts_with(DEGREE) { end + DEGREE.len() } else { end };
    direction::behind(text, end).map_or(end, |(end, _)| end)
}

/// Degrees, minutes and seconds, of which the first have a sign.
fn angle_end(text: &[u8], start: usize) -> Option<usize> {
    let angle = Angle::read(text, start).filter(|angle| angle.has_sign && angle.has_minutes)?;
    Some(direction::behind(text, angle.end).map_or(angle.end, |(end, _)| end)).filter(|end| !is_word(at(text, *end)))
}

/// Degrees, minutes and seconds as the numbers or fractions of an array: `[52, 31, 12.34]`, `52/1,31/1,1234/100` of Exif.
fn sixtieths_end(text: &[u8], start: usize) -> Option<usize> {
    const NUMBERS: usize = 3;
    let mut end = start;
    for number in 0..NUMBERS {
        let first = end + if number == 0 { 0 } else { 1 + usize::from(at(text, end + 1) == b' ') };
        let whole = digits_end(text, first);
        let is_next = number == 0 || at(text, end) == b',';
        if !is_next || !(1..=8).contains(&(whole - first)) {
            return None;
        }
        let has_fraction = matches!(at(text, whole), b'.' | b'/') && is_digit(at(text, whole + 1));
        end = if has_fraction { digits_end(text, whole + 1) } else { whole };
    }
    let goes_on = is_word(at(text, end)) || at(text, end) == b',' && is_digit(at(text, end + 1));
    (!goes_on).then_some(end)
}

/// Degrees times ten million: `"latitudeE7":525200080`.
fn scaled_end(text: &[u8], start: usize) -> Option<usize> {
    const MOST_BETWEEN: usize = 4;
    const NAME: &[u8] = b"E7";
    let end = digits_end(text, start);
    let is_between = |byte: u8| matches!(byte, b'"' | b'\'' | b':' | b'=' | b' ' | b'-');
    let name = start - (1..=MOST_BETWEEN).take_while(|distance| is_between(before(text, start + 1 - distance))).count();
    let is_one =
        (7..=10).contains(&(end - start)) && check_digits::number(&text[start..end]) <= 10_000_000 * MOST_DEGREES;
    let is_named = text[..name].len() > NAME.len() && text[name - NAME.len()..name].eq_ignore_ascii_case(NAME);
    (is_one && is_named && !is_word(at(text, end))).then_some(end)
}

fn has_unit(text: &[u8], end: usize) -> bool {
    const UNITS: [&[u8]; 5] = [b"ms", b"s", b"px", b"sec", b"em"];
    let blank = usize::from(at(text, end) == b' ');
    let rest = &text[end + blank..];
    let is_unit = |unit: &&[u8]| rest.starts_with(unit) && !is_word(at(rest, unit.len()));
    is_word(at(text, end)) || at(text, end) == b'%' || UNITS.iter().any(is_unit)
}
