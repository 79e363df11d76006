//! Germany, Austria, Switzerland and Poland.

use crate::kinds::check_digits::{are_digits, is_day, pair, value, weighted};

/// Tax identification numbers of Germany: eleven digits, of the first ten of which one is there twice or three times, and
/// a check digit by ISO 7064 mod 11,10
/// (<https://www.bzst.de/DE/Privatpersonen/SteuerlicheIdentifikationsnummer/steuerlicheidentifikationsnummer_node.html>).
pub(super) fn is_german(id: &[u8]) -> bool {
    let mut counts = [0u8; 10];
    id[..10].iter().for_each(|digit| counts[value(*digit) as usize % 10] += 1);
    let repeated = counts.iter().filter(|count| **count > 1).count();
    let check = id[..10].iter().fold(10, |product, digit| {
        let sum = (value(*digit) + product) % 10;
        2 * if sum == 0 { 10 } else { sum } % 11
    });
    are_digits(id)
        && id[0] != b'0'
        && repeated == 1
        && counts.iter().all(|count| *count <= 3)
        && (11 - check) % 10 == value(id[10])
}

/// Numbers of the pension insurance of Germany: the area, day, month and year of birth, the first letter of the name, a number, and
/// a check digit by weights modulo 10 of the sum of digits (§ 4 VKVV, <https://www.gesetze-im-internet.de/vkvv/__4.html>). Days of a
/// second number of the same day are 32 and more.
pub(super) fn is_pension(id: &[u8]) -> bool {
    const WEIGHTS: [u32; 12] = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let letter = u32::from(id[8].wrapping_sub(b'A')) + 1;
    let mut digits = [0; 12];
    digits[..8].copy_from_slice(&id[..8]);
    digits[8..10].copy_from_slice(&[b'0' + (letter / 10) as u8, b'0' + (letter % 10) as u8]);
    digits[10..].copy_from_slice(&id[9..11]);
    let sum: u32 =
        digits.iter().zip(WEIGHTS).map(|(digit, weight)| value(*digit) * weight).map(|one| one / 10 + one % 10).sum();
    id[8].is_ascii_uppercase()
        && are_digits(&id[..8])
        && are_digits(&id[9..])
        && pair(id, 0) > 1
        && matches!(pair(id, 2), 1..=31 | 33..=62 | 65..=93)
        && matches!(pair(id, 4), 1..=12)
        && sum % 10 == value(id[11])
}

/// Insurance numbers of Austria: three digits, a check digit by weights modulo 11, and the date of birth
/// (<https://www.sozialversicherung.at/cdscontent/?contentid=10007.820902>). Months from 13 on are those of dates that
/// ran out.
pub(super) fn is_austrian(id: &[u8]) -> bool {
    const WEIGHTS: [u32; 10] = [3, 7, 9, 0, 5, 8, 4, 2, 1, 6];
    let (day, month) = (pair(id, 4), pair(id, 6));
    are_digits(id)
        && id[0] != b'0'
        && (is_day(month, day) || matches!(month, 13..=15) && (1..=31).contains(&day))
        && weighted(id, &WEIGHTS) % 11 == value(id[3])
}

/// AHV numbers of Switzerland: 756 and the check digit of EAN-13
/// (<https://www.zas.admin.ch/zas/en/home/partenaires-et-institutions-/navs13.html>).
pub(super) fn is_swiss(id: &[u8]) -> bool {
    let sum = weighted(id, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]);
    are_digits(id) && id.starts_with(b"756") && sum.is_multiple_of(10)
}

/// PESEL of Poland: date of birth, whose month tells the century, a number, and a check digit by weights modulo 10
/// (<https://www.gov.pl/web/gov/czym-jest-numer-pesel>).
pub(super) fn is_pesel(id: &[u8]) -> bool {
    let sum = weighted(id, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
    are_digits(id) && is_day(pair(id, 2) % 20, pair(id, 4)) && sum.is_multiple_of(10)
}

/// Numbers of identity cards of Germany: digits and consonants, of which the last checks the others by weights 7, 3 and 1
/// (ICAO Doc 9303 part 3, <https://www.personalausweisportal.de>).
pub(super) fn is_card(id: &[u8]) -> bool {
    id[..9].iter().all(|byte| byte.is_ascii_digit() || b"CFGHJKLMNPRTVWXYZ".contains(byte))
        && id[0].is_ascii_uppercase()
        && by_731(&id[..9]) == value(id[9])
}

/// The sum of digits, and of letters from 10 on, times 7, 3 and 1, modulo 10.
fn by_731(id: &[u8]) -> u32 {
    id.iter().zip([7, 3, 1].into_iter().cycle()).map(|(byte, weight)| lettered(*byte) * weight).sum::<u32>() % 10
}

fn lettered(byte: u8) -> u32 {
    if byte.is_ascii_uppercase() { u32::from(byte - b'A') + 10 } else { value(byte) % 10 }
}

/// Numbers of the insured of Germany: a letter, eight digits and a check digit
/// (<https://www.itsg.de/produkte/vst-krankenversichertennummer/>).
pub(super) fn is_insured(id: &[u8]) -> bool {
    if !id[0].is_ascii_uppercase() || !are_digits(&id[1..]) {
        return false;
    }
    let letter = u32::from(id[0] - b'A') + 1;
    let digits = [letter / 10, letter % 10].into_iter().chain(id[1..9].iter().map(|digit| value(*digit)));
    let products = digits.zip([1, 2].into_iter().cycle()).map(|(digit, weight)| digit * weight);
    let sum: u32 = products.map(|product| product / 10 + product % 10).sum();
    sum % 10 == value(id[9])
}

/// NIP of Poland: weights modulo 11 (<https://www.podatki.gov.pl/nip/>).
pub(super) fn is_nip(id: &[u8]) -> bool {
    are_digits(id) && id[0] != b'0' && weighted(id, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == value(id[9])
}

/// Numbers of identity cards of Poland: three letters and six digits, of which the first checks the others
/// (<https://www.gov.pl/web/gov/dowod-osobisty-informacje>).
pub(super) fn is_polish_card(id: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [7, 3, 1, 9, 7, 3, 1, 7, 3];
    let sum: u32 = id.iter().zip(WEIGHTS).map(|(byte, weight)| lettered(*byte) * weight).sum();
    id[..3].iter().all(u8::is_ascii_uppercase) && are_digits(&id[3..]) && sum.is_multiple_of(10)
}
