//! What tells most texts apart: a few loads and no loop.

/// The length of a text, its first eight bytes and its last.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    length: usize,
    first: u64,
    last: u64,
}

impl Word {
    /// Texts up to this length are told apart by their words alone.
    pub(crate) const BYTES: usize = 16;

    #[inline(always)]
    pub(crate) fn length(self) -> usize {
        self.length
    }

    #[inline(always)]
    pub(crate) fn of(name: &[u8]) -> Word {
        let (first, last) = match (name.first_chunk(), name.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => (Word::of_short(name), 0),
        };
        Word { length: name.len(), first, last }
    }

    /// The bytes of a name that has fewer than eight.
    #[inline(always)]
    fn of_short(name: &[u8]) -> u64 {
        if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
            return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
        }
        match *name {
            [first, .., last] => u64::from_le_bytes([first, name[1], last, 0, 0, 0, 0, 0]),
            [only] => u64::from(only),
            [] => 0,
        }
    }

    /// Nine bits.
    #[inline(always)]
    pub(crate) fn hash(self) -> u64 {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        let mixed = (self.first ^ self.length as u64).wrapping_mul(FACTOR) ^ self.last;
        mixed.wrapping_mul(FACTOR) >> 55
    }
}
