//! A quick look at the end of a name.

use crate::text::bytes::{back, before};

/// Letters of a name that are looked at before its words are.
const TAIL: usize = 4;
/// How far back they are looked for.
const TAIL_BYTES: usize = 10;
const TAIL_WORDS: usize = 256;

/// The last letters of names, as sets: a quick look tells most other names apart.
#[derive(Debug, Clone)]
pub(crate) struct Tails {
    /// Bit n of element m is set if a name ends in two bytes whose low five bits are m and n.
    pairs: [u32; 32],
    /// Of hashes of the last letters, up to [`TAIL`] of them.
    hashes: [u64; TAIL_WORDS],
}

impl Default for Tails {
    fn default() -> Tails {
        Tails { pairs: [0; 32], hashes: [0; TAIL_WORDS] }
    }
}

impl Tails {
    pub(crate) fn add(&mut self, name: &[u8]) {
        let tail = name.iter().rev().take(TAIL).fold(0, |tail, byte| tail << 8 | u32::from(*byte));
        let hash = hash(tail);
        self.hashes[hash / 64] |= 1 << (hash % 64);
        if let [.., first, second] = *name {
            self.pairs[usize::from(first & 0x1f)] |= 1 << (second & 0x1f);
        }
    }

    /// Whether a name that ends at `end` may be one of them. The name may go on with digits, quotes or separators.
    #[inline(always)]
    pub(crate) fn has(&self, text: &[u8], end: usize) -> bool {
        let (first, last) = (back(text, end, 2), before(text, end));
        let may_end = match last {
            b'a'..=b'z' | b'A'..=b'Z' => {
                self.pairs[usize::from(first & 0x1f)] >> (last & 0x1f) & 1 == 1 || matches!(first, b'_' | b'-' | b'.')
            }
            b'0'..=b'9' => !first.is_ascii_digit() && first > b' ',
            _ => last >= 0x80 || matches!(last, b' ' | b'"' | b'\'' | b']' | b')' | b'_' | b'-' | b'.' | b'*' | b'`'),
        };
        may_end && self.has_letters(text, end)
    }

    #[inline(never)]
    fn has_letters(&self, text: &[u8], end: usize) -> bool {
        let (mut tail, mut letters) = (0, 0);
        for distance in 1..=TAIL_BYTES {
            let byte = back(text, end, distance);
            if byte.is_ascii_alphabetic() || byte >= 0x80 {
                tail = tail << 8 | u32::from(byte.to_ascii_lowercase());
                letters += 1;
                let hash = hash(tail);
                if letters >= 2 && self.hashes[hash / 64] >> (hash % 64) & 1 == 1 {
                    return true;
                }
                if letters == TAIL {
                    return false;
                }
            } else if byte == 0 {
                return false;
            }
        }
        false
    }
}

#[inline]
fn hash(tail: u32) -> usize {
    (tail.wrapping_mul(0x9e37_79b1) >> 18) as usize
}
