//! The British Isles, France, the Netherlands and Belgium.

use crate::kinds::check_digits::{are_digits, is_day, number, pair, value, weighted};

/// National insurance numbers of the United Kingdom: two letters, six digits, A to D
/// (<https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110>). There is no check digit.
pub(super) fn is_nino(id: &[u8]) -> bool {
    const NEVER: [&[u8]; 7] = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];
    let [first, second, digits @ .., suffix] = id else { return false };
    let is_letter = |byte: u8| byte.is_ascii_uppercase() && !b"DFIQUV".contains(&byte);
    is_letter(*first)
        && is_letter(*second)
        && *second != b'O'
        && !NEVER.contains(&&id[..2])
        && are_digits(digits)
        && (b'A'..=b'D').contains(suffix)
}

/// NHS numbers: weights 10 to 2, modulo 11 (<https://www.datadictionary.nhs.uk/attributes/nhs_number.html>).
pub(super) fn is_nhs(id: &[u8]) -> bool {
    let check = (11 - weighted(id, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    are_digits(id) && id[0] != b'0' && check == value(id[9])
}

/// Personal public service numbers of Ireland: seven digits, a letter by weights 8 to 2 modulo 23, and since 2013 often
/// another letter of weight 9
/// (<https://www.gov.ie/en/department-of-social-protection/services/get-a-personal-public-service-pps-number/>).
pub(super) fn is_pps(id: &[u8]) -> bool {
    const LETTERS: &[u8] = b"WABCDEFGHIJKLMNOPQRSTUV";
    let (digits, letters) = id.split_at(7);
    let second = match letters {
        // W, T and X are of an older scheme.
        [_] | [_, b'W' | b'T' | b'X'] => 0,
        [_, second @ b'A'..=b'I'] => u32::from(second - b'A') + 1,
        _ => return false,
    };
    let sum = weighted(digits, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    are_digits(digits) && letters[0] == LETTERS[sum as usize % LETTERS.len()]
}

/// NIR of France: sex, year, month, department, commune, number and a key, 97 less the rest modulo 97
/// (<https://www.insee.fr/fr/metadonnees/definition/c1409>). Corsica's 2A and 2B count as 19 and 18.
pub(super) fn is_nir(id: &[u8]) -> bool {
    let mut digits = [0; 15];
    digits.copy_from_slice(id);
    match id[5..7] {
        [b'2', b'A'] => digits[5..7].copy_from_slice(b"19"),
        [b'2', b'B'] => digits[5..7].copy_from_slice(b"18"),
        _ => {}
    }
    let month = pair(&digits, 3);
    are_digits(&digits)
        && matches!(digits[0], b'1'..=b'4' | b'7' | b'8')
        && matches!(month, 1..=12 | 20 | 30..=42 | 50..=99)
        && &digits[5..7] != b"00"
        && number(&digits[13..]) == 97 - number(&digits[..13]) % 97
}

/// Citizen service numbers of the Netherlands: weights 9 to 2 and -1, divisible by 11
/// (<https://www.rvig.nl/burgerservicenummer>).
pub(super) fn is_bsn(id: &[u8]) -> bool {
    let sum = weighted(id, &[9, 8, 7, 6, 5, 4, 3, 2]);
    are_digits(id) && number(id) > 10_000_000 && sum % 11 == value(id[8]) % 11
}

/// National numbers of Belgium: date of birth, a number, and 97 less the rest modulo 97, with a 2 in front for births
/// from 2000 on (<https://www.ibz.rrn.fgov.be/fr/registre-national/>). Of bis numbers, months are 20 or 40 higher.
pub(super) fn is_belgian(id: &[u8]) -> bool {
    let (month, day) = (pair(id, 2) % 20, pair(id, 4));
    let check = number(&id[9..]);
    let rest = |century: u64| 97 - (century * 1_000_000_000 + number(&id[..9])) % 97;
    let is_date = is_day(month, day) || month == 0 || day == 0 && month <= 12;
    are_digits(id) && pair(id, 2) < 60 && is_date && (check == rest(0) || check == rest(2))
}

/// Unique taxpayer references of the United Kingdom: the first of ten digits checks the others
/// (<https://www.gov.uk/find-utr-number>).
pub(super) fn is_utr(id: &[u8]) -> bool {
    const CHECKS: &[u8; 11] = b"21987654321";
    let rest = weighted(&id[1..], &[6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
    are_digits(id) && CHECKS[rest as usize] == id[0]
}

/// Tax numbers of France: ten digits, the first 0 to 3, and three of the rest modulo 511
/// (<https://www.impots.gouv.fr/particulier/questions/quest-ce-que-le-numero-fiscal>).
pub(super) fn is_fiscal(id: &[u8]) -> bool {
    are_digits(id) && matches!(id[0], b'0'..=b'3') && number(&id[..10]) % 511 == number(&id[10..])
}
