//! The United States, Canada, Mexico and Brazil. Social security numbers are a kind of their own.

use crate::kinds::check_digits::{are_digits, is_day, is_repeated, luhn, pair, value, weighted};

/// Individual taxpayer identification numbers of the United States: 9, and groups that the IRS gives out
/// (<https://www.irs.gov/individuals/international-taxpayers/individual-taxpayer-identification-number-itin>).
pub(super) fn is_itin(id: &[u8]) -> bool {
    are_digits(id) && id[0] == b'9' && matches!(pair(id, 3), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

/// Employer identification numbers: prefixes that the IRS gives out
/// (<https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes>).
pub(super) fn is_ein(id: &[u8]) -> bool {
    let is_prefix =
        matches!(pair(id, 0), 1..=6 | 10..=16 | 20..=27 | 30..=48 | 50..=68 | 71..=77 | 80..=88 | 90..=95 | 98 | 99);
    are_digits(id) && is_prefix && !is_repeated(&id[2..])
}

/// Social insurance numbers of Canada: Luhn
/// (<https://www.canada.ca/en/employment-social-development/services/sin.html>).
pub(super) fn is_canadian(id: &[u8]) -> bool {
    are_digits(id) && !is_repeated(id) && id[0] != b'8' && luhn(id)
}

/// CURP of Mexico: letters of the names, date of birth, sex, state, consonants of the names, a character, and a check digit
/// (<https://www.gob.mx/curp>).
pub(super) fn is_curp(id: &[u8]) -> bool {
    #[rustfmt::skip]
    const STATES: [&[u8]; 33] = [
        b"AS", b"BC", b"BS", b"CC", b"CL", b"CM", b"CS", b"CH", b"DF", b"DG", b"GT", b"GR", b"HG", b"JC", b"MC", b"MN", b"MS",
        b"NT", b"NL", b"OC", b"PL", b"QT", b"QR", b"SP", b"SL", b"SR", b"TC", b"TS", b"TL", b"VZ", b"YN", b"ZS", b"NE",
    ];
    // The Ñ stands between N and O.
    let count = |byte: u8| match byte {
        b'0'..=b'9' => value(byte),
        b'A'..=b'N' => u32::from(byte - b'A') + 10,
        _ => u32::from(byte.wrapping_sub(b'O')) % 12 + 25,
    };
    let sum: u32 = (2..=18).rev().zip(id).map(|(weight, byte)| weight * count(*byte)).sum();
    id[..4].iter().chain(&id[13..16]).all(u8::is_ascii_uppercase)
        && are_digits(&id[4..10])
        && is_day(pair(id, 6), pair(id, 8))
        && matches!(id[10], b'H' | b'M' | b'X')
        && STATES.contains(&&id[11..13])
        && id[17].is_ascii_digit()
        && (10 - sum % 10) % 10 == value(id[17])
}

/// CPF of Brazil: two check digits modulo 11
/// (<https://www.gov.br/receitafederal/pt-br/assuntos/meu-cpf>).
pub(super) fn is_cpf(id: &[u8]) -> bool {
    let check = |weights: &[u32]| weighted(id, weights) * 10 % 11 % 10;
    are_digits(id)
        && !is_repeated(id)
        && check(&[10, 9, 8, 7, 6, 5, 4, 3, 2]) == value(id[9])
        && check(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) == value(id[10])
}

/// CNPJ of Brazil: the same with other weights, since July 2026 also with letters, which count from 17
/// (<https://www.gov.br/receitafederal/pt-br/assuntos/noticias/2024/outubro/cnpj-tera-letras-e-numeros-a-partir-de-julho-de-2026>).
pub(super) fn is_cnpj(id: &[u8]) -> bool {
    let check = |weights: &[u32]| {
        let rest = weighted(id, weights) % 11;
        if rest < 2 { 0 } else { 11 - rest }
    };
    are_digits(&id[12..])
        && id[..12].iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && !is_repeated(id)
        && check(&[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == value(id[12])
        && check(&[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == value(id[13])
}

/// RFC of Mexico: letters of the names, a date, and three letters or digits (<https://www.sat.gob.mx>). The check digit is not
/// tested: there are many with a wrong one.
pub(super) fn is_rfc(id: &[u8]) -> bool {
    let (names, rest) = id.split_at(id.len() - 9);
    names.iter().all(u8::is_ascii_uppercase)
        && are_digits(&rest[..6])
        && is_day(pair(rest, 2), pair(rest, 4))
        && rest[6..8].iter().all(u8::is_ascii_alphanumeric)
        && (rest[8].is_ascii_digit() || rest[8].is_ascii_uppercase())
}

/// Numbers of the social security of Mexico: eleven digits, the last by Luhn (<https://www.imss.gob.mx>).
pub(super) fn is_imss(id: &[u8]) -> bool {
    are_digits(id) && !is_repeated(id) && luhn(id)
}

/// PIS, PASEP and NIT of Brazil: weights modulo 11 (<https://www.gov.br/inss>).
pub(super) fn is_pis(id: &[u8]) -> bool {
    let check = (11 - weighted(id, &[3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10;
    are_digits(id) && !is_repeated(id) && check == value(id[10])
}
