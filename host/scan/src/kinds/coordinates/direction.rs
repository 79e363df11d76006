//! Directions: the letters, and words for them behind a number.

use crate::text::bytes::{at, is_word};

/// Of latitudes, then of longitudes. `O` is west in Romance languages and east in German.
const LETTERS: [&[u8]; 2] = [b"NS", b"EWO"];
#[rustfmt::skip]
const WORDS: [&[&str]; 2] = [
    &[
        "north", "south", "nord", "süd", "sued", "sud", "norte", "noord", "zuid", "nörd", "syd", "södra", "с.ш.", "с. ш.",
        "с.ш", "ю.ш.", "ю. ш.", "северной широты", "южной широты", "пн.ш.", "пд.ш.", "kuzey", "güney",
    ],
    &[
        "east", "west", "ost", "ouest", "oeste", "leste", "ovest", "oost", "öst", "øst", "väst", "в.д.", "в. д.",
        "в.д", "з.д.", "з. д.", "восточной долготы", "западной долготы", "сх.д.", "зх.д.", "doğu", "batı",
    ],
];

/// Which of the two axes a direction is on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Latitude,
    Longitude,
}

/// The axis of a letter.
pub(super) fn of_letter(byte: u8) -> Option<Axis> {
    match byte {
        _ if LETTERS[0].contains(&byte) => Some(Axis::Latitude),
        _ if LETTERS[1].contains(&byte) => Some(Axis::Longitude),
        _ => None,
    }
}

/// The end of the direction behind the number that ends at `end`, after a blank or none, and its axis.
pub(super) fn behind(text: &[u8], end: usize) -> Option<(usize, Axis)> {
    let start = end + usize::from(at(text, end) == b' ');
    if let Some(axis) = of_letter(at(text, start)).filter(|_| !is_word(at(text, start + 1))) {
        return Some((start + 1, axis));
    }
    let rest = text.get(start..)?;
    let length = |words: &[&str]| {
        let is_one = |word: &&&str| {
            rest.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
                && !is_word(at(rest, word.len()))
        };
        words.iter().find(is_one).map(|word| start + word.len())
    };
    let latitude = length(WORDS[0]).map(|end| (end, Axis::Latitude));
    latitude.or_else(|| length(WORDS[1]).map(|end| (end, Axis::Longitude)))
}

/// Whether a letter stands for one of the four.
pub(super) fn is_letter(byte: u8) -> bool {
    matches!(byte, b'N' | b'S' | b'E' | b'W')
}
