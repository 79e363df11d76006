//! Vehicle identification numbers (ISO 3779, 49 CFR 565, <https://www.ecfr.gov/current/title-49/part-565>): 17 letters
//! and digits without I, O and Q.
//!
//! Without a word it must have letters and digits, four digits at the end, a model year, and the check digit that North
//! America demands; then one in 300,000 of such words would match by chance. After a word that tells it (`VIN`,
//! `chassis`), and in a member whose name does, a number of any other part of the world matches too, in either case.

use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, back, before, is_digit, is_word, touches_word};
use crate::text::steps::step;

pub(crate) const LENGTH: usize = 17;
const WEIGHTS: [u32; LENGTH] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/// Digits that an untested number has at least.
const LEAST_DIGITS: usize = 4;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut place = 0;
    while place < text.len() {
        step();
        let is_start = is_word(text[place]) && !touches_word(text, place);
        let end = match () {
            () if !is_start => None,
            () if is_one_at(text, place) => Some(place + LENGTH),
            () => grouped_end(text, place),
        };
        place = match end {
            Some(end) => {
                found(place, end);
                end
            }
            None => place + 1,
        };
    }
}

pub(crate) fn is_one_at(text: &[u8], start: usize) -> bool {
    let Some(word) = text.get(start..start + LENGTH) else { return false };
    if is_word(at(text, start + LENGTH)) || !word.iter().all(|byte| is_word(*byte)) {
        return false;
    }
    let joined = matches!(before(text, start), b'-' | b'_' | b'.') && is_word(back(text, start, 2))
        || matches!(at(text, start + LENGTH), b'-' | b'_' | b'.') && is_word(at(text, start + LENGTH + 1));
    !joined && is_certain(word) || is_value(word) && is_told(text, start, start + LENGTH)
}

/// The end of one in groups with a blank or dash between them, after a word: `WBA XG310 X0 L123456`.
fn grouped_end(text: &[u8], start: usize) -> Option<usize> {
    let (mut word, mut count, mut end) = ([0; LENGTH], 0, start);
    while count < LENGTH {
        let separated = usize::from(count > 0 && matches!(at(text, end), b' ' | b'-'));
        let byte = at(text, end + separated);
        if !is_word(byte) {
            return None;
        }
        word[count] = byte;
        (count, end) = (count + 1, end + separated + 1);
    }
    // Words in lower case are those of a sentence.
    let is_written = !word.iter().any(u8::is_ascii_lowercase);
    (is_written && is_value(&word) && !is_word(at(text, end)) && is_told(text, start, end)).then_some(end)
}

fn is_told(text: &[u8], start: usize, end: usize) -> bool {
    let told = label::of_value(text, start);
    told.labels.has(Labels::of(Told::Vehicle)) && told.admits(end)
}

fn is_certain(word: &[u8]) -> bool {
    let in_case = |is_one: fn(&u8) -> bool| word.iter().all(|byte| is_digit(*byte) || is_one(byte));
    (in_case(u8::is_ascii_uppercase) || in_case(u8::is_ascii_lowercase))
        && word[..11].iter().any(u8::is_ascii_alphabetic)
        && word[13..].iter().all(u8::is_ascii_digit)
        && word[0] != b'0'
        && !matches!(word[9], b'U' | b'Z' | b'0')
        && has_check_digit(word)
}

/// Whether a whole value could be one, with or without a check digit.
pub(crate) fn is_value(word: &[u8]) -> bool {
    word.len() == LENGTH
        && word.iter().all(|byte| value(*byte).is_some())
        && word.iter().filter(|byte| is_digit(**byte)).count() >= LEAST_DIGITS
}

fn has_check_digit(word: &[u8]) -> bool {
    let sum = word.iter().zip(WEIGHTS).try_fold(0, |sum, (byte, weight)| Some(sum + value(*byte)? * weight));
    sum.is_some_and(|sum| word[8] == if sum % 11 == 10 { b'X' } else { b'0' + (sum % 11) as u8 })
}

fn value(byte: u8) -> Option<u32> {
    Some(match byte.to_ascii_uppercase() {
        digit @ b'0'..=b'9' => u32::from(digit - b'0'),
        letter @ b'A'..=b'H' => u32::from(letter - b'A') + 1,
        letter @ b'J'..=b'N' => u32::from(letter - b'J') + 1,
        b'P' => 7,
        b'R' => 9,
        letter @ b'S'..=b'Z' => u32::from(letter - b'S') + 2,
        _ => return None,
    })
}
