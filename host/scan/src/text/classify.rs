//! Classes of bytes as bit masks: bit n of a mask stands for byte n of a window of up to 64 bytes.

use super::bits::places;
use wide::{bytemuck::cast, i8x16, i64x2};

/// Bytes that are classified at once.
pub(crate) const CHUNK: usize = 16;
/// Bytes in a window.
pub(crate) const WINDOW: usize = 64;

/// The classes of the bytes of one window. Some take in a few bytes more than their name says: they only have to miss none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Masks {
    /// `0` to `9`.
    pub(crate) digit: u64,
    /// Space and `(` to `/`: every separator of numbers.
    pub(crate) separator: u64,
    /// `+`, `(`, and `)`, `*`.
    pub(crate) opener: u64,
    /// `:`.
    pub(crate) colon: u64,
    /// `=`.
    pub(crate) equals: u64,
    /// `-`.
    pub(crate) dash: u64,
    /// `_`, `.` and `~`, and `^`: what ends the start of a key, beside the dash.
    pub(crate) key_mark: u64,
    /// `A` and `S`, and `C` and `Q`.
    pub(crate) a_or_s: u64,
    /// `b` and `B`.
    pub(crate) b: u64,
    /// `r`, `R`, `c`, `C`.
    pub(crate) r_or_c: u64,
}

/// Further classes, for kinds that are words of letters and digits, or parts of paths.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordMasks {
    /// ASCII letters.
    pub(crate) letter: u64,
    /// Bytes of characters outside ASCII.
    pub(crate) non_ascii: u64,
    /// `/` and `\\`.
    pub(crate) slash: u64,
    /// `w` and `W`.
    pub(crate) w: u64,
    escape: i8x16,
}

impl WordMasks {
    /// Whether there was an `ESC` anywhere in the text.
    pub(crate) fn has_escape(&self) -> bool {
        self.escape.to_bitmask() != 0
    }

    /// As [`Masks::add`].
    #[inline(always)]
    pub(crate) fn add(&mut self, bytes: i8x16, shift: u32) {
        let all = |byte: u8| i8x16::splat(byte as i8);
        let mask = |lanes: i8x16| u64::from(lanes.to_bitmask()) << shift;
        let lower = bytes | all(0x20);
        let letter = (lower + all(0x80_u8.wrapping_sub(b'a'))).simd_lt(all(0x80 + 26));
        self.letter |= mask(letter);
        self.non_ascii |= mask(bytes);
        self.slash |= mask(bytes.simd_eq(all(b'/')) | bytes.simd_eq(all(b'\\')));
        self.w |= mask(lower.simd_eq(all(b'w')));
        self.escape |= bytes.simd_eq(all(0x1b));
    }

    /// As [`Masks::slide`].
    #[inline(always)]
    pub(crate) fn slide(&mut self, bytes: usize) {
        self.letter >>= bytes;
        self.non_ascii >>= bytes;
        self.slash >>= bytes;
        self.w >>= bytes;
    }
}

/// What matters wherever in the text it is: lanes that are true.
#[derive(Clone, Copy, Default)]
pub(crate) struct Seen {
    rare: i8x16,
    markup: i8x16,
    non_ascii: i8x16,
}

impl Seen {
    /// Whether there was any `@`, `%`, `J`, `<`, `\\`, `|` or end of a line.
    pub(crate) fn rare(self) -> bool {
        self.rare.to_bitmask() != 0
    }

    /// Whether there was any `&` or `>`.
    #[inline(always)]
    pub(crate) fn markup(self) -> bool {
        self.markup.to_bitmask() != 0
    }

    /// Whether there was any byte outside ASCII.
    pub(crate) fn non_ascii(self) -> bool {
        self.non_ascii.to_bitmask() != 0
    }
}

