//! Payment card numbers (ISO/IEC 7812-1).
//!
//! 12 to 19 digits, alone or with single spaces (`+` in a form) or dashes between them, that
//! - begin like a number of an issuer: 3 (14 digits or more), 4, 5, 6 (13 or more), or 2200 to 2720 (16 or more). Generous on
//!   purpose: new ranges appear, and the check digit does the rest. Of others only the ranges of Maestro (12 digits), JCB (1800
//!   and 2131, 15 digits), RuPay and UnionPay (81, 82), Napas (9704) and Troy (9792), so milliseconds since 1970 never match;
//! - pass the Luhn check;
//! - do not touch another digit, or letters with digits in them, are not the fraction of a decimal number, and not part of a UUID.
//!
//! Digits and separators that make up 12 to 19 digits as a whole match with any grouping. Within a longer list of numbers
//! (`4111 1111 1111 1111 12/29`, `order 12 4111…`) the groups must look like a card's: four digits or more, then three or more.
//! Dots, slashes, underscores, tabs and wider separators (`4111 - 1111`) may stand between groups as they are printed
//! on cards: groups of four, of which the last may be shorter, or four, six and four or five digits.

use crate::kinds::check_digits::luhn;
use crate::text::bytes::{at, back, before, digits_end, follows_colour_code, is_digit, is_word, next_digit};
use crate::text::steps::steps;

const SHORTEST: usize = 13;
const LONGEST: usize = 19;
/// Digits of short cards of Maestro, and of old ones of JCB.
const MAESTRO: usize = 12;
const JCB: usize = 15;
const WIDEST_SEPARATOR: usize = 3;
/// Letters that may touch a number on either side, where there is nothing but letters.
const MOST_LETTERS: usize = 12;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut start = next_digit(text, 0);
    // True at the first group of a list of numbers.
    let mut list_begins = true;
    while start < text.len() {
        let next = match card_end(text, start, list_begins) {
            Some(end) => {
                found(start, end);
                end
            }
            None => digits_end(text, start),
        };
        start = next_digit(text, next);
        list_begins = !(start == next + 1 && is_separator(before(text, start)));
    }
}

/// The end of the longest card number that starts at the group of digits at `start`.
fn card_end(text: &[u8], start: usize, list_begins: bool) -> Option<usize> {
    if !matches!(text[start], b'1'..=b'6' | b'8' | b'9') || !(begins(text, start) || on_a_track(text, start)) {
        return None;
    }
    if before(text, start) == b'.' && is_digit(back(text, start, 2)) {
        return None;
    }
    let mut digits = [0u8; LONGEST];
    let mut count = 0;
    let mut place = start;
    let (mut grouped_like_a_card, mut printed, mut wide) = (true, Printed::default(), false);
    let mut best = None;
    loop {
        let group = count;
        while is_digit(at(text, place)) {
            *digits.get_mut(count)? = text[place] - b'0';
            count += 1;
            place += 1;
        }
        steps(count - group + 1);
        grouped_like_a_card &= count - group >= if group == 0 { 4 } else { 3 };
        printed.add(count - group);
        let goes_on = is_separator(at(text, place)) && is_digit(at(text, place + 1));
        let whole = list_begins && !goes_on;
        let grouped = if wide { printed.is_whole() } else { whole || grouped_like_a_card };
        if grouped && ends(text, place) && is_card(&digits[..count]) {
            best = (!in_uuid(text, start, place)).then_some(place).or(best);
        }
        // Where the next group has too many digits, what was found before it counts.
        if is_word(at(text, place)) || count + 1 > LONGEST {
            return best;
        }
        // A list that is not as a whole a number, and not grouped like one, is tried no further: so time stays linear.
        if goes_on && !wide && (list_begins || grouped_like_a_card) {
            place += 1;
        } else {
            let Some(next) = wide_separator_end(text, place).filter(|_| printed.may_go_on()) else { return best };
            place = next;
            wide = true;
        }
        if digits_end_within(text, place, LONGEST - count).is_none() {
            return best;
        }
    }
}

/// Groups as they are printed on cards: three to five groups of four, of which the last may be shorter, or four, six and four or
/// five digits.
#[derive(Default)]
struct Printed {
    groups: usize,
    in_fours: bool,
    in_three: bool,
    last_is_short: bool,
    whole: bool,
}

