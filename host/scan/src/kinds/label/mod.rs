//! What a word before a number, or the name of its member, tells of it: `BSN: 123456782`, `passport no. C01X00T47`.
//!
//! A label ends right before the value, but for punctuation and one or two words such as `number` and `is`. It is
//! compared like the names of `secret`: without blanks and separators, by whole words. The list is in `list`.

mod ends;
mod list;
mod told;

use crate::kinds::secret::Name;
use crate::text::bytes::{at, back, before, is_word, touches_word};
use crate::text::steps::{step, steps};
use list::{FILLERS, LABELS, MONTHS};
pub(crate) use told::{Labels, Told};

/// Punctuation between a label and its value: `"bsn":"`, `(BSN) `.
const MOST_BETWEEN: usize = 6;
const MOST_FILLERS: usize = 2;
const WIDE_COLON: &[u8] = "：".as_bytes();

/// What is told of the value that begins at `start`.
pub(crate) fn before_value(text: &[u8], start: usize) -> Labels {
    let end = label_end(text, start);
    if end == start {
        return Labels::NONE;
    }
    match before_end(text, end) {
        // `Date of birth (DD/MM/YYYY): `, and `DOB: April ` before a day.
        Labels::NONE => hint_start(text, end, start)
            .or_else(|| month_before(text, start))
            .map_or(Labels::NONE, |place| before_end(text, label_end(text, place))),
        told => told,
    }
}

/// What is told by the label that ends at `end`.
fn before_end(text: &[u8], end: usize) -> Labels {
    if may_end(text, end) { of_phrase(&Name::phrase_before(text, end)) } else { Labels::NONE }
}

/// Where a label ends whose punctuation ends at `place`.
fn label_end(text: &[u8], place: usize) -> usize {
    let between = (1..=MOST_BETWEEN).take_while(|distance| is_between(back(text, place, *distance)));
    let end = place - between.count();
    if text[..end].ends_with(WIDE_COLON) { end - WIDE_COLON.len() } else { end }
}

/// The start of the words in parentheses that end between `end` and `start`.
fn hint_start(text: &[u8], end: usize, start: usize) -> Option<usize> {
    const LONGEST: usize = 24;
    if at(text, end) != b')' || text[end..start].contains(&b'(') {
        return None;
    }
    (1..=LONGEST.min(end)).map(|distance| end - distance).find(|place| text[*place] == b'(')
}

/// What the name of a member tells of its value.
pub(crate) fn of_member(name: &str) -> Labels {
    if may_end(name.as_bytes(), name.len()) { of_phrase(&Name::of(name)) } else { Labels::NONE }
}

/// Everything that the name of a member that tells something can end in.
pub(crate) fn ends() -> impl Iterator<Item = &'static str> {
    LABELS.iter().map(|(label, _)| *label).chain(FILLERS.iter().copied())
}

/// Calls `found` with each value that may be told of: where a letter or digit follows other bytes, and what is told of it.
pub(crate) fn each_told(text: &[u8], wanted: Labels, mut found: impl FnMut(usize, Labels)) {
    let mut place = 0;
    while place < text.len() {
        step();
        if is_word(text[place]) && !touches_word(text, place) {
            let told = before_value(text, place);
            if told.has(wanted) {
                found(place, told);
            }
        }
        place += 1;
    }
}

fn is_between(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b':'
            | b'='
            | b'"'
            | b'\''
            | b'#'
            | b'.'
            | b'('
            | b')'
            | b'+'
            | b'\t'
            | b'>'
            | b'-'
            | b'/'
            | b'_'
            | b'['
            | b'\n'
            | b'|'
            | b','
    )
}

/// A quick look at the last three bytes of a label.
#[inline]
fn may_end(text: &[u8], end: usize) -> bool {
    let (third, first, last) = (back(text, end, 3), back(text, end, 2), before(text, end));
    if !(last.is_ascii_alphanumeric() || last >= 0x80) || ends::first_like(first, last).is_none() {
        return false;
    }
    // A separator may stand before the last two letters.
    !is_word(third) || ends::like(first, last).any(|end| end.has_third(third))
}

fn of_phrase(phrase: &Name) -> Labels {
    let mut end = phrase.letters().len();
    for _ in 0..=MOST_FILLERS {
        let letters = &phrase.letters()[..end];
        let [.., first, last] = *letters else { return Labels::NONE };
        let ends_in = |word: &str| letters.ends_with(word.as_bytes()) && phrase.has_word_at(end - word.len());
        steps(1);
        let longest = ends::like(first, last).filter(|found| ends_in(found.word)).max_by_key(|found| found.word.len());
        match longest {
            Some(found) if found.told == Labels::NONE => end -= found.word.len(),
            Some(found) => return found.told,
            None => return Labels::NONE,
        }
    }
    Labels::NONE
}

/// The start of the month's name that stands before `day`, with a blank between: `April 12, 1985`.
pub(crate) fn month_before(text: &[u8], day: usize) -> Option<usize> {
    if !matches!(before(text, day), b' ' | b'+') {
        return None;
    }
    let end = day - 1;
    let word = (1..=9).take_while(|distance| back(text, end, *distance).is_ascii_alphabetic()).count();
    let start = end - word;
    let is_month = |month: &&str| text[start..end].eq_ignore_ascii_case(month.as_bytes());
    (!is_word(before(text, start)) && MONTHS.iter().any(is_month)).then_some(start)
}
