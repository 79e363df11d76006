//! E-mail addresses.
//!
//! Everything that `[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}` finds, and:
//! - letters and digits outside ASCII, in the local part and in the domain (RFC 6531, RFC 5890), and `xn--` as the last
//!   label. Scripts written without spaces (from U+2E80) do not join with ASCII: in `联系bob@example.com谢谢` only the
//!   address matches;
//! - `%40` in the place of `@`, as in a URL;
//! - `!`, `$`, `*`, `^`, `{`, `|`, `}` and `~` right before the `@`, after a letter or digit;
//! - an apostrophe between letters, as in `o'brien@example.com`;
//! - what mail servers make of an address when they pass a message on, and digits after a name in a script without spaces (see
//!   `rewritten`);
//! - a local part in quotes (RFC 5321 section 4.1.2), at most 64 bytes on one line: `"john doe"@example.com`;
//! - `#EXT#` right before the `@`, which guests of a directory have;
//! - a word and a `/` before the local part, where nothing but blanks and quotes stands before them: `sales/ann@example.com`;
//! - an address literal in the place of the domain (RFC 5321 section 4.1.3): `user@[192.0.2.1]`.
//!
//! Not matched: hosts without a dot, names of files and units (see `email_domain`), and telephone numbers in a SIP URI
//! (`sip:+14155550132@example.com`), which are the business of `phone`.
//! The part before the `@` is not checked for RFC 5321's 64 bytes: too long is still personal.

mod domain;
mod rewritten;

use super::email::domain::domain_end;
use crate::text::bytes::{at, back, before, follows, follows_colour_code, is_digit, is_word};
use crate::text::script::{Script, is_letter};
use crate::text::steps::step;

const MOST_MARKS: usize = 4;
/// The longest local part in quotes (RFC 5321 section 4.5.3.1.1), with the quotes.
const LONGEST_QUOTED: usize = 64;
/// The longest number in a SIP URI, with its separators.
const LONGEST_NUMBER: usize = 24;

pub(crate) fn find(text: &str, mut found: impl FnMut(usize, usize)) {
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
        if let Some(marks) = marks_start(bytes, start, floor).filter(|_| start < anchor) {
            start = local_start(text, marks, floor);
        }
        if start == floor {
            start = floor_start;
        }
        start = rewritten::start(text, start, anchor, floor);
        start = department_start(bytes, start, anchor, floor);
        if start == anchor {
            start = quoted_start(bytes, anchor, last.map_or(0, |(_, end)| end)).unwrap_or(anchor);
        }
        // `${PASS}@example.com`.
        let is_variable = before(bytes, anchor) == b'}' && before(bytes, start) == b'{';
        let is_other = is_variable || is_number_in_sip(bytes, start, anchor);
        let end = if start < anchor && !is_other { domain_end(text, domain) } else { None };
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
    while start > floor && !(bytes[start - 1] == b'm' && follows_colour_code(bytes, start)) {
        step();
        let byte = bytes[start - 1];
        if byte < 0x80 {
            let joins = is_word(byte) || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-');
            let apostrophe = byte == b'\'' && is_word(at(bytes, start)) && is_word(back(bytes, start, 2));
            // `mei.陳@example.tw`: nobody's sentence ends in a dot that a letter follows.
            if byte == b'.' && is_word(back(bytes, start, 2)) {
                script = Script::Any;
            }
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

/// Where a row of marks begins that ends at `end`, long enough that it separates nothing: `a!#$%&*+/=?^_`{|}~-b@example.com`.
fn marks_start(text: &[u8], end: usize, floor: usize) -> Option<usize> {
    const LEAST: usize = 6;
    let is_mark = |byte: &&u8| b"!#$%&'*+-/=?^_`{|}~.".contains(byte);
    let count = text[floor..end].iter().rev().take(LONGEST_QUOTED).take_while(is_mark).count();
    step();
    let start = end - count;
    let has_many = count >= LEAST && text[start..end].windows(2).all(|pair| pair[0] != pair[1]);
    (has_many && start > floor && is_word(text[start - 1])).then_some(start)
}

/// The start of the marks that may end a local part (RFC 5322 section 3.2.3) and mean nothing in a URL.
fn before_marks(text: &[u8], anchor: usize, floor: usize) -> usize {
    // A guest of a directory of Microsoft's: `ann_example.com#EXT#@tenant.onmicrosoft.com`.
    const GUEST: &[u8] = b"#EXT#";
    if text[floor..anchor].ends_with(GUEST) && is_word(back(text, anchor, GUEST.len() + 1)) {
        return anchor - GUEST.len();
    }
    let marks = text[floor..anchor].iter().rev().take(MOST_MARKS);
    let count = marks.take_while(|byte| matches!(byte, b'!' | b'$' | b'*' | b'^' | b'{' | b'|' | b'}' | b'~')).count();
    if is_word(before(text, anchor - count)) && anchor - count > floor { anchor - count } else { anchor }
}

/// Where a word and a `/` before the local part begin, unless they are the end of a path.
fn department_start(text: &[u8], start: usize, anchor: usize, floor: usize) -> usize {
    const LONGEST: usize = 16;
    if start >= anchor || start <= floor || before(text, start) != b'/' {
        return start;
    }
    let word =
        text[floor..start - 1].iter().rev().take(LONGEST + 1).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let from = start - 1 - word;
    let is_alone = matches!(
        before(text, from),
        0 | b' ' | b'"' | b'\'' | b'(' | b'[' | b'<' | b'>' | b',' | b';' | b'|' | b'\n' | b'\t'
    );
    if (2..=LONGEST).contains(&word) && is_alone { from } else { start }
}

/// The quote that opens the local part whose closing quote is right before `anchor`.
fn quoted_start(text: &[u8], anchor: usize, floor: usize) -> Option<usize> {
    if before(text, anchor) != b'"' {
        return None;
    }
    let least = anchor.saturating_sub(LONGEST_QUOTED).max(floor);
    let local = text.get(least..anchor - 1)?;
    let open = local.iter().rposition(|byte| {
        step();
        matches!(byte, b'"' | b'\\' | b'\n' | b'\r')
    })?;
    // After a quote that ends a text in a JSON document never comes a letter or digit.
    (local[open] == b'"' && is_word(at(local, open + 1))).then_some(least + open)
}

/// Whether the local part is a telephone number after `sip:` or `sips:`.
fn is_number_in_sip(text: &[u8], start: usize, anchor: usize) -> bool {
    let local = &text[start..anchor];
    let is_number = local.len() <= LONGEST_NUMBER
        && local.iter().any(|byte| is_digit(*byte))
        && local.iter().all(|byte| is_digit(*byte) || matches!(byte, b'+' | b'-' | b'.'));
    is_number && [b"sip:".as_slice(), b"sips:"].iter().any(|scheme| follows(text, start, scheme))
}
