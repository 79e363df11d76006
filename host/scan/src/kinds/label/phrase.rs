//! Labels as the last words of a phrase, or of the name of a member.

use super::ends;
use super::told::Labels;
use crate::kinds::secret::Name;
use crate::text::bytes::{back, before, is_word};
use crate::text::steps::steps;

const MOST_FILLERS: usize = 2;

/// What the name of a member tells of its value.
pub(crate) fn of_member(name: &str) -> Labels {
    if may_end(name.as_bytes(), name.len()) { of_phrase(&Name::of(name)) } else { Labels::NONE }
}

/// A quick look at the last three bytes of a label.
#[inline]
pub(super) fn may_end(text: &[u8], end: usize) -> bool {
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

pub(super) fn of_phrase(phrase: &Name) -> Labels {
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

/// Whether a word is of a script that has no spaces between words: Thai, Chinese, Japanese and Korean.
fn is_written_without_spaces(word: &str) -> bool {
    matches!(word.as_bytes(), [0xe0, 0xb8 | 0xb9, ..] | [0xe3..=0xff, ..])
}
