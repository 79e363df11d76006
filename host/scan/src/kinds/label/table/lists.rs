//! Lists of names before lists of values: `INSERT INTO persons (id, dob) VALUES (7, '1985-04-12')`,
//! `{"columns":["id","dob"],"rows":[[7,"1985-04-12"]]}`.

use crate::text::bytes::{at, back, before, is_word};
use crate::text::steps::steps;

/// Of a list before a value.
const LONGEST: usize = 96;
/// Between two lists.
const MOST_BETWEEN: usize = 32;

/// Where the name ends that has the place in its list that the value at `start` has.
#[inline]
pub(super) fn heading(text: &[u8], start: usize) -> Option<usize> {
    let start = start - usize::from(matches!(before(text, start), b'"' | b'\''));
    let is_blank = before(text, start) == b' ';
    let left = back(text, start, 1 + usize::from(is_blank));
    if matches!(left, b'(' | b'[' | b',') { in_list(text, start) } else { None }
}

#[cold]
fn in_list(text: &[u8], start: usize) -> Option<usize> {
    let (open, place) = opening(text, start)?;
    let names = list_before(text, open)?;
    let (first, _) = opening(text, names)?;
    let mut items = text[first + 1..names].split(|byte| *byte == b',');
    let mut begin = first + 1;
    for _ in 0..place {
        begin += items.next()?.len() + 1;
    }
    let end = begin + items.next()?.len();
    let is_mark = |place: &usize| matches!(before(text, *place), b'"' | b'\'' | b'`' | b' ' | b']');
    (begin..=end).rev().find(|place| !is_mark(place)).filter(|place| *place > begin)
}

/// The bracket that opens the list that `place` lies in, and the commas between.
fn opening(text: &[u8], place: usize) -> Option<(usize, usize)> {
    let least = place.saturating_sub(LONGEST);
    let commas = |open: usize| text[open..place].iter().filter(|byte| **byte == b',').count();
    let found = text[least..place].iter().rposition(|byte| matches!(byte, b'(' | b'[' | b')' | b']' | b'{' | b'}'));
    steps(place - least - found.unwrap_or(0));
    let open = least + found?;
    matches!(text[open], b'(' | b'[').then(|| (open, commas(open)))
}

/// The bracket that closes the list before the one that opens at `open`: `) VALUES (`, `],"rows":[[`.
fn list_before(text: &[u8], open: usize) -> Option<usize> {
    let is_between =
        |byte: u8| is_word(byte) || matches!(byte, b' ' | b'"' | b'\'' | b':' | b',' | b'[' | b'=' | b'\n');
    let between = (1..MOST_BETWEEN).take_while(|distance| is_between(back(text, open, *distance))).count();
    steps(between);
    let close = (open - between).checked_sub(1)?;
    matches!(at(text, close), b')' | b']').then_some(close)
}
