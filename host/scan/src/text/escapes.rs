//! Escapes: the text as it reads once they are undone.
//!
//! A URL or a JSON document inside a text hides what it holds: in `?q=%224111…` a digit stands before the number, in
//! `\n4111…` a letter, and `4111%201111…` has no separator. Undone are percent-escapes (RFC 3986 section 2.1, also escaped
//! again, as in `%2540`), the escapes of JSON strings (RFC 8259 section 7, with any number of backslashes), `\xXX`, and references
//! to characters in HTML that can stand in a number or address. A `+` between digits and parentheses is a space, as in a form. The matchers see the text both ways, so that nothing is lost where a `%` is no escape.

use super::bytes::{at, before, is_digit};
use super::steps::steps;

/// A text after its escapes are undone, with the way back to the places in the original.
pub(crate) struct Unescaped {
    text: String,
    /// Where a stretch begins, in `text` and in the original; in a stretch both go on byte by byte.
    stretches: Vec<(usize, usize)>,
}

impl Unescaped {
    /// None where there is no escape.
    pub(crate) fn new(original: &str) -> Option<Unescaped> {
        let bytes = original.as_bytes();
        let mut unescaped = Unescaped { text: String::new(), stretches: vec![(0, 0)] };
        let (mut copied, mut floor) = (0, 0);
        let has_references = has_reference(bytes);
        while let Some(place) = next_escape(bytes, floor, has_references) {
            let (one, end) = escape(bytes, place);
            steps(end - place);
            floor = end;
            let Some(one) = one else { continue };
            unescaped.text.push_str(&original[copied..place]);
            unescaped.stretches.push((unescaped.text.len(), place));
            unescaped.text.push(one);
            unescaped.stretches.push((unescaped.text.len(), end));
            copied = end;
        }
        unescaped.text.push_str(&original[copied..]);
        (copied > 0).then_some(unescaped)
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// `place`, or the end of the escape with a backslash that it lies in: half of a `\\n` must not be left standing.
    pub(crate) fn after_escape(&self, original: &str, place: usize) -> usize {
        let after = self.stretches.partition_point(|(_, begin)| *begin < place);
        let escape =
            after.checked_sub(1).and_then(|before| Some((self.stretches[before].1, self.stretches.get(after)?.1)));
        match escape {
            Some((begin, end)) if original.as_bytes().get(begin) == Some(&b'\\') && end > place => end,
            _ => place,
        }
    }

    /// The place in the original of the bytes `start..end` of the text; whole characters in, whole characters out.
    pub(crate) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let original = |place: usize| {
            let after = self.stretches.partition_point(|(begin, _)| *begin <= place);
            let (begin, original) = self.stretches[after - 1];
            original + (place - begin)
        };
        (original(start), original(end))
    }
}

/// The next byte from `from` on that may begin an escape.
fn next_escape(text: &[u8], from: usize, has_references: bool) -> Option<usize> {
    let rest = text.get(from..)?;
    let other = memchr::memchr3(b'%', b'\\', b'+', rest);
    let until = &rest[..other.unwrap_or(rest.len())];
    let reference = if has_references { memchr::memchr(b'&', until) } else { None };
    reference.or(other).map(|place| from + place)
}

/// Whether a reference to a character begins at the `&` at `place`
/// (<https://html.spec.whatwg.org/multipage/syntax.html#character-references>).
#[inline]
pub(crate) fn is_reference(text: &[u8], place: usize) -> bool {
    let may_begin = matches!(
        (at(text, place + 1), at(text, place + 2)),
        (b'#', _)
            | (b'n', b'b')
            | (b'q', b'u')
            | (b'a', b'p')
            | (b'c', b'o')
            | (b'p', b'e' | b'l')
            | (b'h', b'y')
            | (b'l' | b'g', b't')
    );
    may_begin && reference(text, place).is_some()
}

fn has_reference(text: &[u8]) -> bool {
    memchr::memchr_iter(b'&', text).any(|place| is_reference(text, place))
}