impl Masks {
    /// Adds a chunk of bytes, the first of which is byte `shift` of the window. Zeros are in no class.
    #[inline(always)]
    pub(crate) fn add(&mut self, bytes: i8x16, shift: u32, seen: &mut Seen) {
        let all = |byte: u8| i8x16::splat(byte as i8);
        let mask = |lanes: i8x16| u64::from(lanes.to_bitmask()) << shift;
        let is = |lanes: i8x16, byte: u8| lanes.simd_eq(all(byte));
        // Shifted so that the range begins at the smallest signed number, one comparison tells who is in it.
        let in_range = |first: u8, count: u8| (bytes + all(0x80_u8.wrapping_sub(first))).simd_lt(all(0x80 + count));
        let lower = bytes | all(0x20);
        self.digit |= mask(in_range(b'0', 10));
        self.separator |= mask(in_range(b'(', 8) | is(bytes, b' '));
        self.opener |= mask(is(bytes & all(0xfc), b'('));
        self.colon |= mask(is(bytes, b':'));
        self.equals |= mask(is(bytes, b'='));
        self.dash |= mask(is(bytes, b'-'));
        self.key_mark |= mask(is(bytes | all(0x21), 0x7f) | is(bytes, b'.'));
        self.a_or_s |= mask(is(bytes & all(0xed), b'A'));
        self.b |= mask(is(lower, b'b'));
        self.r_or_c |= mask(is(lower, b'r') | is(lower, b'c'));
        seen.rare |= is_rare(bytes);
        seen.markup |= is_markup(bytes);
        seen.non_ascii |= bytes;
    }

    /// Moves the window on by `bytes`.
    #[inline(always)]
    pub(crate) fn slide(&mut self, bytes: usize) {
        self.digit >>= bytes;
        self.separator >>= bytes;
        self.opener >>= bytes;
        self.colon >>= bytes;
        self.equals >>= bytes;
        self.dash >>= bytes;
        self.key_mark >>= bytes;
        self.a_or_s >>= bytes;
        self.b >>= bytes;
        self.r_or_c >>= bytes;
    }
}

/// `@`, `%`, `J`, `<`, `\\` and the end of a line, and `|`.
#[inline(always)]
pub(crate) fn is_rare(bytes: i8x16) -> i8x16 {
    let all = |byte: u8| i8x16::splat(byte as i8);
    let is = |bytes: i8x16, byte: u8| bytes.simd_eq(all(byte));
    is(bytes, b'@') | is(bytes, b'%') | is(bytes & all(0xbf_u8), b'\n') | is(bytes & all(0x9f_u8), 0x1c)
}

/// A space, and the comma of a list.
#[inline(always)]
pub(crate) fn is_gap(bytes: i8x16) -> i8x16 {
    let is = |byte: u8| bytes.simd_eq(i8x16::splat(byte as i8));
    is(b' ') | is(b',')
}

/// `&` and `>`.
#[inline(always)]
pub(crate) fn is_markup(bytes: i8x16) -> i8x16 {
    let is = |byte: u8| bytes.simd_eq(i8x16::splat(byte as i8));
    is(b'&') | is(b'>')
}

/// Visits the places of the bytes of a class, in order.
#[inline(always)]
pub(crate) fn for_each_place(text: &[u8], class: impl Fn(i8x16) -> i8x16, mut visit: impl FnMut(usize)) {
    for chunk in (0..text.len()).step_by(CHUNK) {
        places(u64::from(class(chunk_at(text, chunk)).to_bitmask())).for_each(|place| visit(chunk + place));
    }
}

/// The chunk at `place` of a text that has one byte or more from there, filled up with zeros where the text ends.
#[inline(always)]
pub(crate) fn chunk_at(text: &[u8], place: usize) -> i8x16 {
    if let Some(chunk) = text.get(place..).and_then(|rest| rest.first_chunk::<CHUNK>()) {
        return i8x16::new(chunk.map(|byte| byte as i8));
    }
    let [low, high] = match text.last_chunk::<CHUNK>() {
        Some(last) => {
            let rest = u128::from_le_bytes(*last).unbounded_shr(8 * (place + CHUNK - text.len()) as u32);
            [rest as u64, (rest >> 64) as u64]
        }
        None => short_chunk(text),
    };
    cast(i64x2::new([low as i64, high as i64]))
}

