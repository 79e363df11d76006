//! Labels that stand before a value.

use super::beside::{beside_name, in_object, in_tag, is_plain};
use super::hint::hint_start;
use super::maps;
use super::table::is_listed;
use super::tail::{alternative, before_end, label_end};
use super::through::{of_heading, through_words};
use super::told::Labels;
use super::words::MONTHS;
use crate::kinds::check_digits::are_digits;
use crate::kinds::secret::Name;
use crate::text::bytes::{at, back, before, digits_end, is_digit, is_word};

/// What is told of the value that begins at `start`.
pub(crate) fn before_value(text: &[u8], start: usize) -> Labels {
    let told = before_place(text, start);
    if told != Labels::NONE {
        return told;
    }
    let left = before(text, start);
    if matches!(left, b'@' | b'=' | b'/' | b'(' | b'[' | b'-' | b'+' | b'~' | b':' | b'|') && is_decimal(text, start) {
        let told = maps::pair_before(text, start);
        if told != Labels::NONE {
            return told;
        }
    }
    // `DOB: April ` or `生年月日: 昭和` before a day, `Born: Fri, `.
    let apart = match left {
        0x80.. => era_before(text, start),
        b' ' | b'+' => month_before(text, start),
        _ => None,
    };
    let weekday = weekday_before(text, apart.unwrap_or(start)).or(apart);
    weekday.map_or(Labels::NONE, |place| before_place(text, place))
}

/// What is told of what begins at `start`, but for months and weekdays before it.
fn before_place(text: &[u8], start: usize) -> Labels {
    let end = label_end(text, start);
    // Scripts without spaces need nothing between.
    let told = if end == start && before(text, end) < 0x80 { Labels::NONE } else { through_words(text, end) };
    let told = if matches!(at(text, end), b':' | b'"' | b'<') { told.with(alternative(text, end)) } else { told };
    // `"documentType":"passport","documentNumber":`.
    let is_document = told == Labels::CERTAIN_ID && matches!(at(text, end), b'"' | b'\'' | b'=');
    if is_document {
        return told.with(in_object(text, Name::before(text, end).start));
    }
    if told != Labels::NONE || end == start {
        return told;
    }
    // `Date of birth (DD/MM/YYYY): `.
    match hint_start(text, end, start) {
        Some(hint) => before_end(text, label_end(text, hint)),
        None => beside_value(text, end, start),
    }
}

/// What stands beside a value whose name, or tag, tells nothing, or above it.
fn beside_value(text: &[u8], end: usize, start: usize) -> Labels {
    let mut told = if is_plain(text, end) { beside_name(text, end, start) } else { Labels::NONE };
    if told == Labels::NONE && matches!(before(text, start), b'>' | b' ' | b'\n' | b'"') {
        let tag = text[end..start].iter().rposition(|byte| *byte == b'>').map(|place| end + place + 1);
        told = tag.map_or(Labels::NONE, |tag| in_tag(text, tag));
    }
    if told == Labels::NONE { in_table(text, start) } else { told }
}

/// Whether a number with four digits after its point begins at `start`.
fn is_decimal(text: &[u8], start: usize) -> bool {
    const DIGITS: usize = 4;
    let point = digits_end(text, start);
    let fraction = text.get(point + 1..point + 1 + DIGITS).unwrap_or_default();
    (1..=3).contains(&(point - start)) && at(text, point) == b'.' && fraction.len() == DIGITS && are_digits(fraction)
}

/// Whether the point at `place` is that of a coordinate that only its column tells.
pub(crate) fn is_decimal_of_column(text: &[u8], place: usize) -> bool {
    let start = place - (1..=3).take_while(|distance| is_digit(back(text, place, *distance))).count();
    is_decimal(text, start) && in_table(text, start).has(Labels::COORDINATES)
}

/// What the heading of the column, or the place in a list, tells that a value stands in.
fn in_table(text: &[u8], start: usize) -> Labels {
    let mut told = Labels::NONE;
    is_listed(text, start, |end| {
        told = of_heading(text, end);
        told != Labels::NONE
    });
    told
}

/// The start of the Japanese era that stands before a year: `昭和49年`.
pub(crate) fn era_before(text: &[u8], year: usize) -> Option<usize> {
    const ERAS: [&str; 6] = ["明治", "大正", "昭和", "平成", "令和", "民國"];
    if before(text, year) < 0x80 {
        return None;
    }
    ERAS.iter().find(|era| text[..year].ends_with(era.as_bytes())).map(|era| year - era.len())
}

/// The start of the month's name that stands before `day`, with a blank between: `April 12, 1985`.
pub(crate) fn month_before(text: &[u8], day: usize) -> Option<usize> {
    if !matches!(before(text, day), b' ' | b'+') {
        return None;
    }
    let end = day - 1;
    let word = (1..=9).take_while(|distance| back(text, end, *distance).is_ascii_alphabetic()).count();
    let start = end - word;
    let is_month = |month: &&str| text[start..end].eq_ignore_ascii_case(month.as_bytes());
    (!is_word(before(text, start)) && MONTHS.iter().any(is_month)).then_some(start)
}

/// The start of the weekday that stands before a date, with a blank, and a comma or none, between: `Fri, 12 Apr 1985`.
fn weekday_before(text: &[u8], date: usize) -> Option<usize> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    if before(text, date) != b' ' {
        return None;
    }
    let end = date - 1 - usize::from(back(text, date, 2) == b',');
    let start = end - (1..=9).take_while(|distance| back(text, end, *distance).is_ascii_alphabetic()).count();
    let word = &text[start..end];
    let is_day = |day: &&str| word.get(..3).is_some_and(|three| three.eq_ignore_ascii_case(day.as_bytes()));
    let is_whole = word.len() == 3 || word.to_ascii_lowercase().ends_with(b"day");
    (is_whole && !is_word(before(text, start)) && DAYS.iter().any(is_day)).then_some(start)
}
