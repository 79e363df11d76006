//! What programs write around a value when they show it: `[]string{"…"}`, `string(7) "…"`, `Some("…")`, `!tag …`.

use super::literal::{at_place, blanks_end};
use crate::kinds::secret::value::is_mixed;
use crate::text::bytes::{at, before, is_digit, is_word};
use crate::text::steps::steps;

/// Of white space over the end of a line.
const MOST_SPACES: usize = 16;
/// Of a type, a tag or the name of a call.
const LONGEST_NAME: usize = 40;
/// Calls that are given the value itself, and not the name under which it is kept; in lower case.
const CALLS: &[&[u8]] = &[
    b"some",
    b"sensitive",
    b"just",
    b"ok",
    b"secret",
    b"secretstr",
    b"secretstring",
    b"password",
    b"string",
    b"str",
    b"new",
    b"of",
    b"from",
    b"value",
    b"literal",
    b"securestring",
    b"text",
    b"encode",
    b"char",
    b"bytes",
];

/// Where the value itself begins in what begins at `start`; `start` if nothing is around it.
pub(super) fn value_start(text: &[u8], start: usize) -> usize {
    let from = blanks_end(text, start);
    let inner = match at(text, from) {
        b'[' => list(text, from),
        b'{' if method_end(text, from).is_some() => method_end(text, from),
        b'{' => quoted(text, from + 1).filter(|open| !is_member(text, *open)),
        b'!' => tagged(text, from),
        b'|' | b'>' => block(text, from),
        quote @ (b'"' | b'\'') if at(text, from + 1) == quote && at(text, from + 2) == quote => quoted(text, from + 2),
        b'\n' | b'\r' => dumped(text, from).or_else(|| next_line(text, from)),
        b's' if text[from..].starts_with(b"string(") => dumped(text, from),
        b'b' | b'B' | b'u' | b'r' | b'f' | b'N' | b'@' | b'$' if quoted(text, from + 1).is_some() => Some(from + 1),
        byte if is_word(byte) => called(text, from),
        _ => None,
    };
    inner.unwrap_or(start)
}

/// `place`, if a text in quotes begins there.
fn quoted(text: &[u8], place: usize) -> Option<usize> {
    (matches!(at(text, place), b'"' | b'\'') && at_place(text, place).is_some()).then_some(place)
}

/// The end of the method before a hash: `{SSHA}`.
fn method_end(text: &[u8], open: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    let is_part = |byte: &&u8| byte.is_ascii_uppercase() || is_digit(**byte) || **byte == b'-';
    let end = open + 1 + text[open + 1..].iter().take(LONGEST).take_while(is_part).count();
    (end > open + 3 && at(text, end) == b'}' && is_word(at(text, end + 1))).then_some(end + 1)
}

/// Whether the text in quotes is the name of a member: `{"minLength":12}`.
fn is_member(text: &[u8], open: usize) -> bool {
    at_place(text, open).is_some_and(|(_, end)| at(text, blanks_end(text, end + 1)) == b':')
}

/// `["…"]`, `[]string{"…"}`, and `[Eq6RaOt2sK]` where it has a digit.
fn list(text: &[u8], open: usize) -> Option<usize> {
    const GO: &[u8] = b"[]string{";
    if text[open..].starts_with(GO) {
        return quoted(text, open + GO.len());
    }
    let bare = || {
        let rest = text[open + 1..].iter().take(2 * LONGEST_NAME);
        let length = rest.take_while(|byte| !matches!(byte, 0..=b' ' | b',' | b'"' | b'\'' | b'[' | b']')).count();
        steps(length);
        let value = &text[open + 1..open + 1 + length];
        (at(text, open + 1 + length) == b']' && value.iter().any(|byte| is_digit(*byte))).then_some(open + 1)
    };
    quoted(text, blanks_end(text, open + 1)).or_else(bare)
}

/// `!secret X`, `!!str X`.
fn tagged(text: &[u8], mark: usize) -> Option<usize> {
    let name = text[mark..].iter().take(LONGEST_NAME).take_while(|byte| is_word(**byte) || **byte == b'!').count();
    let end = mark + name;
    (name > 2 && matches!(at(text, mark + 1), b'!' | b'a'..=b'z') && at(text, end) == b' ').then_some(end)
}

/// The first line of a block: `|`, perhaps `-`, and the end of the line.
fn block(text: &[u8], mark: usize) -> Option<usize> {
    let end = mark + 1 + usize::from(matches!(at(text, mark + 1), b'-' | b'+'));
    if at(text, end) != b'\n' { None } else { Some(spaces_end(text, end)).filter(|start| *start > end + 1) }
}

/// `string(7) "…"`, perhaps in the next line.
fn dumped(text: &[u8], start: usize) -> Option<usize> {
    const TYPE: &[u8] = b"string(";
    let from = spaces_end(text, start);
    let digits = text.get(from..)?.strip_prefix(TYPE)?.iter().take(6).take_while(|byte| is_digit(**byte)).count();
    let end = from + TYPE.len() + digits;
    if text[end..].starts_with(b") ") { quoted(text, end + 2) } else { None }
}

/// `password:`, and the value alone on the next line, further in.
fn next_line(text: &[u8], start: usize) -> Option<usize> {
    let from = spaces_end(text, start);
    let value = text[from..].iter().take(2 * LONGEST_NAME).take_while(|byte| !byte.is_ascii_whitespace());
    let end = from + value.count();
    steps(end - from);
    let is_indented = matches!(before(text, from), b' ' | b'\t');
    let ends = matches!(at(text, end), 0 | b'\n' | b'\r');
    (is_indented && ends && is_mixed(&text[from..end])).then_some(from)
}

fn spaces_end(text: &[u8], start: usize) -> usize {
    start + text[start..].iter().take(MOST_SPACES).take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// `Some("…")`, `Secret::new("…")`, and the text after `ConvertTo-SecureString`.
fn called(text: &[u8], start: usize) -> Option<usize> {
    const CMDLET: &[u8] = b"ConvertTo-SecureString ";
    if text[start..].starts_with(CMDLET) {
        let options = [b"-String ".as_slice(), b"-AsPlainText "];
        let end = start + CMDLET.len();
        let option = options.iter().find(|option| text[end..].starts_with(option)).map_or(0, |option| option.len());
        return quoted(text, end + option);
    }
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'_' | b':' | b'.');
    let length = text[start..].iter().take(LONGEST_NAME).take_while(is_part).count();
    steps(length);
    let end = start + length;
    if at(text, end) != b'(' {
        return None;
    }
    let name = text[start..end].rsplit(|byte| !is_word(*byte)).next()?;
    let is_one = CALLS.iter().any(|call| name.eq_ignore_ascii_case(call));
    if is_one { quoted(text, end + 1) } else { None }
}
