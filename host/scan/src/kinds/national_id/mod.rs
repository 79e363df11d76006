//! Numbers of identity, tax, health and insurance that states give out.
//!
//! Each state's id has a check of its own (`western`, `central`, `southern`, `northern`, `americas`, `others`) and is
//! listed in `format` with the writings that need no word: those with letters and a check character, or with separators
//! in places of their own and a check. Everything else needs a word before it (`label`), or a member whose name tells it,
//! and then may have single blanks, dots, dashes and slashes anywhere. A label such as `tax id` tells the ids of all
//! states.

mod americas;
mod central;
mod format;
mod letters;
mod northern;
mod others;
mod southern;
mod western;

use crate::kinds::label::{self, Labels};
use crate::text::bits::places;
use crate::text::bytes::{at, back, before, is_digit, is_word, touches_word, word_end};
use crate::text::steps::step;
use format::{FORMATS, Format};
use letters::{Id, LONGEST};

/// Of the shortest id.
const SHORTEST: usize = 8;
/// Bit n of element m is set if the format n has m letters and digits.
const BY_LENGTH: [u64; LONGEST + 1] = {
    let (mut formats, mut index) = ([0; LONGEST + 1], 0);
    while index < FORMATS.len() {
        let (lengths, mut place) = (FORMATS[index].lengths, 0);
        while place < lengths.len() {
            formats[lengths[place]] |= 1 << index;
            place += 1;
        }
        index += 1;
    }
    formats
};

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut place = 0;
    while place < text.len() {
        step();
        let is_start = is_word(text[place]) && !touches_word(text, place);
        let end = if is_start {
            alone(text, place).or_else(|| told(text, place)).or_else(|| near(text, place))
        } else {
            None
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

/// The end of the id that begins at `start` and needs no word.
pub(crate) fn alone(text: &[u8], start: usize) -> Option<usize> {
    if is_joined(text, start) {
        return None;
    }
    FORMATS.iter().find_map(|format| {
        let writing = format.alone.iter().find(|writing| is_written(text, start, writing))?;
        let end = start + writing.len();
        let mut id = Id::default();
        text[start..end].iter().filter(|byte| is_word(**byte)).for_each(|byte| id.push(*byte));
        (stands_alone(text, end) && (format.is_valid)(id.letters(id.count))).then_some(end)
    })
}

/// Whether the word at `start` is a part of a longer one.
fn is_joined(text: &[u8], start: usize) -> bool {
    matches!(before(text, start), b'-' | b'.' | b'_') && is_word(back(text, start, 2))
}

fn is_written(text: &[u8], start: usize, writing: &[u8]) -> bool {
    writing.iter().enumerate().all(|(offset, wanted)| {
        let byte = at(text, start + offset);
        match wanted {
            b'9' => is_digit(byte),
            b'A' => byte.is_ascii_uppercase(),
            b'*' => is_digit(byte) || byte.is_ascii_uppercase(),
            b'~' => matches!(byte, b'-' | b'+' | b'A'..=b'F' | b'U'..=b'Y'),
            other => byte == *other,
        }
    })
}

fn stands_alone(text: &[u8], end: usize) -> bool {
    let (right, further) = (at(text, end), at(text, end + 1));
    // A path may go on after it, a number may not.
    let goes_on = matches!(right, b'-' | b'.' | b'_') && is_word(further) || right == b'/' && is_digit(further);
    !is_word(right) && !goes_on
}

/// The end of the id that begins at `start`, where a word tells whose it is.
fn told(text: &[u8], start: usize) -> Option<usize> {
    let told = label::of_value(text, start);
    if !told.labels.has(Labels::ANY_ID) || is_word_before(text, start) {
        return None;
    }
    let id = Id::read(text, start);
    // A number of one state may begin with one of another: `12387574 9 ZZ8`.
    formats(told.labels).filter_map(|format| end_of(text, &id, format).filter(|end| told.admits(*end))).max()
}

/// The end of the id that begins at `start`, where a word of its sentence tells whose it is.
pub(crate) fn near(text: &[u8], start: usize) -> Option<usize> {
    const LEAST_DIGITS: usize = 5;
    if start == 0 || is_joined(text, start) {
        return None;
    }
    let id = Id::read(text, start);
    let is_short =
        id.count < SHORTEST || id.letters(id.count).iter().filter(|byte| is_digit(**byte)).count() < LEAST_DIGITS;
    if is_short {
        return None;
    }
    let mut wanted = Labels::NONE;
    for (length, formats) in BY_LENGTH.iter().enumerate().take(id.count + 1).skip(SHORTEST) {
        if stands_alone(text, id.ends[length]) {
            let formats = places(*formats).map(|index| &FORMATS[index]);
            let valid = formats.filter(|format| (format.is_valid)(id.letters(length)));
            wanted = valid.fold(wanted, |wanted, format| wanted.with(Labels::of(format.told)));
        }
    }
    if wanted == Labels::NONE || is_word_before(text, start) {
        return None;
    }
    // What nearly every tenth number could be needs its word in the same part of the sentence.
    let marks: &[u8] = if wanted.has(Labels::CERTAIN_ID) { b";" } else { b";," };
    let told = label::near(text, start, wanted, marks);
    if told == Labels::NONE { None } else { formats(told).filter_map(|format| end_of(text, &id, format)).max() }
}

/// The end of the letters and digits that are an id of this format.
fn end_of(text: &[u8], id: &Id, format: &Format) -> Option<usize> {
    format.lengths.iter().find_map(|length| {
        let end = *id.ends.get(*length)?;
        let is_one = *length <= id.count && stands_alone(text, end) && (format.is_valid)(id.letters(*length));
        is_one.then_some(end)
    })
}

/// Whether a word of a sentence begins at `start`, and a number may stand behind it: `with 44 100698 N 515`.
fn is_word_before(text: &[u8], start: usize) -> bool {
    let end = word_end(text, start);
    at(text, end) == b' ' && end - start > 2 && text[start..end].iter().all(u8::is_ascii_lowercase)
}

/// Whether the whole value of a member is an id that its name tells.
pub(crate) fn is_value(value: &[u8], told: Labels) -> bool {
    let id = Id::read(value, 0);
    id.ends.get(id.count) == Some(&value.len())
        && formats(told).any(|format| format.lengths.contains(&id.count) && (format.is_valid)(id.letters(id.count)))
}

fn formats(told: Labels) -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(move |format| told.has(Labels::of(format.told)))
}
