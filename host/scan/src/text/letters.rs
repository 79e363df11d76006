//! Names of nothing but letters.

use super::classify::{CHUNK, chunk_at};
use wide::i8x16;

/// Of a longer name of letters alone it is not known that nothing is in it.
const LONGEST: usize = 24;

/// Whether a name is short and has nothing but ASCII letters, dots, dashes and underscores, so that no built-in kind can be in
/// it.
#[inline]
pub fn has_letters_alone(name: &str) -> bool {
    let name = name.as_bytes();
    name.is_empty()
        || name.len() <= LONGEST
            && are_letters(chunk_at(name, 0))
            && (name.len() <= CHUNK || are_letters(chunk_at(name, CHUNK)))
}

/// Zeros count as letters: a chunk is filled up with them.
#[inline(always)]
fn are_letters(bytes: i8x16) -> bool {
    let all = |byte: u8| i8x16::splat(byte.cast_signed());
    // Shifted so that the range begins at the smallest signed number, one comparison tells what is in it.
    let in_range =
        |bytes: i8x16, first: u8, count: u8| (bytes + all(0x80_u8.wrapping_sub(first))).simd_lt(all(0x80 + count));
    let letters = in_range(bytes | all(0x20), b'a', 26);
    let marks = in_range(bytes, b'-', 2) | bytes.simd_eq(all(b'_')) | bytes.simd_eq(all(0));
    (letters | marks).to_bitmask() == 0xffff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_name_is_looked_at() {
        for byte in 1..0x80u8 {
            for length in 1..=LONGEST {
                for place in 0..length {
                    let mut name = vec![b'a'; length];
                    name[place] = byte;
                    let expected = byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'_' | b'-');
                    let name = String::from_utf8(name).unwrap();
                    assert_eq!(has_letters_alone(&name), expected, "{name:?}");
                }
            }
        }
        assert!(has_letters_alone(""));
        assert!(!has_letters_alone("é"));
        assert!(!has_letters_alone(&"a".repeat(LONGEST + 1)));
    }
}
