//! What may not stand in a line as it is.
//!
//! Beyond what JSON asks for (RFC 8259, section 7): DEL, the C1 controls, the marks that change the direction of text
//! (<https://www.unicode.org/reports/tr9/>) and U+2028/2029, so that a line shows on a terminal what it says, and is one
//! line to every reader.

use super::string_end;

/// Whether a text without JSON escapes can stand in a line as it is.
pub(crate) fn is_plain(text: &str) -> bool {
    // DEL, and the first bytes of the characters in question: a loop that the compiler turns into vectors.
    let suspects = text.bytes().filter(|byte| matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2)).count();
    suspects == 0 || !text.chars().any(needs_escape)
}

/// Whether a text can stand in a line as it is.
#[inline]
pub(crate) fn needs_none(text: &str) -> bool {
    string_end::has_none(text.as_bytes()) || {
        let (end, _) = string_end::find(text.as_bytes(), 0);
        end == text.len() && is_plain(text)
    }
}

fn needs_escape(character: char) -> bool {
    matches!(character,
        '\0'..='\x1f' | '"' | '\\' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a byte means for a text that is being written: 0 nothing, 1 look at the character that starts here.
const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table[0x7f] = true;
    table[0xc2] = true;
    table[0xd8] = true;
    table[0xe2] = true;
    table
};

/// Appends a text as a JSON string, without the quotes.
pub(crate) fn push_escaped(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    if string_end::has_none(bytes) {
        return out.extend_from_slice(bytes);
    }
    let (mut at, is_odd) = string_end::find(bytes, 0);
    if is_odd {
        at = 0;
    }
    let mut written = 0;
    while let Some(byte) = bytes.get(at) {
        if !SUSPECT[*byte as usize] {
            at = if byte.is_ascii() { string_end::find_special(bytes, at + 1) } else { at + 1 };
            continue;
        }
        let Some(character) = text[at..].chars().next() else { break };
        let end = at + character.len_utf8();
        if needs_escape(character) {
            out.extend_from_slice(&bytes[written..at]);
            push_escape(out, character);
            written = end;
        }
        at = end;
    }
    out.extend_from_slice(&bytes[written..]);
}

/// Appends a text as a JSON string.
pub fn push_quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    push_escaped(out, text);
    out.push(b'"');
}

/// Characters that show nothing, or change how others show. In a user's name they would make one user look like another.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Appends what fits into `limit` bytes of a text, escaped; how much of the text did.
pub(crate) fn push_escaped_within(out: &mut Vec<u8>, text: &str, limit: usize) -> usize {
    push_within(out, text, limit, needs_escape)
}

/// The same for a user's name, in which invisible characters are escaped as well.
pub(crate) fn push_user_within(out: &mut Vec<u8>, name: &str, limit: usize) -> usize {
    push_within(out, name, limit, |character| needs_escape(character) || is_invisible(character))
}

fn push_within(out: &mut Vec<u8>, text: &str, limit: usize, is_escaped: impl Fn(char) -> bool) -> usize {
    if text.len() <= limit && string_end::has_none(text.as_bytes()) {
        out.extend_from_slice(text.as_bytes());
        return text.len();
    }
    let end = out.len() + limit;
    for (at, character) in text.char_indices() {
        let before = out.len();
        if is_escaped(character) {
            push_escape(out, character);
        } else {
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        if out.len() > end {
            out.truncate(before);
            return at;
        }
    }
    text.len()
}

fn push_escape(out: &mut Vec<u8>, character: char) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    match character {
        '"' => out.extend_from_slice(b"\\\""),
        '\\' => out.extend_from_slice(b"\\\\"),
        '\n' => out.extend_from_slice(b"\\n"),
        '\r' => out.extend_from_slice(b"\\r"),
        '\t' => out.extend_from_slice(b"\\t"),
        _ => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let digit = |shift: u16| HEX[usize::from((*unit >> shift) & 15)];
                out.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
            }
        }
    }
}
