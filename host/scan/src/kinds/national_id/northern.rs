//! Sweden, Finland and Norway.

use crate::kinds::check_digits::{are_digits, is_day, luhn, number, pair, value, weighted};

/// Personal identity numbers of Sweden: date of birth, a number and the check digit of Luhn over the ten last digits
/// (<https://www.skatteverket.se/privat/folkbokforing/personnummer.4.3810a01c150939e893f18c29.html>). Of coordination
/// numbers, days are 60 higher.
pub(super) fn is_swedish(id: &[u8]) -> bool {
    let Some((century, short)) = id.split_at_checked(id.len().wrapping_sub(10)) else { return false };
    let (month, day) = (pair(short, 2), pair(short, 4));
    are_digits(id)
        && matches!(century, b"" | b"18" | b"19" | b"20")
        && is_day(month, if day > 60 { day - 60 } else { day })
        && luhn(short)
}

/// Personal identity codes of Finland: date of birth, a sign of the century, three digits, and a character by the rest
/// modulo 31 (<https://dvv.fi/en/personal-identity-code>). Numbers from 900 on are for tests.
pub(super) fn is_finnish(id: &[u8]) -> bool {
    const CHARACTERS: &[u8] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    // A `-` or `+` was a separator.
    let (date, sign, rest) = match id {
        [date @ .., a, b, c, check] if date.len() == 6 => (date, b'-', [*a, *b, *c, *check]),
        [date @ .., sign, a, b, c, check] => (date, *sign, [*a, *b, *c, *check]),
        _ => return false,
    };
    let [digits @ .., check] = rest;
    let all = number(date) * 1000 + number(&digits);
    are_digits(date)
        && are_digits(&digits)
        && matches!(sign, b'-' | b'A'..=b'F' | b'U'..=b'Y')
        && number(&digits) >= 2
        && is_day(pair(date, 2), pair(date, 0))
        && CHARACTERS[all as usize % CHARACTERS.len()] == check
}

/// Birth numbers of Norway: date of birth, a number and two check digits by weights modulo 11
/// (<https://www.skatteetaten.no/en/person/national-registry/identitetsnummer/>). Of D numbers, days are 40 higher.
pub(super) fn is_norwegian(id: &[u8]) -> bool {
    let (day, month) = (pair(id, 0), pair(id, 2));
    let check = |weights: &[u32]| (11 - weighted(id, weights) % 11) % 11;
    are_digits(id)
        && is_day(month, if day > 40 { day - 40 } else { day })
        && check(&[3, 7, 6, 1, 8, 9, 4, 5, 2]) == value(id[9])
        && check(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) == value(id[10])
}
