//! Numbers of passports (ICAO Doc 9303 part 4, <https://www.icao.int/publications/doc-series/doc-9303>), after a word
//! that tells them: six to nine letters and digits, of which at least four are digits; of Germany, at least one. There is no check digit
//! outside the zone for machines.

use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, digits_end, is_digit, is_word, word_end};

const LENGTHS: std::ops::RangeInclusive<usize> = 6..=9;
const LEAST_DIGITS: usize = 4;
/// No word in lower case has so many.
const MOST_DIGITS_OF_WORDS: usize = 5;
/// Letters before a blank, as in `AB 1234567`.
const MOST_APART: usize = 3;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    label::each_told_or(text, Labels::of(Told::Passport), near, |start, told| {
        if start >= floor
            && let Some(end) = number_end(text, start).filter(|end| told.admits(*end))
        {
            found(start, end);
            floor = end;
        }
    });
}

/// What a word of the sentence tells of the number at `start`, if it is written like those of most states.
pub(crate) fn near(text: &[u8], start: usize) -> Labels {
    let word = &text[start..word_end(text, start)];
    let letters = word.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let digits = word[letters..].iter().filter(|byte| is_digit(**byte)).count();
    let is_one = matches!(letters, 1..=3) && matches!(digits, 6..=8) && letters + digits == word.len();
    if is_one && !goes_on(text, start + word.len()) {
        label::near(text, start, Labels::of(Told::Passport), b",;|(){}<>\"")
    } else {
        Labels::NONE
    }
}

/// Whether the whole value of a member is one.
pub(crate) fn is_value(value: &[u8]) -> bool {
    number_end(value, 0) == Some(value.len())
}

fn number_end(text: &[u8], start: usize) -> Option<usize> {
    series_end(text, start).or_else(|| in_threes_end(text, start)).or_else(|| word_or_series_end(text, start))
}

/// `544 447 717`.
fn in_threes_end(text: &[u8], start: usize) -> Option<usize> {
    const GROUPS: usize = 3;
    let mut end = start;
    for group in 0..GROUPS {
        let begin = end + usize::from(group > 0);
        end = digits_end(text, begin);
        if end != begin + 3 || group > 0 && !matches!(at(text, begin - 1), b' ' | b'-') {
            return None;
        }
    }
    (!goes_on(text, end)).then_some(end)
}

/// Whether letters or digits follow, or separators and more of them.
fn goes_on(text: &[u8], end: usize) -> bool {
    let (right, further) = (at(text, end), at(text, end + 1));
    is_word(right)
        || matches!(right, b'-' | b'.' | b'_') && is_word(further)
        || matches!(right, b' ' | b'/') && is_digit(further)
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
    let word = &text[start..end];
    let count = |is_one: fn(&u8) -> bool| word.iter().filter(|byte| is_one(byte)).count();
    let (letters, digits) = (count(u8::is_ascii_alphanumeric), count(u8::is_ascii_digit));
    let (right, further) = (at(text, end), at(text, end + 1));
    let goes_on = matches!(right, b'-' | b'.' | b'_') && is_word(further)
        || right == b'/' && is_digit(further)
        || right == b' ' && is_digit(further) && digits == letters;
    // A word in lower case is one of a sentence.
    let is_written = count(u8::is_ascii_lowercase) <= 2 || digits >= MOST_DIGITS_OF_WORDS;
    let is_number = digits >= LEAST_DIGITS && is_written || is_german(word);
    (LENGTHS.contains(&letters) && is_number && !goes_on).then_some(end)
}

/// Digits and consonants, of which few may be digits: `C7KPXH1KW`.
fn is_german(word: &[u8]) -> bool {
    const LENGTH: usize = 9;
    word.len() == LENGTH
        && b"CFGHJKLMNPRTVWXYZ".contains(&word[0])
        && word.iter().all(|byte| is_digit(*byte) || b"CFGHJKLMNPRTVWXYZ".contains(byte))
        && word.iter().any(|byte| is_digit(*byte))
}
