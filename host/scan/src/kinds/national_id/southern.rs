//! Spain, Portugal and Italy.

use crate::kinds::check_digits::{are_digits, is_repeated, luhn, number, value, weighted};

/// DNI and NIE of Spain: eight digits, or X, Y or Z for 0, 1 or 2 and seven, and a letter by the rest modulo 23
/// (<https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/>).
pub(super) fn is_spanish(id: &[u8]) -> bool {
    const LETTERS: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let [first, rest @ .., letter] = id else { return false };
    let first = match first {
        b'X' | b'Y' | b'Z' => u64::from(first - b'X'),
        b'0'..=b'9' => u64::from(value(*first)),
        _ => return false,
    };
    let number = first * 10_000_000 + number(rest);
    are_digits(rest) && number > 0 && LETTERS[number as usize % LETTERS.len()] == *letter
}

/// NIF of Portugal: weights 9 to 2, modulo 11 (<https://www.portaldasfinancas.gov.pt>). What it begins with says whose it
/// is.
pub(super) fn is_portuguese(id: &[u8]) -> bool {
    let rest = weighted(id, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let check = if rest < 2 { 0 } else { 11 - rest };
    are_digits(id) && !matches!(id[0], b'0' | b'4') && !is_repeated(id) && check == value(id[8])
}

/// Codice fiscale of Italy: letters of the names, year, month as a letter, day (of women 40 more), a letter and three
/// digits of the place, and a letter that checks it (decree of 12 March 1974, <https://www.agenziaentrate.gov.it>). Where
/// two people would share one, digits become letters from the right on.
pub(super) fn is_italian(id: &[u8]) -> bool {
    const DIGITS: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];
    let mut plain = [0; 16];
    plain.copy_from_slice(id);
    for place in DIGITS {
        plain[place] = match plain[place] {
            digit @ b'0'..=b'9' => digit,
            letter => match SUBSTITUTES.iter().position(|one| *one == letter) {
                Some(digit) => digit as u8 + b'0',
                None => return false,
            },
        };
    }
    let day = value(plain[9]) * 10 + value(plain[10]);
    plain[..6].iter().all(u8::is_ascii_uppercase)
        && b"ABCDEHLMPRST".contains(&plain[8])
        && matches!(day, 1..=31 | 41..=71)
        && plain[11].is_ascii_uppercase()
        && italian_check(&id[..15]) == id[15]
}

/// Letters for the digits 0 to 9.
const SUBSTITUTES: &[u8; 10] = b"LMNPQRSTUV";

fn italian_check(id: &[u8]) -> u8 {
    // For A to Z at odd places; digits count as A to J.
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let sum: u32 = id.iter().enumerate().fold(0, |sum, (place, byte)| {
        let count = if byte.is_ascii_digit() { value(*byte) } else { u32::from(byte.wrapping_sub(b'A')) % 26 };
        sum + if place % 2 == 0 { ODD[count as usize] } else { count }
    });
    b'A' + (sum % 26) as u8
}

/// Numbers of the social security of Spain: a province, a number, and the rest modulo 97
/// (<https://www.seg-social.es>). Numbers below ten million count without their first zero.
pub(super) fn is_nuss(id: &[u8]) -> bool {
    let (province, own) = (number(&id[..2]), number(&id[2..10]));
    let whole = if own < 10_000_000 { province * 10_000_000 + own } else { province * 100_000_000 + own };
    are_digits(id) && matches!(province, 1..=66) && whole % 97 == number(&id[10..])
}

/// CIF of companies in Spain: a letter, seven digits, and a digit or letter that checks them
/// (<https://sede.agenciatributaria.gob.es>).
pub(super) fn is_cif(id: &[u8]) -> bool {
    let [first, digits @ .., check] = id else { return false };
    let doubled = |digit: u32| digit * 2 / 10 + digit * 2 % 10;
    let count = |(place, digit): (usize, &u8)| if place % 2 == 0 { doubled(value(*digit)) } else { value(*digit) };
    let control =
        if are_digits(digits) { (10 - digits.iter().enumerate().map(count).sum::<u32>() % 10) % 10 } else { 99 };
    b"ABCDEFGHJNPQRSUVW".contains(first)
        && (u32::from(check.wrapping_sub(b'0')) == control || b"JABCDEFGHI".get(control as usize) == Some(check))
}

/// Numbers of electronic identity cards of Italy, which have no check digit (<https://www.cartaidentita.interno.gov.it>).
pub(super) fn is_italian_card(id: &[u8]) -> bool {
    id[0] == b'C' && id[1].is_ascii_uppercase() && are_digits(&id[2..7]) && id[7..].iter().all(u8::is_ascii_uppercase)
}

/// VAT numbers of Italy: eleven digits, the last by Luhn (<https://www.agenziaentrate.gov.it>).
pub(super) fn is_vat(id: &[u8]) -> bool {
    are_digits(id) && !is_repeated(id) && luhn(id)
}

/// Numbers of citizens' cards of Portugal: nine digits, two letters or digits and a check digit, which every second one is doubled
/// for, letters counting from 10 (<https://www.autenticacao.gov.pt/documentos>).
pub(super) fn is_citizen_card(id: &[u8]) -> bool {
    let count = |(place, byte): (usize, &u8)| {
        let value = if byte.is_ascii_digit() { value(*byte) } else { u32::from(byte.wrapping_sub(b'A') % 26) + 10 };
        match value * 2 {
            doubled if place % 2 == 0 => {
                if doubled > 9 {
                    doubled - 9
                } else {
                    doubled
                }
            }
            _ => value,
        }
    };
    are_digits(&id[..9])
        && id[9..11].iter().any(u8::is_ascii_uppercase)
        && id[11].is_ascii_digit()
        && id.iter().enumerate().map(count).sum::<u32>().is_multiple_of(10)
}
