//! How a name begins in a body: one comparison tells nearly all names apart.

use super::id::COLON;
use wide::i8x16;

/// The first bytes of a name, its quote and its colon.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    bytes: [u8; Head::BYTES],
    /// A bit for each of the bytes that says nothing.
    unknown: u16,
}

impl Head {
    pub(crate) const BYTES: usize = 16;

    pub(crate) fn of(name: &str) -> Head {
        let known = name.len() + COLON.len();
        let colon = if name.len() < Head::BYTES { bits(COLON.as_bytes()) << (8 * name.len()) } else { 0 };
        let bytes = (bits(name.as_bytes()) | colon).to_le_bytes();
        Head { bytes, unknown: u16::MAX.checked_shl(known as u32).unwrap_or(0) }
    }

    /// Whether a text begins as the name.
    #[inline(always)]
    pub(crate) fn begins(&self, text: &[u8; Head::BYTES]) -> bool {
        let lanes = |bytes: &[u8; Head::BYTES]| i8x16::from(bytes.map(u8::cast_signed));
        let same = lanes(&self.bytes).simd_eq(lanes(text)).to_bitmask();
        same as u16 | self.unknown == u16::MAX
    }
}

/// The first sixteen bytes of a text, and zeros behind it.
fn bits(text: &[u8]) -> u128 {
    if let Some(bytes) = text.first_chunk() {
        return u128::from_le_bytes(*bytes);
    }
    let halves =
        |first: u64, last: u64, length: usize| u128::from(first) | u128::from(last) << (8 * (text.len() - length));
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return halves(u64::from_le_bytes(*first), u64::from_le_bytes(*last), 8);
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return halves(u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into(), 4);
    }
    text.iter().rev().fold(0, |bits, byte| bits << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_that_of_its_name_alone() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        for length in 0..20 {
            let head = Head::of(&text[..length]);
            let body = |name: &str| format!("{name}\":{text}");
            let begins = |body: String| head.begins(body.as_bytes().first_chunk().unwrap());
            assert!(begins(body(&text[..length])), "{length}");
            for place in 0..length.min(Head::BYTES) {
                assert!(
                    !begins(body(&format!("{}Z{}", &text[..place], &text[place + 1..length]))),
                    "{length}, {place}"
                );
            }
            if length < Head::BYTES {
                assert!(
                    !begins(body(&text[..length + 1]))
                        && length.checked_sub(1).is_none_or(|less| !begins(body(&text[..less])))
                );
            }
        }
    }
}
