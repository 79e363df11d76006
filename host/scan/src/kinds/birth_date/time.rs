//! Times of the day behind a date, and days as seconds since 1970.

use crate::text::bytes::{at, digits_end, is_digit, is_word};

/// `T00:00:00.000Z`, ` 00:00:00` or ` 00:00:00 GMT+0100` behind a date.
pub(super) fn time_end(text: &[u8], end: usize) -> usize {
    const LONGEST: usize = 20;
    let is_clock =
        |place: usize| is_digit(at(text, place)) && is_digit(at(text, place + 1)) && at(text, place + 2) == b':';
    if !matches!(at(text, end), b'T' | b' ')
        || !is_clock(end + 1) && at(text, end) == b' '
        || !is_digit(at(text, end + 1))
    {
        return end;
    }
    let is_part = |byte: u8| is_digit(byte) || matches!(byte, b':' | b'.' | b'+' | b'-' | b'Z');
    let time = (1..LONGEST).take_while(|offset| is_part(at(text, end + offset))).count();
    let dots = (0..time).take_while(|offset| matches!(at(text, end + time - offset), b'.' | b':')).count();
    zone_end(text, end + 1 + time - dots)
}

/// ` GMT`, ` UTC+0100` or ` +0100` behind a time.
fn zone_end(text: &[u8], end: usize) -> usize {
    if at(text, end) != b' ' {
        return end;
    }
    let name = [b"GMT", b"UTC"].iter().any(|zone| text[end + 1..].starts_with(*zone));
    let sign = end + 1 + usize::from(name) * 3;
    let offset = digits_end(text, sign + 1);
    let zone = if matches!(at(text, sign), b'+' | b'-') && offset == sign + 5 { offset } else { sign };
    if zone > end + 1 && !is_word(at(text, zone)) { zone } else { end }
}

/// Whether these digits are the seconds, or thousandths of them, from the first day of 1970 to another.
pub(super) fn is_day(digits: &[u8]) -> bool {
    const DAY: u64 = 24 * 60 * 60;
    const MOST_DAYS: u64 = 24_000;
    // A day or two is no age.
    const LEAST_DAYS: u64 = 100;
    let number = digits
        .iter()
        .fold(0, |number: u64, digit| number.saturating_mul(10).saturating_add(u64::from(digit.wrapping_sub(b'0'))));
    let is_whole = |day: u64| number.is_multiple_of(day) && (LEAST_DAYS..=MOST_DAYS).contains(&(number / day));
    is_whole(DAY) || is_whole(1000 * DAY)
}
