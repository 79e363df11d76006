//! Statements and commands whose words stand in a certain order: `INSERT INTO t (a, password) VALUES (1, '…')`, `net use Z: \\host\share … /user:ann`.

use super::value::{in_quotes, is_written};
use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{SecretNames, Told};
use crate::kinds::secret::value::is_secret;
use crate::text::bytes::{at, before};
use crate::text::steps::{step, steps};

/// Of the list of columns.
const LONGEST_LIST: usize = 512;
/// Of what follows.
const LONGEST: usize = 160;

/// The secret in what follows the gap, if a word of such a statement stands before it.
pub(super) fn find(text: &[u8], gap: usize, names: &SecretNames) -> Option<(usize, usize)> {
    let ends = |word: &[u8]| gap >= word.len() && text[gap - word.len()..gap].eq_ignore_ascii_case(word);
    match () {
        () if ends(b"values") => inserted(text, gap, names),
        () if ends(b"net") && text[gap + 1..].starts_with(b"use") => of_net(text, gap + 1),
        () => None,
    }
}

/// The value in the column that a secret's name heads.
fn inserted(text: &[u8], gap: usize, names: &SecretNames) -> Option<(usize, usize)> {
    let close = gap - b"values".len();
    let close = close - usize::from(before(text, close) == b' ');
    if before(text, close) != b')' || at(text, gap + 1) != b'(' {
        return None;
    }
    let from = close.saturating_sub(LONGEST_LIST);
    let list = &text[from..close - 1];
    steps(list.len());
    let open = from + memchr::memrchr(b'(', list)? + 1;
    let mut end = open;
    let told = |end: usize| {
        let trimmed = text[open..end].iter().rev().take_while(|byte| matches!(byte, b' ' | b'"' | b'`' | b']')).count();
        let end = end - trimmed;
        let told = || names.told_by(&Name::before(text, end));
        names.may_end(text, end).then(told).flatten().filter(|told| !matches!(told, Told::Parameter(_)))
    };
    let column = text[open..close - 1].split(|byte| *byte == b',').enumerate().find_map(|(index, column)| {
        end += column.len();
        let found = told(end).map(|told| (index, told));
        end += 1;
        found
    });
    let (index, told) = column?;
    let mut place = gap + 2;
    for _ in 0..index {
        place = next_value(text, place)?;
    }
    let (start, end) = in_quotes(text, place)?;
    is_secret(&text[start..end], told, names).then_some((start, end))
}

/// Where the value behind the one at `place` begins.
fn next_value(text: &[u8], place: usize) -> Option<usize> {
    let mut end = in_quotes(text, place).map_or(place, |(_, end)| end + 1);
    while at(text, end) != b',' {
        step();
        if matches!(at(text, end), 0 | b')' | b'\n') {
            return None;
        }
        end += 1;
    }
    let blanks = text[end + 1..].iter().take(2).take_while(|byte| **byte == b' ').count();
    Some(end + 1 + blanks)
}

/// The word that is no drive, no share, no user and no option.
fn of_net(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let rest = &text[start..text.len().min(start + LONGEST)];
    let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
    steps(line.len());
    let mut start = start;
    line.split(|byte| *byte == b' ').find_map(|word| {
        let from = start;
        start += word.len() + 1;
        let is_place = matches!(word, [b'/' | b'\\' | b'*', ..] | [.., b':']);
        let trimmed = word.iter().filter(|byte| **byte == b'"').count();
        (!is_place && trimmed == 0 && is_written(word)).then_some((from, from + word.len()))
    })
}
