//! MAC addresses (IEEE 802, EUI-48 and EUI-64): six or eight pairs of hexadecimal digits with `:` or `-` between them, or
//! three or four groups of four with dots.
//!
//! Also without separators after a word that tells them (`label`), three groups of four with `-`, six pairs in capitals with blanks, and two groups of six with `-` after a word that tells
//! them (`label`).
//!
//! It touches no letter, digit or further separator. Not matched: zeros and ones alone (`00:00:00:00:00:00` is nobody's,
//! `ff:ff:ff:ff:ff:ff` everybody's), groups of four without a digit or without a letter (`1234.5678.9012`), and bytes
//! that a program prints, of which there are more.

use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, back, before, is_digit, touches_word, word_end};
use crate::text::steps::{step, steps};

/// Pairs of EUI-48 and EUI-64, and their groups of four.
const PAIRS: [usize; 2] = [8, 6];
const GROUPS: [usize; 2] = [4, 3];
const HALVES: [usize; 1] = [2];

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut all = |separators: &mut dyn Iterator<Item = usize>| {
        let mut floor = 0;
        for separator in separators {
            step();
            if separator < floor {
                continue;
            }
            if let Some((start, end)) = address_at(text, separator) {
                found(start, end);
                floor = end;
            }
        }
    };
    all(&mut memchr::memchr3_iter(b':', b'-', b'.', text));
    all(&mut memchr::memchr_iter(b' ', text));
    label::each_told(text, Labels::of(Told::Mac), |start, told| {
        if let Some(end) = plain_end(text, start)
            && told.admits(end)
        {
            found(start, end);
        }
    });
}

/// The end of an address without separators that begins at `start`: after a word, `001a2b3c4d5e`.
fn plain_end(text: &[u8], start: usize) -> Option<usize> {
    const LENGTHS: [usize; 2] = [12, 16];
    let end = word_end(text, start);
    let address = &text[start..end];
    // Where the digit may stand that the prefilter looks for.
    let has_digit = address.iter().take(6).any(|byte| is_digit(*byte));
    let is_one = LENGTHS.contains(&address.len()) && address.iter().all(u8::is_ascii_hexdigit);
    (is_one && has_digit && is_somebodys(address, 2)).then_some(end)
}

/// The address whose first separator this is.
pub(crate) fn address_at(text: &[u8], separator: usize) -> Option<(usize, usize)> {
    match text[separator] {
        b'.' => written_at(text, separator, 4, &GROUPS),
        b'-' => written_at(text, separator, 2, &PAIRS)
            .or_else(|| written_at(text, separator, 4, &GROUPS[1..]))
            .or_else(|| written_at(text, separator, 6, &HALVES).filter(|(start, _)| is_told(text, *start))),
        b' ' => written_at(text, separator, 2, &PAIRS[1..]).filter(|(start, end)| {
            let address = &text[*start..*end];
            // Words of a sentence have no digits, and bytes that a program prints are rarely six.
            is_told(text, *start)
                || !address.iter().any(u8::is_ascii_lowercase)
                    && address.iter().any(u8::is_ascii_uppercase)
                    && address.iter().any(u8::is_ascii_digit)
        }),
        _ => written_at(text, separator, 2, &PAIRS),
    }
}

fn is_told(text: &[u8], start: usize) -> bool {
    label::before_value(text, start).has(Labels::of(Told::Mac))
}

/// The address of which the first `width` digits end at `separator`, in one of some numbers of groups.
fn written_at(text: &[u8], separator: usize, width: usize, counts: &[usize]) -> Option<(usize, usize)> {
    let start = separator.checked_sub(width)?;
    let mark = text[separator];
    // A `:` stands also between the address and what it is called.
    let goes_on = |byte: u8, next: u8| byte == mark && next.is_ascii_hexdigit();
    // Words stand before and behind a blank, too.
    let is_pair = |second: u8, third: u8| mark != b' ' || second.is_ascii_hexdigit() && !third.is_ascii_alphanumeric();
    let is_part =
        goes_on(before(text, start), back(text, start, 2)) && is_pair(back(text, start, 3), back(text, start, 4));
    if touches_word(text, start) || is_part && mark != b':' {
        return None;
    }
    let length = |count: usize| count * (width + 1) - 1;
    let is_whole = |count: &usize| {
        let end = start + length(*count);
        is_written(text, start, *count, width, mark)
            && !at(text, end).is_ascii_alphanumeric()
            && !(goes_on(at(text, end), at(text, end + 1)) && is_pair(at(text, end + 2), at(text, end + 3)))
            // `0004.f2e5.4fb1.cfg`.
            || width == 4 && is_written(text, start, *count, width, mark) && is_suffix(text, end)
    };
    let end = start + length(*counts.iter().find(|count| is_whole(count))?);
    let follows_pair = mark == b':' && before(text, start) == b':' && back(text, start, 2).is_ascii_hexdigit();
    let follows_pair =
        follows_pair && back(text, start, 3).is_ascii_hexdigit() && !back(text, start, 4).is_ascii_alphanumeric();
    (!follows_pair && is_somebodys(&text[start..end], width)).then_some((start, end))
}

/// Whether the suffix of a file, which no group of digits is, begins with the dot at `place`.
fn is_suffix(text: &[u8], place: usize) -> bool {
    let suffix = text[place..].iter().skip(1).take(5).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_digits = text[place + 1..place + 1 + suffix].iter().all(u8::is_ascii_hexdigit);
    let ends = !at(text, place + 1 + suffix).is_ascii_alphanumeric();
    at(text, place) == b'.' && (2..=4).contains(&suffix) && !is_digits && ends
}

/// Whether the whole value of a member is one, which then needs no separators.
pub(crate) fn is_value(value: &[u8]) -> bool {
    const LENGTHS: [usize; 2] = [12, 16];
    let is_plain = LENGTHS.contains(&value.len()) && value.iter().all(u8::is_ascii_hexdigit);
    let whole = value.iter().position(|byte| !byte.is_ascii_hexdigit()).and_then(|place| address_at(value, place));
    is_plain && is_somebodys(value, 2) || whole == Some((0, value.len()))
}

fn is_written(text: &[u8], start: usize, count: usize, width: usize, mark: u8) -> bool {
    (0..count * (width + 1) - 1).all(|offset| {
        steps(1);
        let byte = at(text, start + offset);
        if offset % (width + 1) == width { byte == mark } else { byte.is_ascii_hexdigit() }
    })
}

fn is_somebodys(address: &[u8], width: usize) -> bool {
    let mut digits = address.iter().filter(|byte| byte.is_ascii_hexdigit());
    let is_one = |one: u8| address.iter().all(|byte| !byte.is_ascii_hexdigit() || byte.eq_ignore_ascii_case(&one));
    let mut is_mixed = || digits.clone().any(|byte| is_digit(*byte)) && digits.any(|byte| !is_digit(*byte));
    !is_one(b'0') && !is_one(b'f') && (width != 4 || is_mixed())
}
