//! What stands after a name that tells a secret, and whether it is one.
//!
//! A value in quotes is one unless it says nothing (`"null"`, `"required"`, `"****"`, a placeholder, a name from the list).
//! A value without quotes must also look unlike a word of a sentence, a type, or code.

use super::codes::is_code;
use super::name::Name;
use super::names::{SecretNames, Told};
use super::placeholder;
use crate::text::bytes::{at, before, is_digit};
use crate::text::steps::{step, steps};

/// So much of a value decides whether it is one.
const HEAD: usize = 64;
const MOST_BLANKS: usize = 4;
const SHORTEST: usize = 3;
/// Digits alone, or letters and digits in code, are secrets from these lengths on.
const SHORTEST_NUMBER: usize = 4;
const SHORTEST_IN_CODE: usize = 6;
/// A plain word is a secret from this length on.
const SHORTEST_WORD: usize = 6;
const DIGITS: std::ops::RangeInclusive<usize> = 3..=14;

/// How a value stands after its name.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Separator {
    /// `name:value`, as in code.
    Colon,
    /// `name: value`, `name=value`, `name = value`, `--name value`.
    Assignment,
}

/// The value that begins at `start`, after blanks, with or without quotes.
pub(super) fn find(
    text: &[u8],
    start: usize,
    separator: Separator,
    told: Told,
    names: &SecretNames,
) -> Option<(usize, usize)> {
    let blanks = text[start..].iter().take(MOST_BLANKS).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let from = start + blanks;
    if let quote @ (b'"' | b'\'' | b'`') = at(text, from) {
        let head = quoted_end(text, from + 1, quote, HEAD);
        let is_secret = is_secret(&text[from + 1..head], told, names);
        return is_secret.then(|| (from + 1, quoted_end(text, head, quote, usize::MAX)));
    }
    let is_parameter = separator == Separator::Assignment && blanks == 0;
    let separator = if blanks > 0 { Separator::Assignment } else { separator };
    let head = bare_end(text, from, HEAD, is_parameter);
    // `secret: API_TOKEN="…"`.
    if before(text, head) == b'=' && matches!(at(text, head), b'"' | b'\'') && names.may_end(text, head - 1) {
        return None;
    }
    let said = &text[from..without_punctuation(text, from, head)];
    if !is_bare_secret(text, from, head, separator, told) || !is_secret(said, told, names) {
        return None;
    }
    let end = bare_end(text, head, usize::MAX, is_parameter);
    Some((from, without_punctuation(text, from, end)))
}

/// Whether a whole value is a secret, which the name tells.
pub(super) fn is_secret(value: &[u8], told: Told, names: &SecretNames) -> bool {
    let head = &value[..value.len().min(HEAD)];
    let is_name = || {
        std::str::from_utf8(head).is_ok_and(|text| {
            text.chars().all(|one| one.is_alphabetic() || " _-".contains(one))
                && names.told_by(&Name::of(text)).is_some()
        })
    };
    let fits = told != Told::Digits || head.iter().any(|byte| is_digit(*byte));
    !head.is_empty() && fits && !placeholder::says_nothing(head) && !is_name()
}

fn is_bare_secret(text: &[u8], start: usize, head: usize, separator: Separator, told: Told) -> bool {
    let value = &text[start..without_punctuation(text, start, head)];
    let starts_well = value.first().is_some_and(|byte| {
        byte.is_ascii_alphanumeric()
            || *byte >= 0x80
            || matches!(byte, b'!' | b'#' | b'+' | b'/' | b'^' | b'_' | b'~' | b'@' | b'.')
    }) || is_hash(value);
    let digits = value.iter().filter(|byte| is_digit(**byte)).count();
    if !starts_well
        || value.len() < SHORTEST
        || told == Told::Digits && !(DIGITS.contains(&value.len()) && is_code(value))
    {
        return false;
    }
    if told == Told::Digits {
        return true;
    }
    let letters = value.iter().filter(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80).count();
    if letters == value.len() {
        // `password: Option<String>`.
        if at(text, head) == b'<' && at(text, head + 1) != b'/' {
            return false;
        }
        let ends =
            matches!(at(text, head), 0 | b'\n' | b'\r' | b'"' | b'\'' | b'\\' | b'<') || head > start + value.len();
        let is_placeholder = value.iter().all(u8::is_ascii_uppercase);
        let ends = ends || looks_random(value);
        return separator == Separator::Assignment && letters >= SHORTEST_WORD && ends && !is_placeholder;
    }
    // `this.form.value`, `getToken()`, `12:5`.
    let is_code = value.contains(&b'(')
        || digits == 0 && value.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'_' | b'['));
    let is_place = letters == 0 && value.contains(&b':');
    let shortest = match separator {
        Separator::Colon => SHORTEST_IN_CODE,
        Separator::Assignment if digits == value.len() => SHORTEST_NUMBER,
        Separator::Assignment => SHORTEST,
    };
    let is_number = separator == Separator::Colon && letters == 0;
    !is_code && !is_place && !is_number && value.len() >= shortest
}

