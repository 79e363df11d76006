//! The alphabets of RFC 4648, as far as matchers need them.

use super::bytes::at;
use super::steps::step;

/// The end of the base64url characters that start at `place`.
pub(crate) fn url_end(text: &[u8], place: usize) -> usize {
    let mut end = place;
    while at(text, end).is_ascii_alphanumeric() || matches!(at(text, end), b'-' | b'_') {
        step();
        end += 1;
    }
    end
}

/// The bytes that base64url text stands for, as far as it is some.
pub(crate) fn decode_url(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let (mut bits, mut count) = (0u32, 0);
    text.iter().map_while(|byte| value(*byte)).filter_map(move |value| {
        bits = bits << 6 | value;
        count += 6;
        (count >= 8).then(|| {
            count -= 8;
            (bits >> count) as u8
        })
    })
}

/// Whether base64 text decodes to UTF-8 without control characters that has a `:`, as `user:password` must (RFC 7617).
pub(crate) fn holds_a_colon(text: &[u8]) -> bool {
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let mut bits = 0u32;
    let mut count = 0;
    for byte in text.iter().take_while(|byte| **byte != b'=') {
        let Some(value) = value(*byte) else { return false };
        bits = bits << 6 | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
        }
    }
    let readable = std::str::from_utf8(&decoded).is_ok_and(|text| !text.chars().any(char::is_control));
    readable && decoded.contains(&b':')
}

fn value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}
