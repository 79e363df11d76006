//! The forms of dates, from the first digits on. Each gives the end of the date.

use crate::text::bytes::{at, before, digits_end, is_digit, is_word};
use crate::text::steps::step;

/// Nobody alive was born before, or will be soon.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2035;
/// The same in the calendar of Thailand.
const BUDDHIST_YEARS: std::ops::RangeInclusive<u32> = 2443..=2578;
const LONGEST_MONTH: usize = 24;
const SHORTEST_MONTH: usize = 3;

fn number(digits: &[u8]) -> u32 {
    digits.iter().take(4).fold(0, |number, digit| number * 10 + u32::from(digit.wrapping_sub(b'0')))
}

fn is_year(digits: &[u8]) -> bool {
    let is_one = |years: std::ops::RangeInclusive<u32>| years.contains(&number(digits));
    digits.len() == 4 && (is_one(YEARS) || is_one(BUDDHIST_YEARS)) || digits.len() == 2
}

/// `19850412`, `12041985`.
pub(super) fn is_compact(digits: &[u8]) -> bool {
    is_year(&digits[..4]) && is_month_and_day(number(&digits[4..6]), number(&digits[6..]))
        || is_year(&digits[4..]) && is_month_and_day(number(&digits[2..4]), number(&digits[..2]))
}

fn is_month_and_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// `1985-04-12`, `12.04.1985`, `12/4/85`, `12. 4. 1985`, `12 04 1985`.
pub(super) fn in_numbers(text: &[u8], start: usize, first: usize) -> Option<usize> {
    let (separator, middle) = separator(text, first)?;
    let second = digits_end(text, middle);
    let (same, last) = self::separator(text, second)?;
    let third = digits_end(text, last);
    let [one, two, three] = [&text[start..first], &text[middle..second], &text[last..third]];
    if same != separator || separator == b' ' && one.len().max(three.len()) != 4 {
        return None;
    }
    let is_date = if one.len() == 4 {
        is_year(one) && three.len() <= 2 && is_month_and_day(number(two), number(three))
    } else {
        let (one, two) = (number(one), number(two));
        is_year(three) && (is_month_and_day(one, two) || is_month_and_day(two, one))
    };
    // `1985. 04. 12.`
    let dot = at(text, first + 1) == b' '
        && separator == b'.'
        && one.len() == 4
        && at(text, third) == b'.'
        && !is_word(at(text, third + 1));
    is_date.then_some(third + usize::from(dot))
}

/// The separator that begins at `place`, with a blank on either side or without, and where the digits after it begin.
fn separator(text: &[u8], place: usize) -> Option<(u8, usize)> {
    let blank = |place: usize| usize::from(matches!(at(text, place), b' ' | b'+'));
    let sign = place + blank(place);
    let (separator, next) = match at(text, sign) {
        byte @ (b'-' | b'/' | b'.') => (byte, sign + 1 + blank(sign + 1)),
        _ => (b' ', sign),
    };
    (next > place && is_digit(at(text, next))).then_some((separator, next))
}

/// `1985年4月12日`, `1985년 4월 12일`.
pub(super) fn in_signs(text: &[u8], start: usize, first: usize) -> Option<usize> {
    const SIGNS: [[&str; 2]; 3] = [["年", "년"], ["月", "월"], ["日", "일"]];
    let after = |place: usize, signs: [&str; 2]| {
        let found = signs.iter().find(|sign| text[place..].starts_with(sign.as_bytes()))?;
        Some(place + found.len())
    };
    let blank = |place: usize| place + usize::from(at(text, place) == b' ');
    let month = blank(after(first, SIGNS[0])?);
    let month_end = digits_end(text, month);
    let day = blank(after(month_end, SIGNS[1])?);
    let day_end = digits_end(text, day);
    // The second year of an era.
    let has_year = first == start + 1 || is_year(&text[start..first]);
    let is_date = has_year && is_month_and_day(number(&text[month..month_end]), number(&text[day..day_end]));
    is_date.then(|| after(day_end, SIGNS[2]).unwrap_or(day_end))
}

