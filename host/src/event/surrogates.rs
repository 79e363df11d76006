//! Escapes of half a character. JavaScript's strings are UTF-16, so browsers do send `"\ud83d"` where a text was cut in
//! the middle of an emoji; a batch is not refused for that.

/// Puts `\ufffd` in the place of every escaped surrogate that has no partner; the length stays what it was.
pub(super) fn replace_lone(text: String) -> String {
    let mut bytes = text.into_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += found;
        match unit(&bytes, at) {
            Some(0xd800..=0xdbff) if matches!(unit(&bytes, at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                bytes[at..at + 6].copy_from_slice(b"\\ufffd");
                at += 6;
            }
            // Two bytes: the backslash and what it escapes, which may be another backslash.
            _ => at += 2,
        }
    }
    // Only whole ASCII escapes were replaced by others.
    String::from_utf8(bytes).unwrap_or_default()
}

/// The UTF-16 unit that the escape at `at` stands for.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let escape = bytes.get(at..at + 6)?;
    let digits = escape.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | (*digit as char).to_digit(16)? as u16))
}
