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
