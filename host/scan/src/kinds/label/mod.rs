//! What a word before a number, or the name of its member, tells of it: `BSN: 123456782`, `passport no. C01X00T47`.
//!
//! A label ends right before the value, but for punctuation and one or two words such as `number` and `is`. It is
//! compared like the names of `secret`: without blanks and separators, by whole words. The list is in `list`.

mod behind;
mod ends;
mod fillers;
mod list;
mod maps;
mod told;

use crate::kinds::secret::Name;
use crate::text::bytes::{at, back, before, is_word, touches_word};
use crate::text::steps::{step, steps};
pub(crate) use behind::in_parentheses;
use fillers::{FILLERS, MONTHS};
use list::LABELS;
pub(crate) use told::{Labels, Told};

/// Punctuation between a label and its value: `"bsn":"`, `(BSN) `.
const MOST_BETWEEN: usize = 6;
const MOST_FILLERS: usize = 2;
const MOST_TAGS: usize = 3;
/// Beyond ASCII: the colon of Chinese and Japanese, arrows, and quotes that close.
const WIDE_MARKS: [&[u8]; 5] = ["：".as_bytes(), "→".as_bytes(), "“".as_bytes(), "”".as_bytes(), "»".as_bytes()];

/// What is told of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Telling {
    pub(crate) labels: Labels,
    /// Where the value has to end: before the label in parentheses that stands behind it.
    end: Option<usize>,
}

impl Telling {
    /// Whether a value that ends at `end` may be the one that is told of.
    pub(crate) fn admits(self, end: usize) -> bool {
        self.end.is_none_or(|wanted| wanted == end)
    }
}

/// What is told of the value that begins at `start`, by a label before it or by one behind it: `AB1234567 (passport)`.
pub(crate) fn of_value(text: &[u8], start: usize) -> Telling {
    let (before, behind) = (before_value(text, start), behind::after_value(text, start));
    // What stands before may be the label of another value: `DEUTDEFF (BIC), 021000021 (ABA)`.
    if before == Labels::NONE { behind } else { Telling { labels: before.with(behind.labels), end: None } }
}

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
fn before_end(text: &[u8], end: usize) -> Labels {
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

/// What the name of a member tells of its value.
pub(crate) fn of_member(name: &str) -> Labels {
    if may_end(name.as_bytes(), name.len()) { of_phrase(&Name::of(name)) } else { Labels::NONE }
}

/// Everything that the name of a member that tells something can end in.
pub(crate) fn ends() -> impl Iterator<Item = &'static str> {
    LABELS.iter().map(|(label, _)| *label).chain(FILLERS.iter().copied())
}

/// Calls `found` with each value that may be told of: where a letter or digit follows other bytes, and what is told of it.
pub(crate) fn each_told(text: &[u8], wanted: Labels, mut found: impl FnMut(usize, Telling)) {
    let mut place = 0;
    while place < text.len() {
        step();
        if is_word(text[place]) && !touches_word(text, place) {
            let told = of_value(text, place);
            if told.labels.has(wanted) {
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
            | b']'
            | b'*'
            | b'`'
            | b'\n'
            | b'|'
            | b','
    )
}

/// A quick look at the last three bytes of a label.
#[inline]
fn may_end(text: &[u8], end: usize) -> bool {
    let last = before(text, end);
    // `imei_1`.
    let apart = usize::from(last.is_ascii_digit() && matches!(back(text, end, 2), b'_' | b'-' | b'.'));
    let (third, first) = (back(text, end, 3 + apart), back(text, end, 2 + apart));
    // The small letters of half the Cyrillic and Greek capitals begin with the next byte.
    let is_capital = matches!(first, 0xd0 | 0xce) && matches!(last, 0xa0..=0xaf);
    let first = first + u8::from(is_capital);
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
        let ends_in = |word: &str| {
            letters.ends_with(word.as_bytes())
                && (phrase.has_word_at(end - word.len()) || is_written_without_spaces(word))
        };
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

/// The start of the Japanese era that stands before a year: `昭和49年`.
pub(crate) fn era_before(text: &[u8], year: usize) -> Option<usize> {
    const ERAS: [&str; 6] = ["明治", "大正", "昭和", "平成", "令和", "民國"];
    if before(text, year) < 0x80 {
        return None;
    }
    ERAS.iter().find(|era| text[..year].ends_with(era.as_bytes())).map(|era| year - era.len())
}

/// Whether a word is of a script that has no spaces between words: Thai, Chinese, Japanese and Korean.
fn is_written_without_spaces(word: &str) -> bool {
    matches!(word.as_bytes(), [0xe0, 0xb8 | 0xb9, ..] | [0xe3..=0xff, ..])
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
