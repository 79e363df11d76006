//! Numbers of passports (ICAO Doc 9303 part 4, <https://www.icao.int/publications/doc-series/doc-9303>), after a word
//! that tells them: six to nine letters and digits, of which at least four are digits. There is no check digit outside
//! the zone for machines.

use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, digits_end, is_digit, is_word, word_end};

const LENGTHS: std::ops::RangeInclusive<usize> = 6..=9;
const LEAST_DIGITS: usize = 4;
/// Letters before a blank, as in `AB 1234567`.
const MOST_APART: usize = 3;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    label::each_told(text, Labels::of(Told::Passport), |start, told| {
        if start >= floor
            && let Some(end) = number_end(text, start).filter(|end| told.admits(*end))
        {
            found(start, end);
            floor = end;
        }
    });
}

/// Whether the whole value of a member is one.
pub(crate) fn is_value(value: &[u8]) -> bool {
    number_end(value, 0) == Some(value.len())
}

fn number_end(text: &[u8], start: usize) -> Option<usize> {
    series_end(text, start).or_else(|| word_or_series_end(text, start))
}

/// Four digits of a series, in one group or two, and six of a number, as in Russia: `45 08 123456`.
fn series_end(text: &[u8], start: usize) -> Option<usize> {
    let blank = |place: usize| usize::from(at(text, place) == b' ');
    let first = digits_end(text, start);
    let series = match first - start {
        4 => first,
        2 => Some(digits_end(text, first + blank(first))).filter(|end| *end == first + 3)?,
        _ => return None,
    };
    let number = series + blank(series) + usize::from(text[series..].starts_with("№".as_bytes())) * "№".len();
    let number = number + blank(number);
    let end = digits_end(text, number);
    let goes_on = is_word(at(text, end)) || matches!(at(text, end), b'-' | b'.' | b'/') && is_digit(at(text, end + 1));
    (number > series && end - number == 6 && !goes_on).then_some(end)
}

fn word_or_series_end(text: &[u8], start: usize) -> Option<usize> {
    let word = word_end(text, start);
    let is_series =
        (1..=MOST_APART).contains(&(word - start)) && text[start..word].iter().all(u8::is_ascii_alphanumeric);
    let end = if is_series && matches!(at(text, word), b' ' | b'-') && is_digit(at(text, word + 1)) {
        word_end(text, word + 1)
    } else {
        word
    };
    let (letters, digits) = text[start..end].iter().fold((0, 0), |(letters, digits), byte| {
        (letters + usize::from(is_word(*byte)), digits + usize::from(is_digit(*byte)))
    });
    let (right, further) = (at(text, end), at(text, end + 1));
    let goes_on = matches!(right, b'-' | b'.' | b'_') && is_word(further) || right == b'/' && is_digit(further);
    // A word in lower case is one of a sentence.
    let is_written = text[start..end].iter().filter(|byte| byte.is_ascii_lowercase()).count() <= 2;
    (LENGTHS.contains(&letters) && digits >= LEAST_DIGITS && is_written && !goes_on).then_some(end)
}
