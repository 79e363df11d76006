//! Words between a label and its value that tell nothing, with punctuation between them: `DOB changed from "" to "…"`,
//! `passport number? customer: …`, `"BSN", typed …`.

use super::hint::hint_start;
use super::tail::{before_end, before_end_or_words, label_end};
use super::told::Labels;
use super::words::are_fillers;
use crate::kinds::secret::Name;
use crate::text::bytes::{at, back, before, follows, is_digit, is_word};
use crate::text::steps::steps;

/// Rows of words that are looked through.
const MOST_ROWS: usize = 3;

const MOST_WORDS_OF_HINT: usize = 2;

/// What is told by the label that ends at `end`, or before words that tell nothing.
pub(super) fn through_words(text: &[u8], mut end: usize) -> Labels {
    for _ in 0..MOST_ROWS {
        end = literal_start(text, end);
        let (told, words) = before_end_or_words(text, end);
        if told != Labels::NONE {
            return told;
        }
        let start = match words {
            _ if is_digit(before(text, end)) => clock_start(text, end).map(|start| label_end(text, start)),
            Some(words) => row_start(text, end, words),
            None => None,
        };
        match start {
            Some(start) => end = start,
            None => return Labels::NONE,
        }
    }
    before_end(text, end)
}

/// What the whole label tells that ends before the punctuation at `end`: `Date of birth (DD/MM/YYYY)`, `Tax file no.`.
pub(super) fn of_heading(text: &[u8], end: usize) -> Labels {
    let label = label_end(text, end);
    let told = before_end(text, label);
    match hint_start(text, label, end) {
        Some(hint) if told == Labels::NONE => before_end(text, label_end(text, hint)),
        _ => told,
    }
}

/// Where what may be a label ends before a value that another has followed, if that ends at `end`: `dob: null -> `.
fn literal_start(text: &[u8], end: usize) -> usize {
    const LITERALS: [&[u8]; 8] = [b"null", b"none", b"nil", b"undefined", b"empty", b"false", b"true", b"unset"];
    const CHANGES: [&[u8]; 6] = [b" -> ", b" => ", b" to ", b"->", b"|", b",\""];
    if !matches!(before(text, end) | 0x20, b'l' | b'e' | b'd' | b'y' | b't') {
        return end;
    }
    let Some(change) = CHANGES.iter().find(|change| text[end..].starts_with(change)) else { return end };
    let start = LITERALS.iter().find(|literal| follows(text, end, literal)).map(|literal| end - literal.len());
    // `"dob":[null,"…"]`, but no two members.
    let start = start.filter(|start| !change.starts_with(b",") || before(text, *start) == b'[');
    start.map_or(end, |start| label_end(text, start))
}

/// Where what may be a label ends before a row of words that tell nothing and ends at `end`.
fn row_start(text: &[u8], end: usize, words: Name) -> Option<usize> {
    // A bracket may be part of a name, and may end the time in a line of a chat.
    let row = match (words.start..end).rev().find(|place| text[*place] == b']') {
        Some(bracket) => {
            let mut row = Name::phrase_before(&text[bracket + 1..], end - bracket - 1);
            row.start += bracket + 1;
            row
        }
        None => words,
    };
    if row.start == end || !are_fillers(&row) {
        return None;
    }
    let label = label_end(text, row.start);
    if label == row.start || is_other_member(&text[label..row.start], at(text, end)) {
        return None;
    }
    // `Fødselsnummer (11 siffer) is `, but no remark.
    let hint = hint_start(text, label, row.start).filter(|hint| {
        let words = text[*hint..label].split(|byte| *byte == b' ').count();
        words <= MOST_WORDS_OF_HINT
    });
    Some(hint.map_or(label, |hint| label_end(text, hint)))
}

/// Whether what stands between two words begins another member, or says that the one before has no value: `","`, `="" `; or whether
/// the label is a remark on something else: `see (DOB) below, `.
fn is_other_member(between: &[u8], right: u8) -> bool {
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'');
    if right == b',' && between.contains(&b')') {
        return true;
    }
    let begins = between.last().is_some_and(is_quote) && between.contains(&b',');
    begins || has_empty_value(between)
}

/// Whether what stands between a label and a word says that the label has no value: `="" `.
pub(super) fn has_empty_value(between: &[u8]) -> bool {
    let mut pairs = between.windows(2);
    pairs.any(|pair| matches!(pair[0], b'"' | b'\'') && pair[0] == pair[1])
        && between.iter().any(|byte| matches!(byte, b'=' | b':'))
}

/// The start of `[12:01:09` or `12:01:09` on a line of its own before a speaker.
fn clock_start(text: &[u8], end: usize) -> Option<usize> {
    const LONGEST: usize = 26;
    if !matches!((back(text, end, 3), back(text, end, 4)), (b':', _) | (_, b'.' | b',')) {
        return None;
    }
    let is_part = |byte: u8| is_digit(byte) || matches!(byte, b':' | b'.' | b',' | b'-' | b'/' | b'T' | b' ');
    let length = (1..=LONGEST).take_while(|distance| is_part(back(text, end, *distance))).count();
    steps(length);
    let start = end - length;
    let clock = &text[start..end];
    let is_clock = clock.contains(&b':') && matches!(before(text, start), b'[' | b'(' | b'\n');
    (is_clock && !is_word(before(text, start))).then_some(start)
}
