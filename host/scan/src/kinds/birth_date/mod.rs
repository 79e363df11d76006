//! Dates of birth, after a word that tells them: `1985-04-12`, `12. 4. 1985`, `4/12/85`, `19850412`, `12 April 1985`,
//! `April 12, 1985`, `1985. április 12.`, `1985年4月12日`, with month names of any language. A time behind it is part of the
//! match. So is a day as seconds since 1970: `482112000`, `-86400000000`.

mod forms;
mod time;

use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, back, before, digits_end, is_digit, is_word};
use forms::{after_year, in_arguments, in_counts, in_numbers, in_signs, in_words, is_compact, year_after_month};
use time::{is_day, time_end};

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    label::each_told(text, Labels::of(Told::Birth), |day, told| {
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
    end.map(|end| time_end(text, end)).filter(|end| !is_word(at(text, *end)))
}
