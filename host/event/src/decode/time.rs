//! The time of an event: RFC 3339, or milliseconds since 1970.

use jiff::Timestamp;
use jiff::tz::Offset;
use std::fmt::Write;

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
    let mut text = String::new();
    push_rfc3339(&mut text, timestamp, None);
    // Years before 0000 are not RFC 3339.
    Some(text).filter(|text| is_utc(text.as_bytes())).map(Time::Normalised)
}

/// Appends a time in RFC 3339, UTC, with so many digits of a fraction; without a number, with those that say something.
pub fn push_rfc3339(out: &mut String, timestamp: Timestamp, digits: Option<u8>) {
    let time = Offset::UTC.to_datetime(timestamp);
    let (Ok(year), Ok(fraction)) = (u32::try_from(time.year()), u32::try_from(time.subsec_nanosecond())) else {
        return match digits {
            // A text takes everything.
            Some(digits) => _ = write!(out, "{timestamp:.0$}", usize::from(digits)),
            None => _ = write!(out, "{timestamp}"),
        };
    };
    let mut text = *b"0000-00-00T00:00:00.000000000Z";
    put_two(&mut text, 0, year / 100);
    put_two(&mut text, 2, year);
    put_two(&mut text, 5, time.month().unsigned_abs().into());
    put_two(&mut text, 8, time.day().unsigned_abs().into());
    put_two(&mut text, 11, time.hour().unsigned_abs().into());
    put_two(&mut text, 14, time.minute().unsigned_abs().into());
    put_two(&mut text, 17, time.second().unsigned_abs().into());
    // Nine digits, the first of them by itself.
    put_two(&mut text, FRACTION - 1, fraction / 100_000_000);
    text[FRACTION - 1] = b'.';
    put_two(&mut text, FRACTION + 1, fraction / 1_000_000);
    put_two(&mut text, FRACTION + 3, fraction / 10_000);
    put_two(&mut text, FRACTION + 5, fraction / 100);
    put_two(&mut text, FRACTION + 7, fraction);
    let digits = digits.map_or_else(|| significant(fraction), |digits| usize::from(digits).min(9));
    let end = if digits == 0 { FRACTION - 1 } else { FRACTION + digits };
    text[end] = b'Z';
    // Digits and their separators are ASCII.
    out.push_str(std::str::from_utf8(&text[..=end]).unwrap_or_default());
}

/// Writes times of one batch, which are mostly of one day.
pub(crate) struct Clock {
    /// Since 1970.
    day: u64,
    text: [u8; FRACTION + 10],
}

impl Default for Clock {
    fn default() -> Clock {
        Clock { day: 0, text: *b"1970-01-01T00:00:00.000000000Z" }
    }
}

impl Clock {
    /// Appends the time so many nanoseconds after the beginning of 1970, with all of its digits.
    pub(crate) fn push(&mut self, out: &mut String, nanoseconds: u64) {
        const SECOND: u64 = 1_000_000_000;
        const DAY: u64 = 24 * 60 * 60;
        let (seconds, fraction) = (nanoseconds / SECOND, (nanoseconds % SECOND) as u32);
        let (day, second) = (seconds / DAY, (seconds % DAY) as u32);
        if day != self.day {
            self.set_day(day);
        }
        let text = &mut self.text;
        put_two(text, 11, second / 3600);
        put_two(text, 14, second / 60 % 60);
        put_two(text, 17, second % 60);
        text[FRACTION] = b'0' + (fraction / 100_000_000) as u8;
        put_two(text, FRACTION + 1, fraction / 1_000_000);
        put_two(text, FRACTION + 3, fraction / 10_000);
        put_two(text, FRACTION + 5, fraction / 100);
        put_two(text, FRACTION + 7, fraction);
        // Digits and their separators are ASCII.
        out.push_str(std::str::from_utf8(text).unwrap_or_default());
    }

    #[cold]
    fn set_day(&mut self, day: u64) {
        // Nanoseconds of 64 bits end in the year 2554.
        let Ok(timestamp) = Timestamp::from_second((day * 24 * 60 * 60) as i64) else { return };
        let date = Offset::UTC.to_datetime(timestamp).date();
        let year = u32::from(date.year().unsigned_abs());
        put_two(&mut self.text, 0, year / 100);
        put_two(&mut self.text, 2, year);
        put_two(&mut self.text, 5, date.month().unsigned_abs().into());
        put_two(&mut self.text, 8, date.day().unsigned_abs().into());
        self.day = day;
    }
}

