//! International bank account numbers (ISO 13616).
//!
//! A country of the registry with its length, two check digits, letters and digits, upper or lower case; the remainder by 97
//! must be 1 (ISO 7064). It touches no letter or digit, but for a currency after it. Spaces, dashes, dots and the like (always the
//! same, also as ` - `) may stand in it: before groups of four, or anywhere, also after the country, where half of the groups and at
//! least four characters have or are digits, so that no sentence is one.
//! Lengths: SWIFT IBAN registry, release 99 (<https://www.swift.com/standards/data-standards/iban-international-bank-account-number>).

use crate::text::bytes::{at, back, before, begins, is_digit, is_word, touches_word};
use crate::text::steps::step;

const LONGEST: usize = 34;
/// Where separators stand in odd places.
const LEAST_DIGITS: usize = 4;
/// Country, length, check digits and groups of four are enough: no word is written so.
const CHECK_DIGITS: usize = 2;
/// Spaces between two groups.
const WIDEST: usize = 3;

#[rustfmt::skip]
const LENGTHS: &[(&[u8; 2], usize)] = &[
    (b"AD", 24), (b"AE", 23), (b"AL", 28), (b"AT", 20), (b"AZ", 28), (b"BA", 20), (b"BE", 16), (b"BG", 22),
    (b"BH", 22), (b"BI", 27), (b"BR", 29), (b"BY", 28), (b"CH", 21), (b"CR", 22), (b"CY", 28), (b"CZ", 24),
    (b"DE", 22), (b"DJ", 27), (b"DK", 18), (b"DO", 28), (b"EE", 20), (b"EG", 29), (b"ES", 24), (b"FI", 18),
    (b"FK", 18), (b"FO", 18), (b"FR", 27), (b"GB", 22), (b"GE", 22), (b"GI", 23), (b"GL", 18), (b"GR", 27),
    (b"GT", 28), (b"HN", 28), (b"HR", 21), (b"HU", 28), (b"IE", 22), (b"IL", 23), (b"IQ", 23), (b"IS", 26),
    (b"IT", 27), (b"JO", 30), (b"KW", 30), (b"KZ", 20), (b"LB", 28), (b"LC", 32), (b"LI", 21), (b"LT", 20),
    (b"LU", 20), (b"LV", 21), (b"LY", 25), (b"MC", 27), (b"MD", 24), (b"ME", 22), (b"MK", 19), (b"MN", 20),
    (b"MR", 27), (b"MT", 31), (b"MU", 30), (b"NI", 28), (b"NL", 18), (b"NO", 15), (b"OM", 23), (b"PK", 24),
    (b"PL", 28), (b"PS", 29), (b"PT", 25), (b"QA", 29), (b"RO", 24), (b"RS", 22), (b"RU", 33), (b"SA", 24),
    (b"SC", 31), (b"SD", 18), (b"SE", 24), (b"SI", 19), (b"SK", 24), (b"SM", 27), (b"SO", 23), (b"ST", 25),
    (b"SV", 28), (b"TL", 23), (b"TN", 24), (b"TR", 26), (b"UA", 29), (b"VA", 22), (b"VG", 24), (b"XK", 20),
    (b"YE", 30),
];

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut place = 0;
    while place + 4 <= text.len() {
        step();
        let start = place;
        place += 1;
        // The check digits decide most places: look at them first.
        let check = separator_end(text, start + 2).map_or(start + 2, |(end, _)| end);
        if !is_digit(at(text, check)) {
            continue;
        }
        let account =
            text[start].is_ascii_alphabetic() && text[start + 1].is_ascii_alphabetic() && is_digit(at(text, check + 1));
        if account
            && begins(text, start, &[b"iban"])
            && let Some(end) = account_end(text, start)
        {
            found(start, end);
            place = end;
        }
    }
}

fn account_end(text: &[u8], start: usize) -> Option<usize> {
    let country = [text[start].to_ascii_uppercase(), text[start + 1].to_ascii_uppercase()];
    let (_, length) = LENGTHS.iter().find(|(code, _)| **code == country)?;
    let mut account = [0u8; LONGEST];
    let (mut separator, mut groups) = (0, Groups::default());
    let mut place = start;
    for (count, slot) in account[..*length].iter_mut().enumerate() {
        step();
        if count >= 2
            && let Some((end, mark)) = separator_end(text, place)
            && (separator == 0 || separator == mark)
        {
            separator = mark;
            groups.begin_at(count);
            place = end;
        }
        *slot = at(text, place);
        if !is_word(*slot) {
            return None;
        }
        groups.add(is_digit(*slot));
        place += 1;
    }
    (groups.are_an_account() && ends(text, place) && remainder(&account[..*length]) == 1).then_some(place)
}

