//! Where a key ends that begins with a certain start.

use super::shapes::Alphabet;
use crate::text::bytes::{at, before, is_word, touches_word};
use crate::text::steps::steps;

/// Longer than any of these keys.
const LONGEST: usize = 4096;

/// Whether nothing that a key may have in it touches `from` from the left.
pub(super) fn is_free(text: &[u8], from: usize) -> bool {
    !touches_word(text, from) && !matches!(before(text, from), b'_' | b'-')
}

/// The end of the letters from `start` on, where there are enough of them.
pub(super) fn key_end(text: &[u8], start: usize, alphabet: Alphabet, least: usize) -> Option<usize> {
    let is_part = |byte: &&u8| match alphabet {
        Alphabet::Word => is_word(**byte),
        Alphabet::Url => is_word(**byte) || matches!(byte, b'_' | b'-'),
        Alphabet::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        Alphabet::Hex => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        Alphabet::Uuid => matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'),
        Alphabet::Hook => false,
        Alphabet::Base64 => is_word(**byte) || matches!(byte, b'_' | b'-' | b'+' | b'/' | b'='),
        Alphabet::Dotted => is_word(**byte) || matches!(byte, b'_' | b'-' | b'.'),
    };
    let letters = text.get(start..)?.iter().take(LONGEST).take_while(is_part).count();
    steps(letters);
    let key = &text[start..start + letters];
    let dots = key.iter().rev().take_while(|byte| **byte == b'.').count();
    let end = start + letters - dots;
    let is_whole = match alphabet {
        Alphabet::Upper => end - start == least && !is_word(at(text, end)),
        Alphabet::Hex => !is_word(at(text, end)),
        Alphabet::Uuid => is_uuid(key) && !is_word(at(text, end)),
        _ => true,
    };
    // `ghp_xxxxxxxx`.
    let is_mask = key.iter().skip(1).all(|byte| *byte == key[0]);
    (end - start >= least && is_whole && !is_mask).then_some(end)
}

/// Whether digits and dashes stand where RFC 9562 has them.
fn is_uuid(key: &[u8]) -> bool {
    const LENGTH: usize = 36;
    let is_dash = |place: usize| matches!(place, 8 | 13 | 18 | 23);
    key.len() == LENGTH && (0..LENGTH).all(|place| (key[place] == b'-') == is_dash(place))
}
