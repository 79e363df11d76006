//! Bank accounts that are no IBAN, after a word that tells them:
//!
//! - routing numbers of the United States: nine digits with a check digit
//!   (<https://www.aba.com/about-us/routing-number>);
//! - sort codes of the United Kingdom, `12-34-56`, and the account of eight digits after one
//!   (<https://www.vocalink.com/tools/modulus-checking/>; the check depends on tables of the banks, and is not made);
//! - numbers of accounts, and codes of banks (German, Australian, Indian), as they are written;
//! - BIC (ISO 9362, <https://www.swift.com/standards/data-standards/bic-business-identifier-code>).

mod bic;
mod number;

use crate::kinds::check_digits::{are_digits, pair, weighted};
use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, before, digits_end, is_digit, is_word};
use crate::text::steps::steps;

const ROUTING: usize = 9;
const SORT_CODE: usize = 6;
const ACCOUNT: usize = 8;
/// How far from a sort code its account stands.
const NEAR: usize = 40;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    label::each_told(text, Labels::BANK_ACCOUNT, |start, told| {
        if start < floor {
            return;
        }
        let is_whole = |end: &usize| !is_word(at(text, *end)) && told.admits(*end);
        let Some(end) = end_of(text, start, told.labels).filter(is_whole) else { return };
        found(start, end);
        floor = end;
        if told.labels.has(Labels::of(Told::SortCode)) {
            if let Some(account) = account_before(text, start) {
                found(account, account + ACCOUNT);
            }
            if let Some((account, account_end)) = account_after(text, end) {
                found(account, account_end);
                floor = account_end;
            }
        }
    });
}

/// Whether the whole value of a member is one.
pub(crate) fn is_value(value: &[u8], told: Labels) -> bool {
    end_of(value, 0, told) == Some(value.len())
}

fn end_of(text: &[u8], start: usize, told: Labels) -> Option<usize> {
    let is_told = |one: Told| told.has(Labels::of(one));
    let digits = digits_end(text, start);
    let plain = &text[start..digits];
    if is_told(Told::Routing) && plain.len() == ROUTING && is_routing(plain) {
        return Some(digits);
    }
    let grouped = (is_told(Told::Routing) && plain.len() < ROUTING).then(|| grouped_routing_end(text, start)).flatten();
    if grouped.is_some() {
        return grouped;
    }
    let sort_code = is_told(Told::SortCode).then(|| sort_code_end(text, start)).flatten();
    sort_code
        .or_else(|| is_told(Told::Swift).then(|| bic::end_of(text, start)).flatten())
        .or_else(|| is_told(Told::Account).then(|| number::account_end(text, start)).flatten())
        .or_else(|| is_told(Told::BankCode).then(|| number::bank_code_end(text, start)).flatten())
}

fn is_routing(digits: &[u8]) -> bool {
    let is_district = matches!(pair(digits, 0), 0..=12 | 21..=32 | 61..=72 | 80);
    is_district
        && weighted(digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
        && digits.iter().any(|digit| *digit != b'0')
}

/// `0210 0002 1`, as it is printed on cheques.
fn grouped_routing_end(text: &[u8], start: usize) -> Option<usize> {
    let (mut digits, mut count, mut end) = ([0; ROUTING], 0, start);
    while count < ROUTING {
        let separated = usize::from(count > 0 && matches!(at(text, end), b' ' | b'-'));
        let digit = at(text, end + separated);
        if !is_digit(digit) {
            return None;
        }
        digits[count] = digit;
        (count, end) = (count + 1, end + separated + 1);
    }
    (is_routing(&digits) && !is_digit(at(text, end))).then_some(end)
}

fn sort_code_end(text: &[u8], start: usize) -> Option<usize> {
    let plain = text.get(start..start + SORT_CODE).filter(|code| are_digits(code)).map(|_| start + SORT_CODE);
    let separator = at(text, start + 2);
    let is_written = |code: &[u8; 8]| {
        let is_separator = |place: usize| matches!(place, 2 | 5);
        code.iter()
            .enumerate()
            .all(|(place, byte)| if is_separator(place) { *byte == separator } else { is_digit(*byte) })
    };
    let written = text.get(start..).and_then(|rest| rest.first_chunk()).filter(|code| is_written(code));
    let end = plain.or_else(|| written.filter(|_| matches!(separator, b'-' | b' ')).map(|_| start + 8))?;
    (!is_digit(at(text, end))).then_some(end)
}

/// The account behind a sort code: `12345678`, `1234 5678`.
fn account_after(text: &[u8], end: usize) -> Option<(usize, usize)> {
    let near = &text[end..text.len().min(end + NEAR)];
    steps(near.len());
    let start = end + near.iter().position(|byte| is_digit(*byte))?;
    let first = digits_end(text, start);
    let half = ACCOUNT / 2;
    let is_split = first == start + half && matches!(at(text, first), b' ' | b'-');
    let end = if is_split { digits_end(text, first + 1) } else { first };
    (end == start + ACCOUNT + usize::from(is_split) && !is_word(at(text, end))).then_some((start, end))
}

/// The account before the word that tells a sort code at `start`.
fn account_before(text: &[u8], start: usize) -> Option<usize> {
    let least = start.saturating_sub(NEAR);
    steps(start - least);
    let near = &text[least..start];
    let end = least + near.iter().rposition(|byte| is_digit(*byte))? + 1;
    let account = end.checked_sub(ACCOUNT)?;
    let stands_alone = !is_word(at(text, end)) && !is_word(before(text, account)) && before(text, account) != b'.';
    (are_digits(&text[account..end]) && stands_alone && !text[end..start].contains(&b'\n')).then_some(account)
}
