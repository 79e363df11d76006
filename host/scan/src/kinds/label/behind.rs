//! Labels behind a value: `AB1234567 (passport no.)`, `AB1234567 is my passport number`, `{"value":"AB1234567","name":"passport"}`.

use super::tail::{before_end, label_end};
use super::through::of_heading;
use super::told::{Labels, Telling, Told};
use crate::text::bytes::{at, before, is_word};
use crate::text::steps::steps;

/// The longest value that is told by what stands behind it.
const LONGEST_VALUE: usize = 32;
/// The longest label, with the words around it.
const LONGEST_LABEL: usize = 64;
/// Between a value and the label of a sentence.
const VERBS: &[&str] = &[
    " is my ",
    " is the ",
    " is their ",
    " is his ",
    " is her ",
    " is your ",
    " as my ",
    " as the ",
    " as ",
    " ist meine ",
    " ist mein ",
    " ist die ",
    " ist das ",
    " est mon ",
    " est ma ",
    " est le ",
    " es mi ",
    " es el ",
    " è il mio ",
    " è la mia ",
    " é o meu ",
    " é a minha ",
    " is mijn ",
    " to mój ",
    " to moja ",
    " je moje ",
    " är mitt ",
    " er mitt ",
    " on minun ",
    " это мой ",
    " for field ",
    " for ",
    " in field ",
    " in ",
    "' for field '",
    "\" for field \"",
    "' for ",
    "\" for ",
    " = ",
    " == ",
    " (= ",
    " - ",
    " – ",
    " — ",
    " <- ",
    " -> ",
    " => ",
    " // ",
    " # ",
    " | ",
    " ← ",
];

/// Verbs and nouns behind a day that say who began then.
const BIRTHS: &[&str] = &[
    " geboren",
    " geb",
    " született",
    " születtem",
    " születésű",
    " doğumlu",
    "生まれ",
    "に生まれ",
    "出生",
    "生，",
    " 출생",
    "에 태어",
    "생입니다",
    " tarihinde doğdu",
    " syntynyt",
    " born",
];

/// What is told by the label that stands behind the value at `start`.
pub(super) fn after_value(text: &[u8], start: usize) -> Telling {
    let near = &text[start..text.len().min(start + LONGEST_VALUE)];
    let ends = |byte: &u8| matches!(byte, b':' | b';' | b'<' | b'>' | b'|' | b'\n' | b'\t');
    let length = near.iter().position(ends).unwrap_or(near.len());
    steps(length);
    let is_mark = |offset: &usize| matches!(near[*offset], b' ' | b'\'' | b'"') && *offset > 0;
    // A value has few blanks.
    for place in (0..length).filter(is_mark).map(|offset| start + offset).take(8) {
        let labels = behind_at(text, place);
        if labels != Labels::NONE {
            return Telling { labels, end: Some(place) };
        }
        // No value has brackets in it.
        if matches!(at(text, place + 1), b'(' | b'[') {
            break;
        }
    }
    Telling { labels: Labels::NONE, end: None }
}

/// What the label tells that stands behind a value that ends at `end`.
#[inline]
pub(crate) fn behind_at(text: &[u8], end: usize) -> Labels {
    // Most words of a text are followed by others.
    let may_be = match (at(text, end), at(text, end + 1)) {
        (b' ', b'(' | b'[' | b'=' | b'-' | b'<' | b'/' | b'#' | b'|' | 0x80..) | (0x80.., _) => true,
        (b' ', first) => b"iaeftjogsdb".contains(&first) && at(text, end + 2) >= b'a' || first == b'a',
        (b'\'' | b'"', right) => right == b' ',
        _ => false,
    };
    if may_be { behind_words(text, end) } else { Labels::NONE }
}

fn behind_words(text: &[u8], end: usize) -> Labels {
    let open = end + 1;
    if at(text, end) == b' ' && matches!(at(text, open), b'(' | b'[') && at(text, open + 1) != b'=' {
        return in_parentheses(text, open);
    }
    let rest = &text[end..];
    let first_two = |words: &str| rest.get(..2) == words.as_bytes().get(..2);
    let starts = |words: &&&str| first_two(words) && rest.starts_with(words.as_bytes());
    if let Some(birth) = BIRTHS.iter().find(starts) {
        // Otherwise the day is another's: `2026-12-16 geboren am: …`.
        let right = at(text, end + birth.len());
        let is_last = right >= 0x80 || matches!(right, 0 | b'.' | b',' | b';' | b')' | b'"' | b'!' | b'\n');
        return if is_last { Labels::of(Told::Birth) } else { Labels::NONE };
    }
    match VERBS.iter().find(starts) {
        Some(verb) => in_sentence(text, end + verb.len()),
        None => Labels::NONE,
    }
}

/// What the label in the parentheses that open at `open`, after a blank, tells of what stands before them.
fn in_parentheses(text: &[u8], open: usize) -> Labels {
    let close = if at(text, open) == b'(' { b')' } else { b']' };
    let label = &text[open + 1..text.len().min(open + LONGEST_LABEL)];
    // Of `(citizen service number (BSN))`, the last.
    let ends = |byte: &u8| *byte == close || matches!(byte, b':' | b'=' | b'"' | b';' | b',' | b'<' | b'>' | b'\n');
    let end = label.iter().position(ends);
    steps(end.unwrap_or(label.len()));
    match end {
        Some(length) if label[length] == close => of_heading(text, open + 1 + length),
        _ => Labels::NONE,
    }
}

/// What the label tells that begins at `start` and has no value of its own behind it.
fn in_sentence(text: &[u8], start: usize) -> Labels {
    let label = &text[start..text.len().min(start + LONGEST_LABEL)];
    let ends = |byte: &u8| {
        byte.is_ascii_digit()
            || matches!(
                byte,
                b':' | b'=' | b'"' | b'\'' | b';' | b',' | b'<' | b'>' | b'\n' | b')' | b'!' | b'?' | b'#'
            )
    };
    let length = label.iter().position(ends).unwrap_or(label.len());
    steps(length);
    let right = at(text, start + length);
    let goes_on =
        length == LONGEST_LABEL || right.is_ascii_digit() || matches!(right, b':' | b'=' | b'<' | b'>' | b'#');
    if goes_on { Labels::NONE } else { of_heading(text, start + length) }
}

/// What a member or attribute behind the value at `start` of one whose name tells nothing tells.
pub(super) fn after_name(text: &[u8], start: usize) -> Labels {
    const LONGEST_REST: usize = 96;
    let quote = before(text, start);
    if !matches!(quote, b'"' | b'\'') {
        return Labels::NONE;
    }
    let near = &text[start..text.len().min(start + LONGEST_REST)];
    steps(near.len());
    let Some(value) = near.iter().position(|byte| *byte == quote) else { return Labels::NONE };
    let ends = |byte: &u8| matches!(byte, b'{' | b'}' | b'[' | b'<' | b'>' | b'\n');
    let rest = near[value..].iter().position(ends).unwrap_or(near.len() - value);
    let is_end = |place: &usize| {
        let (left, right) = (before(text, *place), at(text, *place + 1));
        text[*place] == quote && (is_word(left) || left >= 0x80 || left == b'.') && right != b':'
    };
    let mut places = (start + value + 1..start + value + rest).filter(is_end);
    places
        .find_map(|place| Some(before_end(text, label_end(text, place))).filter(|told| *told != Labels::NONE))
        .unwrap_or(Labels::NONE)
}