/// Writes the last two digits of a number.
fn put_two(text: &mut [u8], at: usize, number: u32) {
    text[at] = b'0' + (number / 10 % 10) as u8;
    text[at + 1] = b'0' + (number % 10) as u8;
}

/// Where the fraction of a second is.
const FRACTION: usize = 20;

/// Digits of a fraction in nanoseconds without the zeros at the end.
fn significant(mut nanoseconds: u32) -> usize {
    let mut digits = if nanoseconds == 0 { 0 } else { 9 };
    while digits > 0 && nanoseconds.is_multiple_of(10) {
        nanoseconds /= 10;
        digits -= 1;
    }
    digits
}

/// `2026-11-22T10:00:00Z`, with up to nine digits of a fraction, and a day that exists.
fn is_utc(text: &[u8]) -> bool {
    let Some((head, tail)) = text.split_first_chunk::<19>() else { return false };
    let fraction = match tail {
        [b'Z'] => true,
        [b'.', digits @ .., b'Z'] => (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if !fraction || !has_shape(head) {
        return false;
    }
    let two = |at: usize| u32::from(head[at] - b'0') * 10 + u32::from(head[at + 1] - b'0');
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8));
    (1..=days(year, month)).contains(&day) && two(11) < 24 && two(14) < 60 && two(17) < 60
}

/// Whether there are digits where they have to be, and the right characters between them.
fn has_shape(head: &[u8; 19]) -> bool {
    const SHAPE: &[u8; 19] = b"0000-00-00T00:00:00";
    /// For each byte, what makes more than 0x7f of any that is further from `SHAPE` than it may be.
    const ROOM: [u8; 19] = {
        let (mut room, mut at) = ([0x7f; 19], 0);
        while at < SHAPE.len() {
            room[at] -= if SHAPE[at] == b'0' { 9 } else { 0 };
            at += 1;
        }
        room
    };
    let word = |bytes: &[u8; 19], from: usize| bytes[from..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word));
    // The last eight of the bytes overlap those before.
    let over = [0, 8, 11].map(|from| {
        let difference = word(head, from) ^ word(SHAPE, from);
        difference.wrapping_add(word(&ROOM, from)) | difference
    });
    (over[0] | over[1] | over[2]) & 0x8080_8080_8080_8080 == 0
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(time: Timestamp, digits: Option<u8>) -> String {
        let mut text = String::new();
        push_rfc3339(&mut text, time, digits);
        text
    }

    proptest! {
        #[test]
        fn times_are_written_as_jiff_writes_them(seconds in -62_167_219_200_i64..253_402_207_200, nanoseconds in 0..1_000_000_000) {
            for nanoseconds in [nanoseconds, nanoseconds / 1_000_000 * 1_000_000, 0] {
                let time = Timestamp::new(seconds, nanoseconds).unwrap();
                prop_assert_eq!(written(time, None), time.to_string());
                prop_assert_eq!(written(time, Some(3)), format!("{time:.3}"));
                prop_assert_eq!(written(time, Some(9)), format!("{time:.9}"));
            }
        }
    }

    proptest! {
        #[test]
        fn a_time_with_one_other_byte_is_what_jiff_says_it_is(at in 0..24_usize, byte: u8) {
            let mut time = *b"2026-11-22T10:07:00.439Z";
            time[at] = byte;
            if let Ok(text) = std::str::from_utf8(&time) {
                // Jiff reads other forms too.
                let is_other_form = matches!((at, byte), (10, b't' | b' ') | (19, b',') | (23, b'z')) || text.contains('+');
                let read: Option<Timestamp> = text.parse().ok().filter(|_| !is_other_form && text.ends_with('Z'));
                // A leap second is one second earlier to jiff.
                prop_assert_eq!(is_utc(&time), read.is_some() && &time[17..19] != b"60", "{}", text);
            }
        }
    }

    proptest! {
        #[test]
        fn a_clock_writes_times_as_jiff_writes_them(times: [u64; 3], near in 0_u64..200_000_000_000_000) {
            let (mut clock, [first, ..]) = (Clock::default(), times);
            for nanoseconds in times.into_iter().chain([first.saturating_add(near), first, near, 0, u64::MAX]) {
                let mut text = String::new();
                clock.push(&mut text, nanoseconds);
                let time = Timestamp::from_nanosecond(nanoseconds.into()).unwrap();
                prop_assert_eq!(text, format!("{time:.9}"));
            }
        }
    }

    #[test]
    fn years_before_the_first_are_left_to_jiff() {
        assert_eq!(written(Timestamp::MIN, None), Timestamp::MIN.to_string());
        assert_eq!(written(Timestamp::MAX, None), Timestamp::MAX.to_string());
    }
}
