//! Words without the marks on their letters, as names of members have them: `cartaoCidadao`, `foedselsnummer`.

use super::fillers::FILLERS;
use super::list::LABELS;
use crate::kinds::label::Labels;

/// Shorter words without their marks are others: `né`, `ne`.
const SHORTEST: usize = 5;
const LONGEST: usize = 64;
/// With a letter for each, and with two for those that have two: `geburtstag`, `fuer`.
const WAYS: usize = 2;
const WORDS: usize = LABELS.len() + FILLERS.len();

/// Of a word of the lists: without marks, how long it is so, and what it tells.
struct Word {
    letters: [u8; LONGEST],
    length: usize,
    told: Labels,
}

/// The word with this number, without marks; of length 0 where it has none, or others than those of Latin letters.
const fn word(number: usize) -> Word {
    let index = number / WAYS;
    let (word, told) = if index < LABELS.len() { LABELS[index] } else { (FILLERS[index - LABELS.len()], Labels::NONE) };
    let word = word.as_bytes();
    let (mut letters, mut length, mut place, mut marks) = ([0; LONGEST], 0, 0, 0);
    while place < word.len() {
        let first = word[place];
        if first < 0x80 {
            letters[length] = first;
            (length, place) = (length + 1, place + 1);
            continue;
        }
        let two = digraph(first, word[place + 1]);
        let is_two = number % WAYS == 1 && two[0] != 0;
        let plain = if is_two { two } else { without_mark(first, word[place + 1]) };
        if plain[0] == 0 || first >= 0xe0 {
            return Word { letters, length: 0, told };
        }
        letters[length] = plain[0];
        length += 1;
        if plain[1] != 0 {
            letters[length] = plain[1];
            length += 1;
        }
        // The second way counts only where it is another.
        marks += if number.is_multiple_of(WAYS) || is_two { 1 } else { 0 };
        place += 2;
    }
    Word { letters, length: if marks > 0 && length >= SHORTEST { length } else { 0 }, told }
}

/// The letter without the mark of a character of two bytes.
const fn without_mark(first: u8, second: u8) -> [u8; 2] {
    let code = ((first & 0x1f) as u32) << 6 | (second & 0x3f) as u32;
    match code {
        0xe0..=0xe5 | 0x101 | 0x103 | 0x105 => [b'a', 0],
        0xe6 => [b'a', b'e'],
        0xe7 | 0x107 | 0x10d => [b'c', 0],
        0x10f | 0x111 | 0xf0 => [b'd', 0],
        0xe8..=0xeb | 0x113 | 0x117 | 0x119 | 0x11b => [b'e', 0],
        0x11f | 0x123 => [b'g', 0],
        0xec..=0xef | 0x12b | 0x12f | 0x131 => [b'i', 0],
        0x137 => [b'k', 0],
        0x13a | 0x13c | 0x13e | 0x142 => [b'l', 0],
        0xf1 | 0x144 | 0x146 | 0x148 => [b'n', 0],
        0xf2..=0xf6 | 0xf8 | 0x14d | 0x151 | 0x1a1 => [b'o', 0],
        0x153 => [b'o', b'e'],
        0x155 | 0x159 => [b'r', 0],
        0x15b | 0x161 | 0x15f | 0x219 => [b's', 0],
        0xdf => [b's', b's'],
        0x163 | 0x165 | 0x21b => [b't', 0],
        0xf9..=0xfc | 0x16b | 0x16f | 0x171 | 0x173 | 0x1b0 => [b'u', 0],
        0xfd | 0xff => [b'y', 0],
        0x17a | 0x17c | 0x17e => [b'z', 0],
        _ => [0, 0],
    }
}

/// The two letters that stand for one of German and of the languages of the north.
const fn digraph(first: u8, second: u8) -> [u8; 2] {
    match (first, second) {
        (0xc3, 0xa4) => [b'a', b'e'],
        (0xc3, 0xb6 | 0xb8) => [b'o', b'e'],
        (0xc3, 0xbc) => [b'u', b'e'],
        (0xc3, 0xa5) => [b'a', b'a'],
        _ => [0, 0],
    }
}

/// Of how many words, and how many letters they have.
const SIZE: (usize, usize) = {
    let (mut words, mut letters, mut number) = (0, 0, 0);
    while number < WORDS * WAYS {
        let length = word(number).length;
        words += if length > 0 { 1 } else { 0 };
        letters += length;
        number += 1;
    }
    (words, letters)
};

const LETTERS: &[u8; SIZE.1] = &{
    let (mut letters, mut end, mut number) = ([0; SIZE.1], 0, 0);
    while number < WORDS * WAYS {
        let word = word(number);
        let mut place = 0;
        while place < word.length {
            letters[end] = word.letters[place];
            (end, place) = (end + 1, place + 1);
        }
        number += 1;
    }
    letters
};

/// All of them, and what they tell.
pub(super) static FOLDED: [(&str, Labels); SIZE.0] = {
    let (mut folded, mut count, mut end, mut number) = ([("", Labels::NONE); SIZE.0], 0, 0, 0);
    while number < WORDS * WAYS {
        let word = word(number);
        if word.length > 0 {
            let letters = LETTERS.split_at(end).1.split_at(word.length).0;
            folded[count] = match str::from_utf8(letters) {
                Ok(letters) => (letters, word.told),
                Err(_) => panic!("they are ASCII"),
            };
            (count, end) = (count + 1, end + word.length);
        }
        number += 1;
    }
    folded
};