impl Printed {
    fn add(&mut self, digits: usize) {
        // After a group that is shorter, or after five, nothing goes on.
        let before = self.in_fours && self.groups < 5 && !(self.whole && self.last_is_short);
        (self.in_fours, self.in_three) = match self.groups {
            0 => (digits == 4, digits == 4),
            1 => (before && digits == 4, self.in_three && digits == 6),
            2 => (before && digits == 4, self.in_three && matches!(digits, 4 | 5)),
            _ => (before && digits <= 4, false),
        };
        self.groups += 1;
        self.last_is_short = digits < 4;
        self.whole = self.in_fours && self.groups >= 3 || self.in_three && self.groups == 3;
    }

    fn may_go_on(&self) -> bool {
        self.in_fours && !self.last_is_short && self.groups < 5 || self.in_three && !self.whole
    }

    fn is_whole(&self) -> bool {
        self.whole
    }
}

/// Whether nothing touches `start` from the left, or letters alone: `visa4111…`.
fn begins(text: &[u8], start: usize) -> bool {
    let letters = (1..=MOST_LETTERS).take_while(|distance| back(text, start, *distance).is_ascii_alphabetic()).count();
    !is_word(back(text, start, letters + 1)) && is_apart(&text[start - letters..start])
        || follows_colour_code(text, start)
}

/// Whether nothing touches `end` from the right, or letters alone: `…1111EUR`.
fn ends(text: &[u8], end: usize) -> bool {
    let letters = (0..MOST_LETTERS).take_while(|distance| at(text, end + distance).is_ascii_alphabetic()).count();
    !is_word(at(text, end + letters)) && is_apart(&text[end..end + letters])
}

/// Letters that are no hexadecimal digits.
fn is_apart(letters: &[u8]) -> bool {
    letters.is_empty() || !letters.iter().all(u8::is_ascii_hexdigit)
}

/// The first digit after two or three spaces, tabs and dashes, or after a tab, dot, slash or underscore.
fn wide_separator_end(text: &[u8], place: usize) -> Option<usize> {
    let dot = matches!(at(text, place), b'.' | b'/' | b'_');
    let width = (0..WIDEST_SEPARATOR)
        .take_while(|offset| matches!(at(text, place + offset), b' ' | b'\t' | b'-' | b'+'))
        .count();
    let end = place + width.max(usize::from(dot));
    (end > place && is_digit(at(text, end))).then_some(end)
}

/// `%B4111111111111111^NAME`, as on a magnetic stripe (ISO/IEC 7813).
fn on_a_track(text: &[u8], start: usize) -> bool {
    matches!(before(text, start), b'B' | b'b') && back(text, start, 2) == b'%'
}

/// The end of the digits at `place` if there are at most `limit`.
fn digits_end_within(text: &[u8], place: usize, limit: usize) -> Option<usize> {
    (0..=limit).map(|offset| place + offset).find(|place| !is_digit(at(text, *place)))
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'+')
}

/// Digits as numbers 0 to 9: the right length and issuer, and a valid check digit.
pub(crate) fn is_card(digits: &[u8]) -> bool {
    let [first, second, third, fourth, ..] = *digits else { return false };
    let shortest = match first {
        3 => 14,
        5 | 6 if digits.len() == MAESTRO => return is_maestro([first, second, third, fourth]) && luhn(digits),
        4..=6 => SHORTEST,
        1 | 2 if digits.len() == JCB => {
            return matches!([first, second, third, fourth], [1, 8, 0, 0] | [2, 1, 3, 1]) && luhn(digits);
        }
        8 if matches!(second, 1 | 2) => 16,
        9 if matches!([second, third, fourth], [7, 0, 4] | [7, 9, 2]) => 16,
        2 => match [second, third, fourth] {
            [2..=6, ..] | [7, 0 | 1, _] | [7, 2, 0] => 16,
            _ => return false,
        },
        _ => return false,
    };
    (shortest..=LONGEST).contains(&digits.len()) && luhn(digits)
}

/// Ranges of which cards have twelve digits.
fn is_maestro(beginning: [u8; 4]) -> bool {
    matches!(
        beginning,
        [5, 0, 1, 8] | [5, 0, 2, 0] | [5, 0, 3, 8] | [5, 8, 9, 3] | [6, 3, 0, 4] | [6, 7, 5, 9] | [6, 7, 6, 1..=3]
    )
}

/// Whether `start..end` lies in a UUID (RFC 9562) whose groups around it have only digits.
fn in_uuid(text: &[u8], start: usize, end: usize) -> bool {
    const HEAD: [usize; 5] = [0, 9, 14, 19, 24];
    HEAD.iter().any(|offset| {
        let Some(uuid) = start.checked_sub(*offset).and_then(|from| text.get(from..from + 36)) else { return false };
        start - offset + 36 >= end
            && uuid.iter().enumerate().all(|(place, byte)| match place {
                8 | 13 | 18 | 23 => *byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            })
    })
}
