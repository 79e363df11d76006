//! International bank account numbers (ISO 13616).
//!
//! A country of the registry with its length, two check digits, letters and digits, together or with a single space or dash
//! (always the same) before groups of four, upper or lower case; the remainder by 97 must be 1 (ISO 7064). It touches no letter or digit.
//! Lengths: SWIFT IBAN registry, release 99 (<https://www.swift.com/standards/data-standards/iban-international-bank-account-number>).
//!
//! It has ten digits and separators in a row somewhere, as account numbers of all issued formats have; the prefilter relies on that.

use super::bytes::{at, begins, is_digit, is_word};
use super::steps::step;

const LONGEST: usize = 34;
/// The shape that the prefilter looks for.
const LONG_RUN: usize = 10;

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

pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut place = 0;
    while place + 4 <= text.len() {
        step();
        let start = place;
        // The check digits decide most places: look at them first.
        if !is_digit(text[start + 2]) {
            place += 1;
            continue;
        }
        place += 1;
        let account =
            text[start].is_ascii_alphabetic() && text[start + 1].is_ascii_alphabetic() && is_digit(text[start + 3]);
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
    let grouped = matches!(at(text, start + 4), b' ' | b'-').then(|| at(text, start + 4));
    let mut place = start;
    for (count, slot) in account[..*length].iter_mut().enumerate() {
        step();
        if count > 0 && count % 4 == 0 && grouped == Some(at(text, place)) {
            place += 1;
        }
        *slot = at(text, place);
        if !is_word(*slot) {
            return None;
        }
        place += 1;
    }
    let is_account =
        !is_word(at(text, place)) && has_long_run(&text[start..place]) && remainder(&account[..*length]) == 1;
    is_account.then_some(place)
}

/// Ten bytes or more of digits with single separators between them.
fn has_long_run(written: &[u8]) -> bool {
    written.split(u8::is_ascii_alphabetic).any(|run| {
        let separators = run.iter().take(1).chain(run.iter().skip(1).last()).filter(|byte| !is_digit(**byte)).count();
        run.len() - separators >= LONG_RUN
    })
}

/// ISO 7064 mod 97-10: the first four characters go to the end, letters count from 10.
fn remainder(account: &[u8]) -> u32 {
    let (head, rest) = account.split_at(4);
    rest.iter().chain(head).fold(0, |remainder, character| match character {
        b'0'..=b'9' => (remainder * 10 + u32::from(character - b'0')) % 97,
        _ => (remainder * 100 + u32::from(character.to_ascii_uppercase() - b'A') + 10) % 97,
    })
}