/// `$2b$12$…`, `$argon2id$…`: a hash with its method.
fn is_hash(value: &[u8]) -> bool {
    const SHORTEST: usize = 20;
    const LONGEST_METHOD: usize = 10;
    let method = value.iter().skip(1).take(LONGEST_METHOD).position(|byte| *byte == b'$');
    value.first() == Some(&b'$') && value.len() >= SHORTEST && method.is_some_and(|length| length > 0)
}

/// Whether nobody would write a value like that for a word or a name: it is long, or has digits, marks or capitals inside.
pub(crate) fn is_unlike_words(value: &[u8]) -> bool {
    const LONG: usize = 20;
    let is_word = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'.' | b'-' | b'_' | b'/' | b':');
    let digits = value.iter().filter(|byte| is_digit(**byte)).count();
    let has_others = value.iter().any(|byte| !is_word(byte) && !is_digit(*byte));
    value.len() >= SHORTEST_IN_CODE
        && (digits > 0 || has_others || looks_random(value) || value.len() >= LONG && !value.contains(&b' '))
}

/// The same, and not what is said of one: `min. 8 characters`.
pub(super) fn is_one_word(value: &[u8]) -> bool {
    is_unlike_words(value) && !value.contains(&b' ')
}

/// The same, with letters and digits.
pub(super) fn is_mixed(value: &[u8]) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0x80;
    value.iter().any(u8::is_ascii_digit) && value.iter().any(is_letter) && is_one_word(value)
}

/// Upper and lower case as nobody writes words: `KtYWZamqTPPn`.
pub(super) fn looks_random(letters: &[u8]) -> bool {
    const LEAST: usize = 2;
    let pairs = |is_pair: fn(&[u8]) -> bool| letters.windows(2).filter(|pair| is_pair(pair)).count();
    let ups = pairs(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let capitals = pairs(|pair| pair[0].is_ascii_uppercase() && pair[1].is_ascii_uppercase());
    ups >= LEAST && capitals >= LEAST
}

/// Where the quote that closes what began before `start` stands, or the end of the line; at most `limit` bytes on.
pub(super) fn quoted_end(text: &[u8], start: usize, quote: u8, limit: usize) -> usize {
    let mut end = start;
    while end < text.len() && end - start < limit && text[end] != quote && text[end] != b'\n' {
        step();
        end += if text[end] == b'\\' { 2 } else { 1 };
    }
    end.min(text.len())
}

/// Where blanks, quotes and brackets end what began before `start`, or another name begins; at most `limit` bytes on. After a
/// `=` without blanks, as in cookies and forms, `;` and `&` end it too.
fn bare_end(text: &[u8], start: usize, limit: usize, is_parameter: bool) -> usize {
    let mut end = start;
    while end < text.len() && end - start < limit {
        step();
        match text[end] {
            0..=b' ' | 0x7f | b'"' | b'\'' | b'`' | b'<' | b'>' | b'\\' => break,
            b';' | b'&' if is_parameter => break,
            b',' | b';' | b'&' if another_name(text, end + 1) => break,
            _ => end += 1,
        }
    }
    end
}

/// `name=` or `name:` at `start`.
fn another_name(text: &[u8], start: usize) -> bool {
    let name = text[start..]
        .iter()
        .take(HEAD)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    let length = name.count();
    steps(length);
    length > 0 && matches!(at(text, start + length), b'=' | b':')
}

/// The end without the punctuation of the sentence or list around it.
fn without_punctuation(text: &[u8], start: usize, end: usize) -> usize {
    let trimmed = text[start..end]
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b',' | b';' | b':' | b')' | b'}' | b']' | b'[' | b'.' | b'?'));
    end - trimmed.count()
}
