//! Labels as the last words of a phrase, or of the name of a member.

use super::ends;
use crate::kinds::label::Labels;
use crate::kinds::secret::Name;
use crate::text::bytes::{back, before, is_word};
use crate::text::steps::steps;

const MOST_FILLERS: usize = 6;

/// What the name of a member tells of its value.
pub(crate) fn of_member(name: &str) -> Labels {
    if may_end(name.as_bytes(), name.len()) { of_phrase(&Name::of(name)) } else { Labels::NONE }
}

/// A quick look at the last bytes of a label.
#[inline]
pub(in crate::kinds::label) fn may_end(text: &[u8], end: usize) -> bool {
    let (last, first, third) = (before(text, end), back(text, end, 2), back(text, end, 3));
    if !is_letter(last) || is_word(third) && is_word(first) && last < 0x80 && !ends::has_like(third, first, last) {
        return false;
    }
    // `imei_1`, `IMEI 2`, `D.O.B.`
    let is_mark = |byte: u8| matches!(byte, b'_' | b'-' | b'.') || byte == b' ' && last.is_ascii_digit();
    let apart = usize::from(is_mark(back(text, end, 2)));
    let first = back(text, end, 2 + apart);
    // The small letters of half the Cyrillic and Greek capitals begin with the next byte.
    let is_capital = matches!(first, 0xd0 | 0xce) && matches!(last, 0xa0..=0xaf);
    let first = first + u8::from(is_capital);
    is_letter(first)
        && ends::any_like(back(text, end, 3 + apart), first, last, |one| may_be(one.word.as_bytes(), text, end - apart))
}

/// Whether the letters before the last two, which end at `end`, may be those of a word. A separator may stand before each.
fn may_be(word: &[u8], text: &[u8], end: usize) -> bool {
    const MOST: usize = 5;
    for distance in 3..=MOST {
        let byte = back(text, end, distance);
        if !byte.is_ascii_alphanumeric() {
            return true;
        }
        let Some(place) = word.len().checked_sub(distance) else {
            // The word is over: another begins before it only where the case changes, or digits touch letters.
            let (right, after_right) = (back(text, end, distance - 1), back(text, end, distance - 2));
            let camel = right.is_ascii_uppercase() && (byte.is_ascii_lowercase() || after_right.is_ascii_lowercase());
            return camel || byte.is_ascii_digit() != right.is_ascii_digit() || right >= 0x80;
        };
        if (byte ^ word[place]) & 0x1f != 0 {
            return false;
        }
    }
    true
}

fn is_letter(byte: u8) -> bool {
    is_word(byte) || byte >= 0x80
}

pub(in crate::kinds::label) fn of_phrase(phrase: &Name) -> Labels {
    told_before(phrase, phrase.letters().len(), MOST_FILLERS).0
}

/// Whether there is nothing in a phrase but words that may stand behind a label.
pub(in crate::kinds::label) fn are_fillers(phrase: &Name) -> bool {
    let mut end = phrase.letters().len();
    for _ in 0..MOST_FILLERS {
        let filler = longest_filler(phrase, end);
        end -= filler;
        if end == 0 || filler == 0 {
            break;
        }
    }
    end == 0
}

fn longest_filler(phrase: &Name, end: usize) -> usize {
    let letters = &phrase.letters()[..end];
    let [.., first, last] = *letters else { return 0 };
    let mut longest = 0;
    ends::any_like(back(letters, end, 3), first, last, |found| {
        let is_one = found.told == Labels::NONE && ends_in(phrase, end, found.word);
        longest = if is_one { longest.max(found.word.len()) } else { longest };
        false
    });
    longest
}

/// Whether a word ends at `end` of a phrase.
fn ends_in(phrase: &Name, end: usize, word: &str) -> bool {
    phrase.letters()[..end].ends_with(word.as_bytes())
        && (phrase.has_word_at(end - word.len()) || is_written_without_spaces(word))
}

/// What is told at `end` of a phrase, and where the words begin that tell it: of a label that ends in a filler, and a filler with a
/// label before it, the one that begins first.
fn told_before(phrase: &Name, end: usize, fillers: usize) -> (Labels, usize) {
    const NOTHING: (Labels, usize) = (Labels::NONE, usize::MAX);
    let letters = &phrase.letters()[..end];
    let [.., first, last] = *letters else { return NOTHING };
    let third = back(letters, end, 3);
    steps(1);
    let (mut label, mut filler) = (NOTHING, 0);
    ends::any_like(third, first, last, |found| {
        let start = end - found.word.len().min(end);
        if !ends_in(phrase, end, found.word) {
        } else if found.told == Labels::NONE {
            filler = filler.max(found.word.len());
        } else if start < label.1 {
            label = (found.told, start);
        } else if start == label.1 {
            label.0 = label.0.with(found.told);
        }
        false
    });
    let further = if filler > 0 && fillers > 0 { told_before(phrase, end - filler, fillers - 1) } else { NOTHING };
    if further.1 < label.1 { further } else { label }
}

/// Whether a word is of a script that has no spaces between words: Thai, Chinese, Japanese and Korean.
fn is_written_without_spaces(word: &str) -> bool {
    matches!(word.as_bytes(), [0xe0, 0xb8 | 0xb9, ..] | [0xe3..=0xff, ..])
}
