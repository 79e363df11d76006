//! Whether a word before a telephone number tells what it is.
//!
//! A *noun* right before a number, or up to 32 bytes before it with nothing but words between, tells any plausible number. So
//! does the name of a member, parameter or assignment that ends like one of `PHONES`, and a word in the element before.
//! A *verb* such as "call" does so only where the number is written in groups: a call also has an id.

use super::words::{QUALIFIERS, has_noun_beyond_ascii, is_noun, is_verb, words};
use crate::kinds::label;
use crate::kinds::secret::Name;
use crate::member::list::PHONES;
use crate::text::bytes::{at, back, before, follows, is_digit, is_word};
use crate::text::steps::steps;

/// How far before a number a word may stand.
const NEAR: usize = 32;
const NEAR_BEYOND_ASCII: usize = 56;
/// Punctuation between a word and its number: `"phone":"`, `tel. (`.
const MOST_BETWEEN: usize = 8;
/// The same in bytes.
const LONGEST_BETWEEN: usize = 24;
/// Tags between a word and its number: `<td>phone</td><td>`.
const MOST_TAGS: usize = 3;
const LONGEST_TAG: usize = 48;

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Plain,
    InGroups,
}

/// Whether the number that begins at `start` follows a word that tells it.
pub(crate) fn is_told(text: &[u8], start: usize, written: Written) -> bool {
    is_told_by_words(text, start, written) || is_in_column(text, start)
}

/// Whether the number is the value of a name that any text has: `"text":"192.0.2"`.
pub(crate) fn is_any_text(text: &[u8], start: usize) -> bool {
    let end = without_punctuation(text, start);
    text[end..start].iter().any(|byte| !matches!(byte, b' ' | b'(')) && follows(text, end, b"text")
}

/// Whether the heading of a column tells what begins at `start`.
#[inline]
pub(crate) fn is_in_column(text: &[u8], start: usize) -> bool {
    label::is_headed(text, start, |end| is_noun_before(text, end) || is_name(text, end))
}

fn is_told_by_words(text: &[u8], start: usize, written: Written) -> bool {
    if before(text, start) == b'/' && follows(text, start, b"me/") && text[..start - 3].ends_with(b"wa.") {
        return true;
    }
    let mut end = without_punctuation(text, start);
    let mut is_apart = text[end..start].iter().any(|byte| !matches!(byte, b' ' | b'(' | b'.' | b'#' | b'+'));
    for _ in 0..MOST_TAGS {
        let Some((tag, is_noun)) = tag_before(text, end) else { break };
        if is_noun {
            return true;
        }
        end = without_punctuation(text, tag);
        is_apart = true;
    }
    if end == 0 || end == start && before(text, end) < 0x80 {
        return false;
    }
    // `phone2=`, `phone_2=`.
    let digits = (1..=2).take_while(|distance| is_digit(back(text, end, *distance))).count();
    end -= digits;
    end -= usize::from(digits > 0 && matches!(before(text, end), b'_' | b'-' | b' '));
    if !is_letter(before(text, end)) {
        return false;
    }
    let nearest = &text[word_start(text, end)..end];
    is_noun(nearest)
        || is_verb(nearest) && (written == Written::InGroups || has_trunk_prefix(text, start) && is_call(nearest))
        || (is_apart || is_verb(nearest)) && is_name(text, end)
        || nearest == b"value" && is_in_field(text, end)
        || is_apart
            && (is_qualified(text, end) || label::is_plain(text, end) && is_told_beside(text, end - nearest.len()))
        || !quotes(&text[end..start]) && is_near(text, start, written)
}

