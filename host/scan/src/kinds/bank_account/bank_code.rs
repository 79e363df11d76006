//! Codes of banks and of their branches.

use super::number::has_form;
use crate::kinds::check_digits::{are_digits, pair, weighted};
use crate::text::bytes::{at, digits_end, is_digit, is_word};

const ROUTING: usize = 9;
const SORT_CODE: usize = 6;

/// The end of a routing number of the United States, as it is printed on cheques (`0210 0002 1`) or in a row; or of Canada, which has
/// no check digit: `0003-12345`, `12345-003`.
pub(super) fn routing_end(text: &[u8], start: usize) -> Option<usize> {
    let (mut digits, mut count, mut end) = ([0; ROUTING], 0, start);
    while count < ROUTING {
        let separated = usize::from(count > 0 && matches!(at(text, end), b' ' | b'-'));
        let digit = at(text, end + separated);
        if !is_digit(digit) {
            break;
        }
        digits[count] = digit;
        (count, end) = (count + 1, end + separated + 1);
    }
    let is_one = count == ROUTING && (is_routing(&digits) || is_canadian(&digits));
    match is_one && !is_digit(at(text, end)) {
        true => Some(end),
        false => form_end(text, start, &[b"99999-999"]),
    }
}

fn is_routing(digits: &[u8]) -> bool {
    let is_district = matches!(pair(digits, 0), 0..=12 | 21..=32 | 61..=72 | 80);
    is_district
        && weighted(digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
        && digits.iter().any(|digit| *digit != b'0')
}

/// A zero, one of the large institutions, and a branch.
fn is_canadian(digits: &[u8]) -> bool {
    #[rustfmt::skip]
    const INSTITUTIONS: [&[u8]; 15] = [
        b"001", b"002", b"003", b"004", b"006", b"010", b"016", b"030", b"039", b"219", b"260", b"614", b"815", b"828", b"829",
    ];
    digits[0] == b'0' && INSTITUTIONS.contains(&&digits[1..4])
}

/// The end of a sort code: `123456`, `12-34-56`.
pub(super) fn sort_code_end(text: &[u8], start: usize) -> Option<usize> {
    let plain = text.get(start..start + SORT_CODE).filter(|code| are_digits(code)).map(|_| start + SORT_CODE);
    let separator = at(text, start + 2);
    let is_written = has_form(text, start, b"99-99-99") && separator == at(text, start + 5);
    let end = plain.or((is_written && separator != b'.').then_some(start + 8))?;
    (!is_digit(at(text, end))).then_some(end)
}

/// The end of the code of a bank: `10050000` or `100 500 00` of Germany, `062-000` of Australia, `SBIN0001234` of India, `044525225` of
/// Russia, `250655` of South Africa.
pub(super) fn bank_code_end(text: &[u8], start: usize) -> Option<usize> {
    const FORMS: [&[u8]; 8] =
        [b"AAAA0******", b"999999999", b"99999999", b"999-999-99", b"999-999", b"999999", b"99999", b"AAAA-0-******"];
    form_end(text, start, &FORMS)
}

/// The end of a code that also other numbers look like: three to six digits, with a check digit or the number of an institution.
pub(super) fn branch_end(text: &[u8], start: usize) -> Option<usize> {
    let digits = digits_end(text, start);
    let check = digits_end(text, digits + 1);
    let has_check = at(text, digits) == b'-' && matches!(check - digits, 2 | 4);
    let end = if has_check { check } else { digits };
    let goes_on = matches!(at(text, end), b'-' | b'.' | b'/' | b':') && is_digit(at(text, end + 1));
    ((3..=6).contains(&(digits - start)) && !goes_on && !is_word(at(text, end))).then_some(end)
}

fn form_end(text: &[u8], start: usize, forms: &[&[u8]]) -> Option<usize> {
    let is_one = |form: &&&[u8]| has_form(text, start, form) && !is_word(at(text, start + form.len()));
    forms.iter().find(is_one).map(|form| start + form.len())
}
