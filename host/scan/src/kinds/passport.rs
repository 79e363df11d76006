//! Numbers of passports (ICAO Doc 9303 part 4, <https://www.icao.int/publications/doc-series/doc-9303>), after a word
//! that tells them: six to nine letters and digits, of which at least four are digits. There is no check digit outside
//! the zone for machines.

use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, is_digit, is_word, word_end};

const LENGTHS: std::ops::RangeInclusive<usize> = 6..=9;
const LEAST_DIGITS: usize = 4;
/// Letters before a blank, as in `AB 1234567`.
const MOST_APART: usize = 3;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    label::each_told(text, Labels::of(Told::Passport), |start, _| {
        if start >= floor
            && let Some(end) = number_end(text, start)
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
