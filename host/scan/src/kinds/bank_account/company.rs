//! What stands around a number: codes of banks and accounts are given together.

use crate::kinds::check_digits::are_digits;
use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, before, digits_end, is_digit, is_word};
use crate::text::steps::steps;

/// How far apart they stand.
const NEAR: usize = 48;
/// The account behind or before a sort code.
const ACCOUNT: usize = 8;

/// A value that a word told as a part of an account, and where it ended.
#[derive(Clone, Copy)]
pub(super) struct Neighbour {
    pub(super) told: Labels,
    pub(super) end: usize,
    /// Whether it is one for certain.
    pub(super) is_found: bool,
}

/// Whether another part of an account stands near the value `start..end`, of which `told` is told.
pub(super) fn is_near(text: &[u8], (start, end): (usize, usize), told: Labels, last: Option<Neighbour>) -> bool {
    let is_other =
        |other: Labels| other.has(Labels::BANK_ACCOUNT) && other != told && other != Labels::of(Told::Branch);
    let is_near = |last: Neighbour| start - last.end.min(start) <= NEAR && (last.is_found || is_other(last.told));
    if last.is_some_and(is_near) {
        return true;
    }
    let most = text.len().min(end + NEAR);
    steps(most - end);
    (end + 1..most)
        .any(|place| is_digit(text[place]) && !is_word(text[place - 1]) && is_other(label::before_value(text, place)))
}

/// The account that stands right behind the code of a bank, without a word: `50010517 / 1234567`.
pub(super) fn account_touching(text: &[u8], end: usize) -> Option<(usize, usize)> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 7..=18;
    const MOST_BETWEEN: usize = 3;
    let is_between = |byte: u8| matches!(byte, b' ' | b'/' | b',' | b'|');
    let start = end + (0..MOST_BETWEEN).take_while(|offset| is_between(at(text, end + offset))).count();
    let account_end = digits_end(text, start);
    let goes_on = is_word(at(text, account_end)) || matches!(at(text, account_end), b'.' | b'-' | b':');
    (start > end && LENGTHS.contains(&(account_end - start)) && !goes_on).then_some((start, account_end))
}

/// The account behind a sort code: `12345678`, `1234 5678`.
pub(super) fn account_after(text: &[u8], end: usize) -> Option<(usize, usize)> {
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
pub(super) fn account_before(text: &[u8], start: usize) -> Option<usize> {
    let least = start.saturating_sub(NEAR);
    steps(start - least);
    let near = &text[least..start];
    let end = least + near.iter().rposition(|byte| is_digit(*byte))? + 1;
    let account = end.checked_sub(ACCOUNT)?;
    let stands_alone = !is_word(at(text, end)) && !is_word(before(text, account)) && before(text, account) != b'.';
    (are_digits(&text[account..end]) && stands_alone && !text[end..start].contains(&b'\n')).then_some(account)
}
