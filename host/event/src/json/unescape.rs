//! Strings with escapes.

use super::string_end;

/// Appends the decoded text of the string whose text starts at `from`; says where its closing quote is, or where it is
/// wrong and why.
///
/// An escaped surrogate without its partner becomes U+FFFD: JavaScript's strings are UTF-16, so browsers do send
/// `"\ud83d"` where a text was cut in the middle of an emoji, and a batch is not refused for that.
pub(crate) fn push(out: &mut String, text: &str, from: usize) -> Result<usize, (usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let (stop, _) = string_end::find(bytes, at);
        out.push_str(&text[at..stop]);
        match bytes.get(stop) {
            Some(b'"') => return Ok(stop),
            Some(b'\\') => {
                let (character, next) = escape(bytes, stop).ok_or((stop, "an unknown escape"))?;
                out.push(character);
                at = next;
            }
            other => return Err((stop, string_end::what_is_wrong(other.copied()))),
        }
    }
}

/// The character that the escape at `at` stands for, and where it ends.
fn escape(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let character = match bytes.get(at + 1)? {
        byte @ (b'"' | b'\\' | b'/') => char::from(*byte),
        b'b' => '\x08',
        b'f' => '\x0c',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(bytes, at),
        _ => return None,
    };
    Some((character, at + 2))
}

fn unicode(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let first = unit(bytes, at)?;
    let partner = unit(bytes, at + 6).filter(|_| (0xd800..0xdc00).contains(&first));
    match partner {
        Some(second @ 0xdc00..0xe000) => {
            let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            Some((char::from_u32(code)?, at + 12))
        }
        _ => Some((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), at + 6)),
    }
}

/// The UTF-16 unit of the `\u` escape at `at`, if there is one.
fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))
}
