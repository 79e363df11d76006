//! Whether a word before a telephone number tells what it is.
//!
//! A *noun* right before a number, or up to 32 bytes before it with nothing but words between, tells any plausible number. So
//! does the name of a member, parameter or assignment that ends like one of `PHONES`, and a word in the element before.
//! A *verb* such as "call" does so only where the number is written in groups: a call also has an id.

mod names;
mod near;
mod words;

use crate::kinds::label;
use crate::text::bytes::{at, back, before, follows, is_digit};
use crate::text::steps::steps;
pub(crate) use names::is_noun_before;
use names::{is_letter, is_name, is_of_another, is_qualified, without_digits, word_start};
use near::is_near;
use words::{has_noun_beyond_ascii, is_noun, is_verb, words};

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
    label::is_headed(text, start, |end| {
        // `Tel.`
        let end = end - usize::from(before(text, end) == b'.');
        is_noun_before(text, end) || is_name(text, end)
    })
}

fn is_told_by_words(text: &[u8], start: usize, written: Written) -> bool {
    let is_link = match before(text, start) {
        b'/' => follows(text, start, b"me/") && text[..start - 3].ends_with(b"wa."),
        b':' => follows(text, start, b"sms:") || follows(text, start, b"smsto:"),
        _ => false,
    };
    if is_link {
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
    if is_of_another(text, end - nearest.len(), nearest) {
        return false;
    }
    is_noun(nearest)
        || is_verb(nearest) && (written == Written::InGroups || has_trunk_prefix(text, start) && is_call(nearest))
        || (is_apart || is_verb(nearest)) && is_name(text, end)
        || nearest == b"value" && is_in_field(text, end)
        || is_apart
            && (is_qualified(text, end)
                || label::is_plain(text, end)
                    && is_told_beside(text, end - nearest.len(), written == Written::InGroups))
        || !quotes(&text[end..start]) && is_near(text, start, written == Written::InGroups)
}

/// Whether the member or attribute before the name that begins at `name` tells, `"label":"Telefon","value":"`, or the name of the
/// object around it: `"telephone":{"type":"home","number":"`.
fn is_told_beside(text: &[u8], name: usize, in_groups: bool) -> bool {
    const LONGEST_OBJECT: usize = 64;
    let tells = |end: usize| {
        let word = &text[word_start(text, end)..end];
        is_noun(word) || is_name(text, end) || in_groups && is_verb(word)
    };
    let end = without_punctuation(text, name);
    let is_apart = |end: usize| text[end..name].iter().any(|byte| matches!(byte, b'"' | b'\'' | b'=' | b':'));
    if end < name && is_apart(end) && tells(end) {
        return true;
    }
    let near = &text[name.saturating_sub(LONGEST_OBJECT)..name];
    steps(near.len());
    let open = near.iter().rposition(|byte| matches!(byte, b'{' | b'}')).filter(|place| near[*place] == b'{');
    open.is_some_and(|open| {
        let open = name - near.len() + open;
        let end = without_punctuation(text, open);
        end < open && text[end..open].contains(&b':') && tells(end)
    })
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
    const CALLS: [&[u8]; 8] = [b"call", b"calls", b"called", b"calling", b"caller", b"contact", b"reach", b"cli"];
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
