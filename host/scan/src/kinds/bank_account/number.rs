//! Numbers of accounts and codes of banks that only a word tells: they have no check digits that hold in all countries.

use crate::text::bytes::{at, is_digit, is_word};
use crate::text::steps::step;

const SHORTEST: usize = 6;
/// Of Argentina.
const LONGEST: usize = 22;

/// The end of the number of an account: digits, with single blanks, dots, dashes and slashes between them.
pub(super) fn account_end(text: &[u8], start: usize) -> Option<usize> {
    let (mut count, mut end, mut zeros) = (0, start, 0);
    while count <= LONGEST {
        step();
        let separated = usize::from(count > 0 && matches!(at(text, end), b' ' | b'-' | b'.' | b'/'));
        let digit = at(text, end + separated);
        if !is_digit(digit) {
            break;
        }
        (count, end, zeros) = (count + 1, end + separated + 1, zeros + usize::from(digit == b'0'));
    }
    let goes_on = is_word(at(text, end)) || at(text, end) == b':' && is_digit(at(text, end + 1));
    ((SHORTEST..=LONGEST).contains(&count) && zeros < count && !goes_on && !is_date(text, start)).then_some(end)
}

/// The end of the code of a bank: `10050000` or `100 500 00` of Germany, `062-000` of Australia, `SBIN0001234` of India.
pub(super) fn bank_code_end(text: &[u8], start: usize) -> Option<usize> {
    const FORMS: [&[u8]; 5] = [b"AAAA0******", b"99999999", b"999 999 99", b"999-999", b"999 999"];
    let form = FORMS.iter().find(|form| {
        let has_form = form.iter().enumerate().all(|(offset, wanted)| {
            let byte = at(text, start + offset);
            match wanted {
                b'9' => is_digit(byte),
                b'A' => byte.is_ascii_alphabetic(),
                b'*' => is_word(byte),
                other => byte == *other,
            }
        });
        has_form && !is_word(at(text, start + form.len()))
    })?;
    Some(start + form.len())
}

/// `2026-11-22`, `22.11.2026`.
fn is_date(text: &[u8], start: usize) -> bool {
    const FORMS: [&[u8]; 2] = [b"9999-99-99", b"99-99-9999"];
    FORMS.iter().any(|form| {
        let is_like = |(offset, wanted): (usize, &u8)| match at(text, start + offset) {
            byte if *wanted == b'9' => is_digit(byte),
            byte => matches!(byte, b'-' | b'.' | b'/'),
        };
        form.iter().enumerate().all(is_like) && !is_digit(at(text, start + form.len()))
    })
}
