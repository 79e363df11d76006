//! Rows of a table of Markdown that have a name in one cell and its secret in the next.

pub(crate) mod columns;

use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{SecretNames, Told};
use crate::kinds::secret::value::{is_one_word, is_secret};
use crate::text::bytes::{at, before};
use crate::text::steps::steps;

/// Of a table that is looked at.
const LONGEST: usize = 4096;
const LONGEST_NAME: usize = 64;

/// Hands the secrets below the line of dashes that `dash` begins, if that is the head of a table, to `found`, and says how far it was
/// looked at.
pub(crate) fn find(text: &[u8], dash: usize, names: &SecretNames, found: &mut impl FnMut(usize, usize)) -> usize {
    let Some(first) = first_row(text, dash) else { return 0 };
    let mut start = first;
    for row in text[first..text.len().min(first + LONGEST)].split(|byte| *byte == b'\n') {
        steps(row.len());
        if !row.trim_ascii_start().starts_with(b"|") {
            break;
        }
        if let Some((from, to)) = row_secret(row, names) {
            found(start + from, start + to);
        }
        start += row.len() + 1;
    }
    start.min(text.len())
}

/// Whether the head of a table with a secret in it begins at `dash`.
pub(crate) fn may_begin(text: &[u8], dash: usize, names: &SecretNames) -> bool {
    let mut has_one = false;
    find(text, dash, names, &mut |_, _| has_one = true);
    has_one
}

/// Where the row below `|---|---|` begins.
fn first_row(text: &[u8], dash: usize) -> Option<usize> {
    if at(text, dash + 1) != b'-' {
        return None;
    }
    let edge = text[..dash].iter().rev().take(4).take_while(|byte| matches!(byte, b'|' | b' ' | b':')).count();
    let is_first = dash == edge || before(text, dash - edge) == b'\n';
    if !is_first || !text[dash - edge..dash].contains(&b'|') {
        return None;
    }
    let rest = &text[dash..text.len().min(dash + LONGEST)];
    Some(dash + memchr::memchr(b'\n', rest)? + 1)
}

fn row_secret(row: &[u8], names: &SecretNames) -> Option<(usize, usize)> {
    let bars = memchr::memchr_iter(b'|', row);
    let mut last: Option<(usize, Option<Told>)> = None;
    for bar in bars {
        if let Some((open, told)) = last {
            let (from, to) = cell(row, open + 1, bar);
            // What is said of a field has parentheses: `varchar(255)`.
            let value = &row[from..to];
            if let Some(told) = told
                && is_secret(value, told, names)
                && (is_one_word(value) || value.iter().all(u8::is_ascii_digit))
                && !value.contains(&b'(')
            {
                return Some((from, to));
            }
            last = Some((bar, told_by(row, from, to, names)));
        } else {
            last = Some((bar, None));
        }
    }
    None
}

/// A cell without its blanks and marks.
fn cell(row: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    let is_edge = |byte: u8| matches!(byte, b' ' | b'*' | b'`' | b'\t' | b'"' | b'\'' | b'\r');
    while start < end && is_edge(row[start]) {
        start += 1;
    }
    while end > start && is_edge(row[end - 1]) {
        end -= 1;
    }
    (start, end)
}

fn told_by(row: &[u8], start: usize, end: usize, names: &SecretNames) -> Option<Told> {
    if end - start > LONGEST_NAME || !names.may_end(row, end) {
        return None;
    }
    let name = Name::label_before(row, end);
    names.told_by(&name).filter(|told| name.start <= start && !matches!(told, Told::Parameter(_)))
}