/// A text shorter than a chunk, filled up with zeros.
#[inline(always)]
fn short_chunk(text: &[u8]) -> [u64; 2] {
    let bits = |bytes: usize| 8 * bytes as u32;
    if let (Some(head), Some(tail)) = (text.first_chunk(), text.last_chunk()) {
        [u64::from_le_bytes(*head), u64::from_le_bytes(*tail).unbounded_shr(bits(CHUNK - text.len()))]
    } else if let (Some(head), Some(tail)) = (text.first_chunk(), text.last_chunk()) {
        let (head, tail) = (u32::from_le_bytes(*head), u32::from_le_bytes(*tail));
        [u64::from(head) | u64::from(tail) << bits(text.len() - 4), 0]
    } else {
        let byte = |place: usize| u64::from(text.get(place).copied().unwrap_or(0)) << bits(place);
        [byte(0) | byte(1) | byte(2), 0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(class: u64, place: usize) -> bool {
        class >> place & 1 == 1
    }

    #[test]
    fn every_byte_is_in_its_classes_wherever_it_stands() {
        for byte in 0..=255u8 {
            for place in 0..CHUNK {
                let (mut masks, mut seen) = (Masks::default(), Seen::default());
                let mut chunk = [0; CHUNK];
                chunk[place] = byte as i8;
                masks.add(i8x16::new(chunk), 32, &mut seen);
                let expected = |is_in: bool| u64::from(is_in) << (place + 32);
                assert_eq!(masks.digit, expected(byte.is_ascii_digit()));
                assert_eq!(masks.separator, expected(byte == b' ' || (b'('..=b'/').contains(&byte)));
                assert_eq!(masks.opener, expected((b'('..=b'+').contains(&byte)));
                assert_eq!(masks.colon, expected(byte == b':'));
                assert_eq!(masks.equals, expected(byte == b'='));
                assert_eq!(masks.dash, expected(byte == b'-'));
                assert_eq!(masks.key_mark, expected(matches!(byte, b'_' | b'.' | b'~' | b'^' | 0x7f)));
                assert_eq!(masks.a_or_s, expected(matches!(byte, b'A' | b'C' | b'Q' | b'S')));
                assert!(is_in(masks.b, place + 32) || !matches!(byte, b'b' | b'B'));
                assert!(is_in(masks.r_or_c, place + 32) || !matches!(byte, b'r' | b'R' | b'c' | b'C'));
                let mut words = WordMasks::default();
                words.add(i8x16::new(chunk), 32);
                assert_eq!(words.letter, expected(byte.is_ascii_alphabetic()));
                assert_eq!(words.non_ascii, expected(!byte.is_ascii()));
                assert_eq!(words.slash, expected(matches!(byte, b'/' | b'\\')));
                assert!(is_in(words.w, place + 32) || !matches!(byte, b'w' | b'W'));
                assert_eq!(words.has_escape(), byte == 0x1b);
                assert_eq!(seen.rare(), matches!(byte, b'@' | b'%' | b'J' | b'<' | b'\\' | b'|' | b'\n' | 0x1c));
                assert_eq!(seen.markup(), matches!(byte, b'&' | b'>'));
                assert_eq!(seen.non_ascii(), byte >= 0x80);
            }
        }
    }

    #[test]
    fn the_end_of_a_text_is_filled_up_with_zeros() {
        let text = b"0123456789abcdefghijklmnopqrstuvwxyz";
        for length in 0..=text.len() {
            for place in (0..length.max(1)).step_by(CHUNK) {
                let mut expected = [0; CHUNK];
                let rest = &text[place..length.min(place + CHUNK)];
                expected[..rest.len()].copy_from_slice(rest);
                assert_eq!(cast::<i8x16, [u8; CHUNK]>(chunk_at(&text[..length], place)), expected);
            }
        }
    }
}
