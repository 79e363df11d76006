//! Labels that stand before a value.

use super::fillers::MONTHS;
use super::maps;
use super::phrase::{may_end, of_phrase};
use super::told::Labels;
use crate::kinds::secret::Name;
use crate::text::bytes::{at, back, before, is_word};
use crate::text::steps::steps;

/// Punctuation between a label and its value: `"bsn":"`, `(BSN) `.
const MOST_BETWEEN: usize = 6;
const MOST_TAGS: usize = 3;
/// Beyond ASCII: the colon of Chinese and Japanese, arrows, and quotes that close.
const WIDE_MARKS: [&[u8]; 5] = ["：".as_bytes(), "→".as_bytes(), "“".as_bytes(), "”".as_bytes(), "»".as_bytes()];

/// What is told of the value that begins at `start`.
pub(crate) fn before_value(text: &[u8], start: usize) -> Labels {
    let end = label_end(text, start);
    let told = if end == start { Labels::NONE } else { before_end(text, end) };
    if told != Labels::NONE {
        return told;
    }
    match maps::pair_before(text, start) {
        // `Date of birth (DD/MM/YYYY): `, and `DOB: April ` or `生年月日: 昭和` before a day.
        Labels::NONE => hint_start(text, end, start)
            .or_else(|| month_before(text, start))
            .or_else(|| era_before(text, start))
            .map_or(Labels::NONE, |place| before_end(text, label_end(text, place))),
        pair => pair,
    }
}

/// What is told by the label that ends at `end`.
pub(super) fn before_end(text: &[u8], end: usize) -> Labels {
    if may_end(text, end) { of_phrase(&Name::phrase_before(text, end)) } else { Labels::NONE }
}

/// Where a label ends whose punctuation ends at `place`. A tag is punctuation too: `BSN: <b>`, `<td>BSN</td><td>`.
pub(crate) fn label_end(text: &[u8], place: usize) -> usize {
    let (mut end, mut between, mut tags) = (place, 0, 0);
    while between < MOST_BETWEEN && is_between(before(text, end)) {
        // The name of a tag may be the label.
        let is_tag = before(text, end) == b'>' && tags < MOST_TAGS && before_end(text, end - 1) == Labels::NONE;
        let tag = if is_tag { tag_start(text, end) } else { None };
        // What stands between tags counts anew.
        (end, between, tags) = tag.map_or((end - 1, between + 1, tags), |start| (start, 0, tags + 1));
    }
    let mark = WIDE_MARKS.iter().find(|mark| text[..end].ends_with(mark));
    mark.map_or(end, |mark| {
        let end = end - mark.len();
        end - usize::from(before(text, end) == b' ')
    })
}

/// The `<` of the tag that ends at `end`.
fn tag_start(text: &[u8], end: usize) -> Option<usize> {
    const LONGEST: usize = 32;
    let least = end.saturating_sub(LONGEST);
    steps(LONGEST);
    let open = least + text[least..end - 1].iter().rposition(|byte| matches!(byte, b'<' | b'>' | b'\n'))?;
    let is_name = |byte: u8| byte.is_ascii_alphabetic() || byte == b'/';
    (text[open] == b'<' && is_name(at(text, open + 1))).then_some(open)
}

/// The start of the words in parentheses that end between `end` and `start`.
fn hint_start(text: &[u8], end: usize, start: usize) -> Option<usize> {
    const LONGEST: usize = 24;
    if end == start || at(text, end) != b')' || text[end..start].contains(&b'(') {
        return None;
    }
    (1..=LONGEST.min(end)).map(|distance| end - distance).find(|place| text[*place] == b'(')
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
            | b']'
            | b'*'
            | b'`'
            | b'\n'
            | b'|'
            | b','
    )
}

/// The start of the Japanese era that stands before a year: `昭和49年`.
pub(crate) fn era_before(text: &[u8], year: usize) -> Option<usize> {
    const ERAS: [&str; 6] = ["明治", "大正", "昭和", "平成", "令和", "民國"];
    if before(text, year) < 0x80 {
        return None;
    }
    ERAS.iter().find(|era| text[..year].ends_with(era.as_bytes())).map(|era| year - era.len())
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