const NAMED: [(&[u8], char); 9] = [
    (b"lt;", '<'),
    (b"gt;", '>'),
    (b"nbsp;", ' '),
    (b"quot;", '"'),
    (b"apos;", '\''),
    (b"commat;", '@'),
    (b"period;", '.'),
    (b"plus;", '+'),
    (b"hyphen;", '-'),
];

/// The character that `&nbsp;`, `&#64;` or `&#x40;` at `place` stands for, and its end.
fn reference(text: &[u8], place: usize) -> Option<(char, usize)> {
    const MOST_DIGITS: usize = 6;
    let rest = text.get(place + 1..)?;
    let [b'#', digits @ ..] = rest else {
        let (name, one) = NAMED.iter().find(|(name, _)| rest.starts_with(name))?;
        return Some((*one, place + 1 + name.len()));
    };
    let (radix, digits, start) = match digits {
        [b'x' | b'X', digits @ ..] => (16, digits, place + 3),
        digits => (10, digits, place + 2),
    };
    let count = digits.iter().take(MOST_DIGITS).take_while(|byte| char::from(**byte).is_digit(radix)).count();
    let value = std::str::from_utf8(&digits[..count]).ok().and_then(|value| u32::from_str_radix(value, radix).ok());
    let one = char::from_u32(value?).filter(|_| digits.get(count) == Some(&b';'))?;
    Some((readable(one), start + count + 1))
}

/// The character that the escape at `place` stands for, if it is one, and where to go on.
fn escape(text: &[u8], place: usize) -> (Option<char>, usize) {
    match text[place] {
        b'%' => percent(text, place),
        b'\\' => backslash(text, place),
        b'&' => reference(text, place).map_or((None, place + 1), |(one, end)| (Some(one), end)),
        _ if (is_digit(before(text, place)) || before(text, place) == b')')
            && (is_digit(at(text, place + 1)) || at(text, place + 1) == b'(') =>
        {
            (Some(' '), place + 1)
        }
        _ => (None, place + 1),
    }
}

fn percent(text: &[u8], place: usize) -> (Option<char>, usize) {
    let Some((first, end)) = percent_byte(text, place) else { return (None, place + 1) };
    let mut bytes = [first, 0, 0, 0];
    let length = match first {
        0x80.. => usize::min(4, first.leading_ones() as usize),
        _ => 1,
    };
    let mut whole_end = end;
    for byte in &mut bytes[1..length] {
        let Some((next, next_end)) = percent_byte(text, whole_end) else { return (Some(' '), end) };
        (*byte, whole_end) = (next, next_end);
    }
    match std::str::from_utf8(&bytes[..length]).ok().and_then(|one| one.chars().next()) {
        Some(one) => (Some(readable(one)), whole_end),
        None => (Some(' '), end),
    }
}

/// `%XX`, or `%25XX` and so on, which was escaped again.
fn percent_byte(text: &[u8], place: usize) -> Option<(u8, usize)> {
    if at(text, place) != b'%' {
        return None;
    }
    let mut digits = place + 1;
    while text.get(digits..digits + 2) == Some(b"25") && hex(text, digits + 2, 2).is_some() {
        digits += 2;
    }
    Some((hex(text, digits, 2)? as u8, digits + 2))
}

fn backslash(text: &[u8], place: usize) -> (Option<char>, usize) {
    let run = text[place..].iter().take_while(|byte| **byte == b'\\').count();
    let end = place + run;
    let coded = |count: usize| match hex(text, end + 1, count) {
        Some(code) => (Some(readable(char::from_u32(code).unwrap_or(' '))), end + 1 + count),
        None => (None, end),
    };
    match at(text, end) {
        b'n' | b'r' | b't' | b'b' | b'f' => (Some('\n'), end + 1),
        byte @ (b'"' | b'\'' | b'/') => (Some(char::from(byte)), end + 1),
        b'u' => coded(4),
        b'x' => coded(2),
        _ => (None, end),
    }
}

/// A NUL would be the end of the text to the matchers.
fn readable(one: char) -> char {
    if one == '\0' { ' ' } else { one }
}

fn hex(text: &[u8], place: usize, count: usize) -> Option<u32> {
    let digits = text.get(place..place + count)?;
    digits.iter().try_fold(0, |value, digit| Some(value << 4 | char::from(*digit).to_digit(16)?))
}