/// `1985. április 12`, `1985-Apr-12`.
pub(super) fn after_year(text: &[u8], start: usize, first: usize) -> Option<usize> {
    const MOST_WORDS: usize = 2;
    let (mut place, mut longest) = (first, 0);
    for _ in 0..MOST_WORDS {
        let word = blanks_end(text, place);
        let end = letters_end(text, word);
        if end == word {
            break;
        }
        longest = longest.max(end - word);
        place = end;
    }
    let day = blanks_end(text, place);
    let end = digits_end(text, day);
    let is_date = is_year(&text[start..first])
        && (SHORTEST_MONTH..=LONGEST_MONTH).contains(&longest)
        && matches!(end - day, 1 | 2)
        && is_month_and_day(1, number(&text[day..end]))
        && !(at(text, end) == b'.' && is_digit(at(text, end + 1)));
    // `1985. április 12.`
    let dot = at(text, first) == b'.' && at(text, end) == b'.' && !is_word(at(text, end + 1));
    is_date.then_some(end + usize::from(dot))
}

/// `12 April 1985`, `12. April 1985`, `12th of April 1985`, `12-Apr-1985`, `12 de abril de 1985`.
pub(super) fn in_words(text: &[u8], first: usize) -> Option<usize> {
    const MOST_WORDS: usize = 3;
    const MOST_TOUCHING: usize = 4;
    let mut place = first;
    // `12th`, `12APR1985`.
    if is_word(at(text, place)) {
        place = letters_end(text, place);
        if (SHORTEST_MONTH..=MOST_TOUCHING).contains(&(place - first)) && is_digit(at(text, place)) {
            return year_end(text, place);
        }
    }
    let (mut longest, mut words) = (0, 0);
    for _ in 0..MOST_WORDS {
        place = blanks_end(text, place);
        let end = letters_end(text, place);
        longest = longest.max(end - place);
        if end == place {
            break;
        }
        (place, words) = (end, words + 1);
    }
    let year = blanks_end(text, place);
    // `1 row for 16` is none.
    let is_one = words < 2 || digits_end(text, year) == year + 4;
    (longest >= SHORTEST_MONTH && is_one).then(|| year_end(text, year)).flatten()
}

/// `12 tháng 4 năm 1985`.
pub(super) fn in_counts(text: &[u8], first: usize) -> Option<usize> {
    let after = |place: usize, words: [&str; 2]| {
        let word = blanks_end(text, place);
        let end = letters_end(text, word);
        let is_one = words.iter().any(|one| text[word..end].eq_ignore_ascii_case(one.as_bytes()));
        is_one.then(|| blanks_end(text, end))
    };
    let month = after(first, ["tháng", "thang"])?;
    let month_end = digits_end(text, month);
    let year = after(month_end, ["năm", "nam"])?;
    if is_month_and_day(number(&text[month..month_end]), 1) { year_end(text, year) } else { None }
}

/// `1985, 4, 12`, as in `date(1985, 4, 12)` and `[1985,4,12]`.
pub(super) fn in_arguments(text: &[u8], start: usize, first: usize) -> Option<usize> {
    let after = |place: usize| {
        let next = place + 1 + usize::from(at(text, place + 1) == b' ');
        (at(text, place) == b',').then_some((next, digits_end(text, next)))
    };
    let (month, month_end) = after(first)?;
    let (day, day_end) = after(month_end)?;
    let is_open = matches!(before(text, start), b'(' | b'[') && matches!(at(text, day_end), b')' | b']' | b',');
    let is_date =
        is_year(&text[start..first]) && is_month_and_day(number(&text[month..month_end]), number(&text[day..day_end]));
    (is_open && is_date).then_some(day_end)
}

/// `, 1985` after `April 12`.
pub(super) fn year_after_month(text: &[u8], first: usize) -> Option<usize> {
    let place = if is_word(at(text, first)) { letters_end(text, first) } else { first };
    let year = blanks_end(text, place);
    (year > first).then(|| year_end(text, year)).flatten()
}

/// Of `1985`, `85` or `'85`.
fn year_end(text: &[u8], start: usize) -> Option<usize> {
    let start = start + usize::from(at(text, start) == b'\'');
    let end = digits_end(text, start);
    is_year(&text[start..end]).then_some(end)
}

fn letters_end(text: &[u8], start: usize) -> usize {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80;
    let mut end = start;
    while end - start < LONGEST_MONTH && is_letter(at(text, end)) {
        step();
        end += 1;
    }
    end
}

fn blanks_end(text: &[u8], start: usize) -> usize {
    const MOST: usize = 2;
    start
        + (0..MOST)
            .take_while(|offset| matches!(at(text, start + offset), b' ' | b'.' | b',' | b'-' | b'/' | b'+'))
            .count()
}
