//! Numbers of accounts: digits with separators between them, which only a word tells, and those of France, which have letters.

use crate::text::bytes::{at, digits_end, is_digit, is_word, word_end};
use crate::text::steps::step;

/// Of one with a dash in it, and of others.
const SHORTEST: [usize; 2] = [6, 5];
/// Of Poland.
pub(super) const LONGEST: usize = 26;

/// The digits of an account, with single blanks, dots, dashes and slashes between them.
pub(super) struct Number {
    digits: [u8; LONGEST],
    count: usize,
    pub(super) end: usize,
}

impl Number {
    /// What begins at `start`; a date, a time or a word behind it is no part.
    pub(super) fn read(text: &[u8], start: usize) -> Number {
        let mut number = Number { digits: [0; LONGEST], count: 0, end: start };
        let mut group = start;
        loop {
            step();
            let end = digits_end(text, group);
            let count = number.count + end - group;
            if group == end || count > LONGEST || number.count > 0 && !goes_on(text, group, end) {
                break;
            }
            number.digits[number.count..count].copy_from_slice(&text[group..end]);
            (number.count, number.end) = (count, end);
            group = match (at(text, end), at(text, end + 1), at(text, end + 2)) {
                // `19-2000145399 / 0800`.
                (b' ', b'/', b' ') => end + 3,
                (b' ' | b'-' | b'.' | b'/', ..) => end + 1,
                _ => break,
            };
        }
        number
    }

    pub(super) fn digits(&self) -> &[u8] {
        &self.digits[..self.count]
    }
}

/// Whether the digits `group..end` belong to the number before them.
fn goes_on(text: &[u8], group: usize, end: usize) -> bool {
    let is_apart = at(text, group - 1) == b' ';
    let is_count = end == group + 1 && at(text, end) == b' ' && at(text, end + 1).is_ascii_alphabetic();
    let is_time = at(text, end) == b':' && is_digit(at(text, end + 1));
    !is_apart || !is_count && !is_time && !is_word(at(text, end)) && !is_date(text, group)
}

/// The end of the number of an account that a word tells.
pub(super) fn account_end(text: &[u8], start: usize) -> Option<usize> {
    let number = Number::read(text, start);
    let (digits, end) = (number.digits(), number.end);
    let shortest = SHORTEST[usize::from(text[start..end].contains(&b'-'))];
    let goes_on = is_word(at(text, end)) || matches!(at(text, end), b':' | b'-' | b'.') && is_digit(at(text, end + 1));
    let is_one = digits.len() >= shortest && digits.iter().any(|digit| *digit != b'0');
    let end = (is_one && !goes_on && !is_date(text, start)).then_some(end);
    end.or_else(|| lettered_end(text, start))
}

/// `0500013M026`, of France.
fn lettered_end(text: &[u8], start: usize) -> Option<usize> {
    const LENGTH: usize = 11;
    const FEWEST_DIGITS: usize = 7;
    let end = word_end(text, start);
    let word = &text[start..end];
    let is_one = word.len() == LENGTH
        && is_digit(word[0])
        && word.iter().filter(|byte| is_digit(**byte)).count() >= FEWEST_DIGITS
        && word.iter().all(|byte| is_digit(*byte) || byte.is_ascii_uppercase());
    is_one.then_some(end)
}

/// Whether what begins at `start` is written like this: `9` stands for a digit, and `-` also for a blank and a dot.
pub(super) fn has_form(text: &[u8], start: usize, form: &[u8]) -> bool {
    let is_like = |(offset, wanted): (usize, &u8)| {
        let byte = at(text, start + offset);
        match wanted {
            b'9' => is_digit(byte),
            b'-' => matches!(byte, b'-' | b' ' | b'.'),
            b'A' => byte.is_ascii_alphabetic(),
            b'*' => is_word(byte),
            other => byte == *other,
        }
    };
    form.iter().enumerate().all(is_like)
}

/// `2026-11-22`, `22.11.2026`, `22/11/2026`.
fn is_date(text: &[u8], start: usize) -> bool {
    const FORMS: [(&[u8], [usize; 2]); 2] = [(b"9999*99*99", [4, 7]), (b"99*99*9999", [2, 5])];
    FORMS.iter().any(|(form, marks)| {
        let is_like = |(offset, wanted): (usize, &u8)| match at(text, start + offset) {
            byte if *wanted == b'9' => is_digit(byte),
            byte => matches!(byte, b'-' | b'.' | b'/'),
        };
        form.iter().enumerate().all(is_like)
            && at(text, start + marks[0]) == at(text, start + marks[1])
            && !is_digit(at(text, start + form.len()))
    })
}
