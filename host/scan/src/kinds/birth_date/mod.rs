//! Dates of birth, after a word that tells them: `1985-04-12`, `12. 4. 1985`, `4/12/85`, `19850412`, `12 April 1985`,
//! `April 12, 1985`, `1985. április 12.`, `1985年4月12日`, with month names of any language. A time behind it is part of the
//! match. So is a day as seconds since 1970: `482112000`, `-86400000000`.

mod forms;
mod time;

use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, back, before, digits_end, is_digit, is_word};
use crate::text::steps::steps;
use forms::{after_year, in_arguments, in_counts, in_numbers, in_signs, in_words, is_compact, year_after_month};
use time::{is_day, time_end};

/// Of a date that a word further before it tells.
const LONGEST: usize = 24;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    label::each_told_or(text, Labels::of(Told::Birth), near, |day, told| {
        let start = start_before(text, day);
        if start >= floor
            && is_digit(text[day])
            && let Some(end) = date_end(text, start, day).filter(|end| told.admits(*end))
        {
            found(start, end);
            floor = end;
        }
    });
}

/// What a word of the sentence tells of the date whose first digits are those at `day`, if somebody may have been born then.
pub(crate) fn near(text: &[u8], day: usize) -> Labels {
    let longest = if matches!(at(text, day + 1), b'.' | b'-' | b'/') { LONGEST / 2 } else { LONGEST };
    let may_be = is_digit(text[day]) && has_year(&text[day..text.len().min(day + longest)]);
    let end = if may_be { date_end(text, start_before(text, day), day) } else { None };
    let is_age = |end: usize| (day..end).any(|place| is_digit(text[place]) && has_age(text, place));
    match end {
        Some(end) if is_age(end) => label::near(text, day, Labels::of(Told::Birth), b";|{}()<>\""),
        _ => Labels::NONE,
    }
}

/// Whether a year may be in a text.
fn has_year(text: &[u8]) -> bool {
    steps(text.len());
    text.windows(3).any(|three| matches!(three, [b'1', b'9', b'2'..=b'9'] | [b'2', b'0', b'0']))
}

/// Whether the four digits at `place` are a year in which somebody may have been born who is grown up.
fn has_age(text: &[u8], place: usize) -> bool {
    let year = &text[place..digits_end(text, place)];
    !is_digit(before(text, place)) && matches!(year, [b'1', b'9', b'2'..=b'9', _] | [b'2', b'0', b'0', _])
}

/// Whether the whole value of a member is one.
pub(crate) fn is_value(value: &[u8]) -> bool {
    let day = value.iter().position(|byte| is_digit(*byte)).unwrap_or(value.len());
    start_before(value, day) == 0 && date_end(value, 0, day) == Some(value.len())
}

/// Where the date begins whose first digits are those at `day`.
fn start_before(text: &[u8], day: usize) -> usize {
    let words = label::month_before(text, day).or_else(|| label::era_before(text, day));
    words.unwrap_or_else(|| sign_before(text, day))
}

/// The start of the number that begins with the digits at `day`, the sign of a negative one included.
fn sign_before(text: &[u8], day: usize) -> usize {
    let is_first = matches!(back(text, day, 2), 0 | b':' | b'=' | b' ' | b'"');
    let is_negative = before(text, day) == b'-' && is_first && is_day(&text[day..digits_end(text, day)]);
    day - usize::from(is_negative)
}

/// Whether letters, digits, or separators and digits follow.
fn goes_on(text: &[u8], end: usize) -> bool {
    let right = at(text, end);
    is_word(right) || matches!(right, b'.' | b'-' | b'/') && is_digit(at(text, end + 1))
}

/// The end of the date that begins at `start`, and whose first digits begin at `day`.
fn date_end(text: &[u8], start: usize, day: usize) -> Option<usize> {
    let first = digits_end(text, day);
    let start = if at(text, start) == b'-' { day } else { start };
    let end = match first - day {
        8 if start == day => (is_compact(&text[day..first]) || is_day(&text[day..first])).then_some(first),
        1 | 2 if start < day && !text[start].is_ascii() => in_signs(text, day, first),
        1 | 2 if start < day => year_after_month(text, first),
        1 | 2 => in_numbers(text, day, first).or_else(|| in_counts(text, first)).or_else(|| in_words(text, first)),
        4 => in_numbers(text, day, first)
            .or_else(|| in_signs(text, day, first))
            .or_else(|| after_year(text, day, first))
            .or_else(|| in_arguments(text, day, first)),
        7..=13 if start == day => is_day(&text[day..first]).then_some(first),
        _ => None,
    };
    end.map(|end| time_end(text, end)).filter(|end| !goes_on(text, *end))
}
