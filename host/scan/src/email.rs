//! E-mail addresses.
//!
//! Everything that `[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}` finds, and:
//! - letters and digits outside ASCII, in the local part and in the domain (RFC 6531, RFC 5890), and `xn--` as the last
//!   label. Scripts written without spaces (from U+2E80) do not join with ASCII: in `联系bob@example.com谢谢` only the
//!   address matches;
//! - `%40` in the place of `@`, as in a URL;
//! - `!`, `$`, `*`, `^`, `{`, `|`, `}` and `~` right before the `@`, after a letter or digit;
//! - an apostrophe between letters, as in `o'brien@example.com`.
//!
//! Not matched: quoted local parts, address literals (`user@[192.0.2.1]`), hosts without a dot.
//! The part before the `@` is not checked for RFC 5321's 64 bytes: too long is still personal.

use super::bytes::{at, back, before, is_word};
use super::steps::step;

const MOST_MARKS: usize = 4;

pub(super) fn find(text: &str, mut found: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    // Nothing before `floor` is looked at again; from `floor_start` to it everything can be in a local part.
    let (mut floor, mut floor_start) = (0, 0);
    let mut last = None;
    for anchor in memchr::memchr2_iter(b'@', b'%', bytes) {
        step();
        if anchor < floor {
            continue;
        }
        let encoded = bytes[anchor] == b'%';
        if encoded && !(at(bytes, anchor + 1) == b'4' && at(bytes, anchor + 2) == b'0') {
            continue;
        }
        let domain = anchor + if encoded { 3 } else { 1 };
        let mut start = local_start(text, anchor, floor);
        if start == floor {
            start = floor_start;
        }
        let end = if start < anchor { domain_end(text, domain) } else { None };
        if let Some(end) = end {
            if let Some((last_start, last_end)) = last
                && last_start != start
            {
                found(last_start, last_end);
            }
            last = Some((start, end));
        }
        floor = end.unwrap_or(domain);
        // What `%40` stands in may itself be the local part of another: `a%40b.example@c.example`.
        floor_start = if encoded { start } else { floor };
    }
    if let Some((start, end)) = last {
        found(start, end);
    }
}

fn local_start(text: &str, anchor: usize, floor: usize) -> usize {
    let bytes = text.as_bytes();
    let mut start = before_marks(bytes, anchor, floor);
    let mut script = Script::Any;
    while start > floor {
        step();
        let byte = bytes[start - 1];
        if byte < 0x80 {
            let joins = is_word(byte) || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-');
            let apostrophe = byte == b'\'' && is_word(at(bytes, start)) && is_word(back(bytes, start, 2));
            if !(joins || apostrophe) || (is_word(byte) && !script.admit(Script::Ascii)) {
                break;
            }
            start -= 1;
        } else {
            match text.get(..start).and_then(|head| head.chars().next_back()) {
                Some(one) if is_letter(one) && script.admit(Script::of(one)) => start -= one.len_utf8(),
                _ => break,
            }
        }
    }
    start
}

/// The start of the marks that may end a local part (RFC 5322 section 3.2.3) and mean nothing in a URL.
fn before_marks(text: &[u8], anchor: usize, floor: usize) -> usize {
    let marks = text[floor..anchor].iter().rev().take(MOST_MARKS);
    let count = marks.take_while(|byte| matches!(byte, b'!' | b'$' | b'*' | b'^' | b'{' | b'|' | b'}' | b'~')).count();
    if is_word(before(text, anchor - count)) && anchor - count > floor { anchor - count } else { anchor }
}

/// Letters, digits, and the accents of letters that are written as two characters (Unicode normalisation form D).
fn is_letter(one: char) -> bool {
    one.is_alphanumeric() || matches!(one, '\u{300}'..='\u{36f}')
}

/// The end of the last label that can be a top-level domain.
fn domain_end(text: &str, domain: usize) -> Option<usize> {
    let mut label = domain;
    let mut end = None;
    let mut script = Script::Any;
    loop {
        let label_end = label_end(text, label, &mut script);
        if label_end == label {
            return end;
        }
        if label > domain {
            end = top_level_end(text, label, label_end).or(end);
        }
        if before(text.as_bytes(), label_end + 1) != b'.' {
            return end;
        }
        label = label_end + 1;
    }
}

fn label_end(text: &str, label: usize, script: &mut Script) -> usize {
    let mut end = label;
    for one in text.get(label..).unwrap_or_default().chars() {
        step();
        let letter = is_letter(one);
        if !(letter || one == '-') || (letter && !script.admit(Script::of(one))) {
            break;
        }
        end += one.len_utf8();
    }
    end
}

fn top_level_end(text: &str, label: usize, label_end: usize) -> Option<usize> {
    let name = &text[label..label_end];
    if name.len() > 4 && name.as_bytes()[..4].eq_ignore_ascii_case(b"xn--") {
        return Some(label_end);
    }
    let ascii = name.as_bytes()[0] < 0x80;
    let letters = name.chars().take_while(|one| one.is_alphabetic() && one.is_ascii() == ascii);
    let (count, bytes) = letters.fold((0, 0), |(count, bytes), one| (count + 1, bytes + one.len_utf8()));
    (count >= 2).then_some(label + bytes)
}

/// Scripts that people write without spaces around them must not pull their neighbours into an address.
#[derive(Clone, Copy, PartialEq)]
enum Script {
    Any,
    Ascii,
    /// Written without spaces: Han, kana, Hangul and what lies beyond them.
    Wide,
}

impl Script {
    fn of(one: char) -> Script {
        match one {
            '\0'..='\x7f' => Script::Ascii,
            '\u{80}'..='\u{2e7f}' => Script::Any,
            _ => Script::Wide,
        }
    }

    fn admit(&mut self, next: Script) -> bool {
        if *self == Script::Any {
            *self = next;
        }
        next == Script::Any || *self == next
    }
}
