//! What is said behind a label, and whether it looks like a secret.

use super::known::is_known;
use super::label::{Label, Link};
use crate::kinds::secret::codes::is_code;
use crate::kinds::secret::names::Told;
use crate::kinds::secret::placeholder::is_word_of_a_sentence;
use crate::kinds::secret::value::{is_unlike_words, looks_random, quoted_end};
use crate::text::bytes::{at, before, is_digit, is_word};
use crate::text::steps::steps;

/// Longer words are looked at no further.
const LONGEST: usize = 256;
const LONGEST_IN_QUOTES: usize = 1024;
const SHORTEST: usize = 6;
const SHORTEST_TOKEN: usize = 16;
const SHORTEST_IN_QUOTES: usize = 4;
/// The text in quotes that begins at `open`.
pub(super) fn in_quotes(text: &[u8], open: usize) -> Option<(usize, usize)> {
    let open = open + usize::from(matches!((at(text, open), at(text, open + 1)), (b'N' | b'E', b'\'')));
    let quote = at(text, open);
    if !matches!(quote, b'"' | b'\'' | b'`') {
        return None;
    }
    let end = quoted_end(text, open + 1, quote, LONGEST_IN_QUOTES);
    (at(text, end) == quote && end > open + 1).then_some((open + 1, end))
}

/// Whether something that no plain word has is in the one at `start`: a quick look.
pub(super) fn may_begin(text: &[u8], start: usize) -> bool {
    const NEAR: usize = 24;
    let rest = &text[start.min(text.len())..];
    if let Some(b'"' | b'\'' | b'`' | b'[' | b'A'..=b'Z') = rest.first() {
        return true;
    }
    let is_plain = |byte: &&u8| byte.is_ascii_lowercase() || matches!(byte, b',' | b'.' | b';' | b':' | b')');
    let other = rest.iter().take(NEAR).find(|byte| !is_plain(byte));
    other.map_or(rest.len() > NEAR, |byte| *byte > b' ')
}

/// Whether a text in quotes belongs to the label, and is not just near it.
pub(super) fn fits_quotes(value: &[u8], label: &Label) -> bool {
    if label.told == Told::Digits {
        return is_code(value);
    }
    let is_short = value.len() < SHORTEST_IN_QUOTES;
    match label.link {
        Link::Statement => !is_short,
        _ if is_written(value) => label.is_password || label.link == Link::Verb || value.len() >= SHORTEST_TOKEN,
        _ => {
            label.is_password
                && (is_phrase(value) || value.len() >= SHORTEST && !value.contains(&b' ') && !value.is_ascii())
        }
    }
}

/// A word with letters and digits, with marks inside, or with capitals as no word has them.
pub(super) fn is_written(value: &[u8]) -> bool {
    if value.len() < SHORTEST {
        return false;
    }
    let digits = value.iter().filter(|byte| is_digit(**byte)).count();
    let letters = value.iter().filter(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80).count();
    let has_marks = value[1..]
        .iter()
        .any(|byte| matches!(byte, b'#' | b'$' | b'%' | b'&' | b'*' | b'!' | b'^' | b'+' | b'=' | b'~' | b'@' | b'?'));
    let is_mixed = letters > 0 && (digits > 0 || has_marks) || looks_random(value);
    value.len() >= SHORTEST && is_mixed && is_unlike_words(value) && !value.contains(&b' ') && !is_known(value)
}

/// Four words or more that no sentence has: `correct horse battery staple`.
pub(in crate::kinds::secret) fn is_phrase(value: &[u8]) -> bool {
    const LEAST: usize = 4;
    let is_part = |word: &[u8]| {
        !word.is_empty() && word.iter().all(|byte| is_word(*byte) || *byte >= 0x80) && !is_word_of_a_sentence(word)
    };
    value.split(|byte| *byte == b' ').count() >= LEAST && value.split(|byte| *byte == b' ').all(is_part)
}

/// The word at `start`, which looks like no word of a sentence.
pub(super) fn word(text: &[u8], start: usize, label: &Label) -> Option<(usize, usize)> {
    let end = word_end(text, start);
    let value = &text[start..end];
    let shortest = match (label.is_password, label.link) {
        (true, _) => SHORTEST,
        (false, Link::None) => SHORTEST_TOKEN,
        (false, _) => SHORTEST + 2,
    };
    let is_one = label.link != Link::Statement && value.len() >= shortest && starts_well(value) && is_written(value);
    // So much of a longer one decides.
    let whole = || if end - start > LONGEST / 2 { end_within(text, start, usize::MAX) } else { end };
    is_one.then(|| (start, list_end(text, start, whole())))
}

fn starts_well(value: &[u8]) -> bool {
    value.first().is_some_and(|first| {
        is_word(*first)
            || *first >= 0x80
            || matches!(first, b'!' | b'#' | b'@' | b'$' | b'+' | b'*' | b'&' | b'^' | b'_' | b'~')
    })
}

/// The end of the word at `start` without the punctuation of the sentence.
pub(super) fn word_end(text: &[u8], start: usize) -> usize {
    end_within(text, start, LONGEST)
}

fn end_within(text: &[u8], start: usize, longest: usize) -> usize {
    // Behind letters of ASCII, those of a script without blanks go on with the sentence.
    let is_ascii = at(text, start) < 0x80;
    let is_part = |byte: &&u8| match **byte {
        0..=b' ' | b'"' | b'\'' | b'`' | b'<' | b'>' | b'\\' | 0x7f => false,
        byte => !(is_ascii && matches!(byte, 0xe2..=0xef)),
    };
    let length = text[start.min(text.len())..].iter().take(longest).take_while(is_part).count();
    steps(length);
    let word = &text[start..start + length];
    let is_mark = |byte: &&u8| matches!(byte, b',' | b'.' | b';' | b':' | b'?' | b')' | b']' | b'}' | b'[');
    let end = start + length - word.iter().rev().take_while(is_mark).count();
    // `。` and its kin end a sentence too.
    let wide =
        ["。", "，", "、", "！"].iter().find_map(|mark| memchr::memmem::find(&text[start..end], mark.as_bytes()));
    wide.map_or(end, |place| start + place)
}

/// The end of a list of codes that are as long as the first one: `1234-5678, 8765-4321`.
pub(super) fn list_end(text: &[u8], start: usize, first: usize) -> usize {
    const MOST: usize = 16;
    let (length, mut end) = (first - start, first);
    if length < SHORTEST {
        return first;
    }
    for _ in 0..MOST {
        let next = end + usize::from(at(text, end) == b',') + 1;
        let is_one = matches!(before(text, next), b' ' | b',') && word_end(text, next) == next + length;
        if !is_one || !is_code(&text[next..next + length]) && !is_written(&text[next..next + length]) {
            break;
        }
        end = next + length;
    }
    end
}