/// Whether the last words before `end` are a noun and what says whose number it is: `Telefon privat`, `telefon_komorkowy`.
fn is_qualified(text: &[u8], end: usize) -> bool {
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

/// Whether the member or attribute before the name that begins at `name` tells: `"label":"Telefon","value":"`.
fn is_told_beside(text: &[u8], name: usize) -> bool {
    let end = without_punctuation(text, name);
    let word = &text[word_start(text, end)..end];
    end < name
        && text[end..name].iter().any(|byte| matches!(byte, b'"' | b'\'' | b'=' | b':'))
        && (is_noun(word) || is_name(text, end))
}

/// Whether a noun ends at `end`: `mobile-98765 43210`.
pub(crate) fn is_noun_before(text: &[u8], end: usize) -> bool {
    let word = &text[word_start(text, end)..end];
    is_noun(word) || has_noun_beyond_ascii(word)
}

/// Whether a word in the parentheses behind the number that ends at `end` tells it: `98765 43210 (mobile)`.
pub(crate) fn is_told_behind(text: &[u8], end: usize) -> bool {
    at(text, end) == b' ' && tells_in_parentheses(text, end + 1)
}

/// Whether a word in the parentheses that open at `open` tells the number before them.
pub(crate) fn tells_in_parentheses(text: &[u8], open: usize) -> bool {
    const LONGEST: usize = 48;
    if at(text, open) != b'(' || !is_letter(at(text, open + 1)) {
        return false;
    }
    let label = &text[open + 1..text.len().min(open + LONGEST)];
    steps(label.len());
    let ends = |byte: &u8| is_digit(*byte) || matches!(byte, b'(' | b')' | b':' | b'=' | b'"' | b';' | b'\n');
    let length = label.iter().position(ends).filter(|length| label[*length] == b')').unwrap_or(0);
    let label = &label[..length];
    !label.is_empty() && (words(label).any(is_noun) || has_noun_beyond_ascii(label) || is_name(label, label.len()))
}

/// Whether the digits at `start` begin as numbers are dialled within a country, and ids are not.
fn has_trunk_prefix(text: &[u8], start: usize) -> bool {
    at(text, start) == b'0' && matches!(at(text, start + 1), b'1'..=b'9')
}

fn is_call(word: &[u8]) -> bool {
    const CALLS: [&[u8]; 7] = [b"call", b"calls", b"called", b"calling", b"caller", b"contact", b"reach"];
    CALLS.iter().any(|call| word.eq_ignore_ascii_case(call))
}

/// Whether another attribute of the tag that `end` lies in tells a number: `<input type="tel" value="…">`.
fn is_in_field(text: &[u8], end: usize) -> bool {
    const TAG: usize = 96;
    let window = &text[end.saturating_sub(TAG)..end];
    steps(window.len());
    let open = window.iter().rposition(|byte| matches!(byte, b'<' | b'>')).filter(|place| window[*place] == b'<');
    open.is_some_and(|open| {
        has_noun_beyond_ascii(&window[open..])
            || words(&window[open..]).any(|word| is_noun(word) || is_name(word, word.len()))
    })
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// Whether the number is a value of its own, which the words of a sentence do not tell.
fn quotes(between: &[u8]) -> bool {
    between.iter().any(|byte| matches!(byte, b'"' | b'\\' | b'>' | b'|' | b'\n'))
}

/// The end of what stands before blanks and punctuation before `end`. A row of blanks or dots counts once.
fn without_punctuation(text: &[u8], end: usize) -> usize {
    let (mut start, mut between) = (end, 0);
    while between < MOST_BETWEEN && end - start < LONGEST_BETWEEN {
        let byte = before(text, start);
        if byte < 0x80 && byte != b'>' && label::is_between(byte) || byte == b'\\' || is_arrow(text, start) {
            let is_row = matches!(byte, b' ' | b'.') && back(text, start, 2) == byte;
            (start, between) = (start - 1, between + usize::from(!is_row));
        } else if let Some(mark) = label::wide_mark(text, start) {
            (start, between) = (start - mark, between + 1);
        } else {
            break;
        }
    }
    start
}

/// `->`, `=>`.
fn is_arrow(text: &[u8], end: usize) -> bool {
    before(text, end) == b'>' && matches!(back(text, end, 2), b'-' | b'=')
}

/// `phone` of `phone1`.
fn without_digits(word: &[u8]) -> &[u8] {
    let digits = word.iter().rev().take_while(|byte| is_digit(**byte)).count();
    &word[..word.len() - digits]
}

/// The start of the tag that ends at `end`, and whether it opens an element whose name or attributes tell a number.
fn tag_before(text: &[u8], end: usize) -> Option<(usize, bool)> {
    if before(text, end) != b'>' {
        return None;
    }
    let least = end.saturating_sub(LONGEST_TAG);
    let tag = text[least..end - 1].iter().rposition(|byte| matches!(byte, b'<' | b'>'))?;
    steps(LONGEST_TAG);
    let name = &text[least + tag + 1..end - 1];
    let opens = text[least + tag] == b'<' && name.first() != Some(&b'/');
    let whole = name.split(|byte| *byte == b' ').next().unwrap_or_default();
    let own = whole.rsplit(|byte| *byte == b':').next().unwrap_or_default();
    let is_told = opens
        && (words(name).any(|word| is_noun(without_digits(word)))
            || has_noun_beyond_ascii(name)
            || is_name(own, own.len()));
    (text[least + tag] == b'<').then_some((least + tag, is_told))
}

/// Whether the name that ends at `end`, which may have spaces, is one of a member that holds a telephone number, or a word that
/// tells one with `number` after it.
fn is_name(text: &[u8], end: usize) -> bool {
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

/// Whether such a word stands up to [`NEAR`] bytes before `start`, with nothing but words between.
fn is_near(text: &[u8], start: usize, written: Written) -> bool {
    let window = &text[start.saturating_sub(NEAR)..start];
    // Letters beyond ASCII have two bytes and more.
    let window = if window.is_ascii() { window } else { &text[start.saturating_sub(NEAR_BEYOND_ASCII)..start] };
    steps(window.len());
    let breaks = |byte: &u8| {
        is_digit(*byte)
            || matches!(byte, b'\n' | b';' | b'|' | b'"' | b'\\' | b'/' | b'=' | b'{' | b'<' | b'@' | b'[' | b'&')
    };
    let clause = &window[window.iter().rposition(breaks).map_or(0, |place| place + 1)..];
    // The first may be cut off.
    let whole = if clause.len() == window.len() && start > window.len() { 1 } else { 0 };
    has_noun_beyond_ascii(clause)
        || words(clause).skip(whole).any(|word| is_noun(word) || is_verb(word) && written == Written::InGroups)
        || is_party(clause)
}

/// `call to`, `transferred from`: then digits alone are a number too.
fn is_party(clause: &[u8]) -> bool {
    const CALLS: [&[u8]; 9] =
        [b"call", b"calls", b"called", b"calling", b"transfer", b"transferred", b"forwarded", b"sms", b"hangup"];
    let mut words = words(clause).filter(|word| !word.is_empty()).rev();
    let is_one = |word: Option<&[u8]>, of: &[&[u8]]| {
        word.is_some_and(|word| of.iter().any(|one| word.eq_ignore_ascii_case(one)))
    };
    is_one(words.next(), &[b"to", b"from"]) && is_one(words.next(), &CALLS)
}

fn word_start(text: &[u8], end: usize) -> usize {
    let letters = (1..=NEAR).take_while(|distance| {
        let byte = back(text, end, *distance);
        is_word(byte) || byte >= 0x80
    });
    end - letters.count()
}
