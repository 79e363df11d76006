//! Numbers of accounts that their check digits, or the way they are written, tell apart from other numbers, so that a word as weak as
//! `account` is enough before them:
//!
//! - CLABE of Mexico, CBU of Argentina, NRB of Poland, CCC of Spain, NIB of Portugal, RIB of France, Morocco and Tunisia, accounts of
//!   Belgium, Hungary, Serbia, Bosnia, Slovenia, Czechia, Slovakia and Russia;
//! - accounts of the Netherlands, Norway, Iceland, New Zealand, Thailand and Korea, with their separators.

use super::number::{Number, has_form};
use crate::kinds::check_digits::{is_repeated, pair, value, weighted};
use crate::text::bytes::{at, digits_end, is_digit, is_word};
use crate::text::steps::step;

/// The end of such a number.
pub(super) fn end_of(text: &[u8], start: usize) -> Option<usize> {
    let number = Number::read(text, start);
    let (digits, end) = (number.digits(), number.end);
    let is_one = !is_word(at(text, end))
        && !is_repeated(digits)
        && (has_check_digits(digits) || is_written(text, start, digits) || is_czech(text, start, end));
    is_one.then_some(end).or_else(|| rib_end(text, start))
}

fn has_check_digits(digits: &[u8]) -> bool {
    match digits.len() {
        12 => remainder(&digits[..10]) % 97 == pair(digits, 10) % 97,
        15 | 16 | 18 | 21 if remainder(digits) == 1 => true,
        16 | 24 if is_hungarian(digits) => true,
        18 => weighted(digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10),
        20 => remainder(digits) == 0 || is_spanish(digits) || is_russian(digits),
        22 => {
            let (bank, account) = digits.split_at(8);
            weighted(bank, &[7, 1, 3, 9, 7, 1, 3, 1]).is_multiple_of(10)
                && weighted(account, &[3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3, 1]).is_multiple_of(10)
        }
        24 => remainder(digits) == 0,
        26 => {
            // The check digits of the IBAN, with `PL` in numbers.
            let turned = digits[2..].iter().chain(b"2521").chain(&digits[..2]);
            turned.fold(0, |rest, digit| (rest * 10 + value(*digit)) % 97) == 1
        }
        _ => false,
    }
}

/// By 97 (ISO 7064).
fn remainder(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |rest, digit| (rest * 10 + value(*digit)) % 97)
}

fn is_hungarian(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 16] = [9, 7, 3, 1, 9, 7, 3, 1, 9, 7, 3, 1, 9, 7, 3, 1];
    let (bank, account) = digits.split_at(8);
    weighted(bank, &WEIGHTS).is_multiple_of(10) && weighted(account, &WEIGHTS).is_multiple_of(10)
}

fn is_spanish(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 10] = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
    let check = |sum: u32| match 11 - sum % 11 {
        11 => 0,
        10 => 1,
        digit => digit,
    };
    check(weighted(&digits[..8], &WEIGHTS[2..])) == value(digits[8])
        && check(weighted(&digits[10..], &WEIGHTS)) == value(digits[9])
}

/// By the class of the account and its currency.
fn is_russian(digits: &[u8]) -> bool {
    const CURRENCIES: [&[u8]; 7] = [b"810", b"643", b"840", b"978", b"156", b"826", b"398"];
    matches!(&digits[..3], b"301" | b"302" | [b'4', b'0', b'1'..=b'8'] | [b'4', b'2', b'1'..=b'6'])
        && CURRENCIES.contains(&&digits[5..8])
}

/// In a form that other numbers do not have.
fn is_written(text: &[u8], start: usize, digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    match digits.len() {
        9 => {
            has_form(text, start, b"99-99-99-999") && weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
        }
        10 => has_form(text, start, b"999-9-99999-9"),
        11 => has_form(text, start, b"9999-99-99999") && weighted(digits, &WEIGHTS).is_multiple_of(11),
        12 => has_form(text, start, b"9999-99-999999") || has_form(text, start, b"999-999-999999"),
        13 => has_form(text, start, b"9999-999-999999"),
        14 => has_form(text, start, b"999999-99-999999"),
        15 => has_form(text, start, b"99-9999-9999999-99"),
        16 => has_form(text, start, b"99-9999-9999999-999"),
        20 => has_form(text, start, b"9999-9999-99-9999999999"),
        _ => false,
    }
}

/// `19-2000145399/0800`: with a prefix or without one, and the code of the bank.
fn is_czech(text: &[u8], start: usize, end: usize) -> bool {
    const WEIGHTS: [u32; 10] = [6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
    let Some(slash) = text[start..end].iter().position(|byte| *byte == b'/').map(|length| start + length) else {
        return false;
    };
    let bank = slash + 1 + usize::from(at(text, slash + 1) == b' ');
    let holds = |digits: &[u8]| {
        let weights = WEIGHTS.len().checked_sub(digits.len()).map(|skipped| &WEIGHTS[skipped..]);
        weights.is_some_and(|weights| weighted(digits, weights).is_multiple_of(11))
    };
    let first = digits_end(text, start);
    let account = if at(text, first) == b'-' { first + 1 } else { start };
    let account_end = digits_end(text, account);
    digits_end(text, bank) == bank + 4
        && bank + 4 == end
        && account_end + 1 >= slash
        && (2..=10).contains(&(account_end - account))
        && holds(&text[account..account_end])
        && (account == start || holds(&text[start..first]))
}

/// Of France: 23 letters and digits, in groups or with the remainder 0, where A, J and S, B, K and T and so on stand for the same
/// digits.
fn rib_end(text: &[u8], start: usize) -> Option<usize> {
    const LENGTH: usize = 23;
    const FEWEST_DIGITS: usize = 16;
    const GROUPS: &[u8] = b"99999-99999-***********-99";
    let grouped = start + GROUPS.len();
    if has_form(text, start, GROUPS) && is_digit(at(text, grouped - 14)) && !is_word(at(text, grouped)) {
        return Some(grouped);
    }
    let (mut count, mut digits, mut rest, mut end) = (0, 0, 0, start);
    while count < LENGTH {
        step();
        let separated = usize::from(count > 0 && matches!(at(text, end), b' ' | b'-' | b'.'));
        let byte = at(text, end + separated);
        let digit = match byte {
            b'0'..=b'9' => value(byte),
            b'A'..=b'I' => u32::from(byte - b'A') + 1,
            b'J'..=b'R' => u32::from(byte - b'J') + 1,
            b'S'..=b'Z' => u32::from(byte - b'S') + 2,
            _ => return None,
        };
        rest = (rest * 10 + digit) % 97;
        (count, digits, end) = (count + 1, digits + usize::from(is_digit(byte)), end + separated + 1);
    }
    (rest == 0 && digits >= FEWEST_DIGITS && !is_word(at(text, end))).then_some(end)
}
