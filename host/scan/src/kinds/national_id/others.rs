//! India, Singapore, Australia and South Africa.

use crate::kinds::check_digits::{are_digits, is_day, is_repeated, luhn, pair, value, weighted};

/// Aadhaar of India: twelve digits from 2 on, the last by Verhoeff's scheme
/// (<https://uidai.gov.in/en/my-aadhaar/about-your-aadhaar.html>).
pub(super) fn is_aadhaar(id: &[u8]) -> bool {
    are_digits(id) && !matches!(id[0], b'0' | b'1') && !is_repeated(id) && verhoeff(id)
}

/// The multiplication of the dihedral group of ten elements, and its permutation, by
/// J. Verhoeff, Error detecting decimal codes (Mathematical Centre Tract 29, 1969).
fn verhoeff(digits: &[u8]) -> bool {
    const PERMUTATION: [usize; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let multiply = |left: usize, right: usize| match (left, right) {
        (0..=4, 0..=4) => (left + right) % 5,
        (0..=4, _) => 5 + (left + right - 5) % 5,
        (_, 0..=4) => 5 + (left - 5 + 5 - right) % 5,
        _ => (left + 5 - right) % 5,
    };
    let permuted = |place: usize, digit: usize| (0..place % 8).fold(digit, |digit, _| PERMUTATION[digit]);
    let sum = digits.iter().rev().enumerate();
    sum.fold(0, |sum, (place, digit)| multiply(sum, permuted(place, value(*digit) as usize % 10))) == 0
}

/// Permanent account numbers of India: three letters, one for what the holder is, one of the name, four digits and a
/// letter that checks it, but nobody says how
/// (<https://incometaxindia.gov.in/tutorials/1.permanent%20account%20number%20(pan).pdf>).
pub(super) fn is_pan(id: &[u8]) -> bool {
    let (head, rest) = id.split_at(5);
    head.iter().all(u8::is_ascii_uppercase)
        && b"ABCFGHJLPTK".contains(&head[3])
        && are_digits(&rest[..4])
        && &rest[..4] != b"0000"
        && rest[4].is_ascii_uppercase()
}

/// NRIC and FIN of Singapore: a letter, seven digits, and a letter by weights modulo 11
/// (<https://www.ica.gov.sg>, <https://www.mom.gov.sg/passes-and-permits>).
pub(super) fn is_singaporean(id: &[u8]) -> bool {
    let [series, digits @ .., letter] = id else { return false };
    let sum = weighted(digits, &[2, 7, 6, 5, 4, 3, 2]) as usize;
    let expected = match series {
        b'S' => b"JZIHGFEDCBA"[sum % 11],
        b'T' => b"JZIHGFEDCBA"[(sum + 4) % 11],
        b'F' => b"XWUTRQPNMLK"[sum % 11],
        b'G' => b"XWUTRQPNMLK"[(sum + 4) % 11],
        b'M' => b"XWUTRQPNJLK"[(sum + 3) % 11],
        _ => return false,
    };
    are_digits(digits) && expected == *letter
}

/// Tax file numbers of Australia: weights, divisible by 11
/// (<https://www.ato.gov.au/individuals-and-families/tax-file-number>).
pub(super) fn is_australian(id: &[u8]) -> bool {
    let sum = match id.len() {
        9 => weighted(id, &[1, 4, 3, 7, 5, 8, 6, 9, 10]),
        _ => weighted(id, &[10, 7, 8, 4, 6, 3, 5, 1]),
    };
    are_digits(id) && !is_repeated(id) && sum.is_multiple_of(11)
}

/// Medicare numbers of Australia, with the number of the person on the card or without: the ninth digit checks the eight before
/// it (<https://www.servicesaustralia.gov.au/medicare-card>).
pub(super) fn is_medicare(id: &[u8]) -> bool {
    are_digits(id)
        && matches!(id[0], b'2'..=b'6')
        && !is_repeated(id)
        && weighted(&id[..8], &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == u32::from(id[8] - b'0')
}

/// Identity numbers of South Africa: date of birth, a number, citizenship, and the check digit of Luhn
/// (<https://www.gov.za/services/services-residents/birth/register-birth/identity-document>).
pub(super) fn is_south_african(id: &[u8]) -> bool {
    are_digits(id) && is_day(pair(id, 2), pair(id, 4)) && matches!(id[10], b'0'..=b'2') && luhn(id)
}

/// Numbers of voters' cards of India: three letters and seven digits (<https://voters.eci.gov.in>).
pub(super) fn is_voter(id: &[u8]) -> bool {
    id[..3].iter().all(u8::is_ascii_uppercase) && are_digits(&id[3..]) && !is_repeated(&id[3..])
}

/// Business numbers of Australia: weights, divisible by 89, once the first digit is one less
/// (<https://abr.business.gov.au/Help/AbnFormat>).
pub(super) fn is_abn(id: &[u8]) -> bool {
    let sum = weighted(id, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    are_digits(id) && id[0] != b'0' && (sum - 10).is_multiple_of(89)
}