/// How an account is written.
#[derive(Default)]
struct Groups {
    /// Not of four characters each.
    are_odd: bool,
    digits: usize,
    /// Of those that began.
    count: usize,
    with_digits: usize,
    has_digits: bool,
}

impl Groups {
    fn begin_at(&mut self, place: usize) {
        self.are_odd |= !place.is_multiple_of(4);
        // The country has none.
        if place > 2 {
            self.end();
        }
        self.has_digits = false;
    }

    fn add(&mut self, is_digit: bool) {
        self.digits += usize::from(is_digit);
        self.has_digits |= is_digit;
    }

    fn end(&mut self) {
        self.count += 1;
        self.with_digits += usize::from(self.has_digits);
    }

    /// No sentence has so many digits in so many of its words.
    fn are_an_account(&mut self) -> bool {
        self.end();
        let least = if self.are_odd { LEAST_DIGITS } else { CHECK_DIGITS };
        self.digits >= least && (!self.are_odd || 2 * self.with_digits >= self.count)
    }
}

/// The end of the separator at `place`, and the mark that it is made of.
fn separator_end(text: &[u8], place: usize) -> Option<(usize, u8)> {
    let mark = at(text, place);
    if !is_separator(mark) {
        return None;
    }
    let spaced = at(text, place + 1);
    if mark == b' ' && matches!(spaced, b'-' | b'.' | b'/') && at(text, place + 2) == b' ' {
        return Some((place + 3, spaced));
    }
    // Columns are wider.
    let width = if matches!(mark, b' ' | b'\t' | b'+') { WIDEST } else { 1 };
    let width = (1..width).find(|width| at(text, place + width) != mark).unwrap_or(width);
    Some((place + width, mark))
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'.' | b'+' | b'_' | b'/' | b'\t')
}

/// Whether nothing goes on at `place` but a currency.
fn ends(text: &[u8], place: usize) -> bool {
    const CURRENCIES: [&[u8]; 6] = [b"EUR", b"USD", b"CHF", b"GBP", b"SEK", b"PLN"];
    let rest = text.get(place..place + 3);
    let has_currency = || rest.is_some_and(|rest| CURRENCIES.contains(&rest)) && !is_word(at(text, place + 3));
    !is_word(at(text, place)) || has_currency()
}

/// Whether the two digits at `place` could be check digits: a country of the registry stands before them.
#[inline(always)]
pub(crate) fn may_begin_before(text: &[u8], place: usize) -> bool {
    let left = before(text, place);
    if left.is_ascii_alphabetic() { is_country(back(text, place, 2), left) } else { follows_apart(text, place, left) }
}

/// Whether a country and a separator that ends in `left` stand before `place`: `DE 89`, but not `Chrome/142`.
#[inline]
fn follows_apart(text: &[u8], place: usize, left: u8) -> bool {
    if !is_separator(left) || is_digit(back(text, place, 2)) {
        return false;
    }
    let end = place - separator_start(text, place);
    is_country(back(text, end, 2), before(text, end)) && !touches_word(text, end - 2)
}

#[inline(always)]
fn is_country(first: u8, second: u8) -> bool {
    second.is_ascii_alphabetic()
        && first.is_ascii_alphabetic()
        && COUNTRIES[usize::from(first & 0x1f)] >> (second & 0x1f) & 1 == 1
}

/// How many bytes the separator that ends at `place` has.
fn separator_start(text: &[u8], place: usize) -> usize {
    (1..=WIDEST).take_while(|distance| is_separator(back(text, place, *distance))).count()
}

/// Bit n of element m is set if the m-th and the n-th letter of the alphabet are a country of the registry.
const COUNTRIES: [u32; 32] = {
    let (mut countries, mut index) = ([0; 32], 0);
    while index < LENGTHS.len() {
        let [first, second] = *LENGTHS[index].0;
        countries[(first & 0x1f) as usize] |= 1 << (second & 0x1f);
        index += 1;
    }
    countries
};

/// ISO 7064 mod 97-10: the first four characters go to the end, letters count from 10.
fn remainder(account: &[u8]) -> u32 {
    let (head, rest) = account.split_at(4);
    rest.iter().chain(head).fold(0, |remainder, character| match character {
        b'0'..=b'9' => (remainder * 10 + u32::from(character - b'0')) % 97,
        _ => (remainder * 100 + u32::from(character.to_ascii_uppercase() - b'A') + 10) % 97,
    })
}
