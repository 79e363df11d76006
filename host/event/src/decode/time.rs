//! The time of an event: RFC 3339, or milliseconds since 1970.

use jiff::Timestamp;

/// A time that a client sent, as the line has it.
pub(crate) enum Time {
    /// The text already is RFC 3339 in UTC.
    Verbatim,
    /// RFC 3339 in UTC.
    Normalised(String),
}

/// No time of RFC 3339 is longer, whatever its fraction and offset.
const MAX_TEXT_BYTES: usize = 64;

pub(crate) fn from_text(text: &str) -> Option<Time> {
    if is_utc(text.as_bytes()) {
        return Some(Time::Verbatim);
    }
    let timestamp: Timestamp = (text.len() <= MAX_TEXT_BYTES).then(|| text.parse().ok())??;
    normalised(timestamp)
}

/// Milliseconds, whole or with a fraction, as `Date.now()` and `performance` have them.
pub(crate) fn from_number(digits: &str) -> Option<Time> {
    let timestamp = match digits.parse::<i64>() {
        Ok(milliseconds) => Timestamp::from_millisecond(milliseconds).ok()?,
        Err(_) => {
            let milliseconds: f64 = digits.parse().ok()?;
            // A cast saturates; what is out of range is so for the timestamp too.
            Timestamp::from_microsecond((milliseconds * 1e3).round() as i64).ok()?
        }
    };
    normalised(timestamp)
}

fn normalised(timestamp: Timestamp) -> Option<Time> {
    // Years before 0000 are not RFC 3339.
    Some(timestamp.to_string()).filter(|text| is_utc(text.as_bytes())).map(Time::Normalised)
}

/// `2026-11-22T10:00:00Z`, with up to nine digits of a fraction, and a day that exists.
fn is_utc(text: &[u8]) -> bool {
    let Some((head, tail)) = text.split_at_checked(19) else { return false };
    let shape = head.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        10 => *byte == b'T',
        13 | 16 => *byte == b':',
        _ => byte.is_ascii_digit(),
    });
    let fraction = match tail {
        [b'Z'] => true,
        [b'.', digits @ .., b'Z'] => (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if !shape || !fraction {
        return false;
    }
    let two = |at: usize| u32::from(head[at] - b'0') * 10 + u32::from(head[at + 1] - b'0');
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8));
    (1..=days(year, month)).contains(&day) && two(11) < 24 && two(14) < 60 && two(17) < 60
}

/// Days of a month; 0 where there is no such month.
fn days(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}
