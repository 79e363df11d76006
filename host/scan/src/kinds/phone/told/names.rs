//! Names of members and labels of several words that tell a telephone number, and those that tell another one.

use super::words::{OF_OTHERS, QUALIFIERS, has_noun_beyond_ascii, is_noun};
use crate::kinds::secret::Name;
use crate::member::list::PHONES;
use crate::text::bytes::{back, before, is_digit, is_word};

/// Of a word.
const LONGEST_WORD: usize = 32;

/// Whether a word before `number`, which begins at `start`, says that it is one of something else: `order number 2024-3926-1859`.
pub(super) fn is_of_another(text: &[u8], start: usize, number: &[u8]) -> bool {
    const NUMBERS: [&[u8]; 6] = [b"number", b"no", b"nr", b"num", b"nummer", b"numero"];
    if !NUMBERS.iter().any(|word| number.eq_ignore_ascii_case(word)) {
        return false;
    }
    let end = start
        - (1..=2).take_while(|distance| matches!(back(text, start, *distance), b' ' | b'_' | b'-' | b'.')).count();
    let word = &text[word_start(text, end)..end];
    OF_OTHERS.iter().any(|other| word.eq_ignore_ascii_case(other.as_bytes()))
}

/// Whether the last words before `end` are a noun and what says whose number it is: `Telefon privat`, `telefon_komorkowy`.
pub(super) fn is_qualified(text: &[u8], end: usize) -> bool {
    const MOST: usize = 2;
    let mut place = end;
    for _ in 0..MOST {
        let start = word_start(text, place);
        let word = &text[start..place];
        if !QUALIFIERS.iter().any(|one| word.eq_ignore_ascii_case(one.as_bytes())) {
            return false;
        }
        place = start;
        while place > 0 && start - place < 2 && matches!(text[place - 1], b' ' | b'_' | b'-' | b'.' | b'(') {
            place -= 1;
        }
        let noun = &text[word_start(text, place)..place];
        if place < start && (is_noun(noun) || has_noun_beyond_ascii(noun)) {
            return true;
        }
    }
    false
}

/// Whether a noun ends at `end`: `mobile-98765 43210`.
pub(crate) fn is_noun_before(text: &[u8], end: usize) -> bool {
    let word = &text[word_start(text, end)..end];
    is_noun(word) || has_noun_beyond_ascii(word)
}

/// Whether the name that ends at `end`, which may have spaces, is one of a member that holds a telephone number, or a word that
/// tells one with `number` after it.
pub(super) fn is_name(text: &[u8], end: usize) -> bool {
    const SUFFIXES: [&[u8]; 4] = [b"number", b"nummer", b"no", b"nr"];
    let (first, last) = (back(text, end, 2), before(text, end));
    let is_plain = || text[word_start(text, end)..end].is_ascii();
    if last < 0x80 && first < 0x80 && is_plain() && NAME_ENDS[usize::from(first & 0x1f)] >> (last & 0x1f) & 1 == 0 {
        return false;
    }
    let name = Name::label_before(text, end);
    let letters = name.letters();
    let ends_in = |word: &[u8]| letters.ends_with(word) && name.has_word_at(letters.len() - word.len());
    let number = SUFFIXES.iter().find(|suffix| ends_in(suffix));
    PHONES.iter().any(|phone| ends_in(phone.as_bytes()))
        || has_noun_beyond_ascii(&text[name.start..end])
        || number.is_some_and(|number| {
            let rest = &letters[..letters.len() - number.len()];
            let word = (0..rest.len()).rev().find(|place| name.has_word_at(*place)).unwrap_or(0);
            is_noun(&rest[word..])
        })
}

/// Bit n of element m is set if such a name ends in two bytes whose low five bits are m and n.
const NAME_ENDS: [u32; 32] = {
    // Of names with letters beyond ASCII.
    const OTHERS: &[&str] =
        &["numurs", "numeris", "dong", "thoai", "stevilka", "telefonu", "numarasi", "nomeri", "telefona", "broj"];
    let (mut ends, mut index) = ([0; 32], 0);
    while index < PHONES.len() + OTHERS.len() {
        let name = if index < PHONES.len() { PHONES[index] } else { OTHERS[index - PHONES.len()] }.as_bytes();
        ends[(name[name.len() - 2] & 0x1f) as usize] |= 1 << (name[name.len() - 1] & 0x1f);
        index += 1;
    }
    ends
};

/// `phone` of `phone1`.
pub(super) fn without_digits(word: &[u8]) -> &[u8] {
    let digits = word.iter().rev().take_while(|byte| is_digit(**byte)).count();
    &word[..word.len() - digits]
}

pub(super) fn word_start(text: &[u8], end: usize) -> usize {
    let letters = (1..=LONGEST_WORD).take_while(|distance| {
        let byte = back(text, end, *distance);
        is_word(byte) || byte >= 0x80
    });
    end - letters.count()
}

pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}
