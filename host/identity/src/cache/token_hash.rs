//! The key of a cached token, and the hasher for it.

use std::hash::{BuildHasher, Hash, Hasher};

use crate::token::Token;

/// The BLAKE3 hash of a token under the random key of this process. Without the key it reveals nothing about the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TokenHash([u8; 32]);

impl TokenHash {
    pub(super) fn new(key: &[u8; 32], token: &Token) -> Self {
        Self(*blake3::keyed_hash(key, token.as_bytes()).as_bytes())
    }
}

/// Builds hashers that return the first word of a [`TokenHash`]. It is a keyed hash already.
#[derive(Clone, Copy, Default)]
pub(super) struct PassthroughState;

pub(super) struct PassthroughHasher(u64);

impl Hash for TokenHash {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut word = [0; 8];
        word.copy_from_slice(&self.0[..8]);
        state.write_u64(u64::from_ne_bytes(word));
    }
}

impl BuildHasher for PassthroughState {
    type Hasher = PassthroughHasher;

    fn build_hasher(&self) -> PassthroughHasher {
        PassthroughHasher(0)
    }
}

impl Hasher for PassthroughHasher {
    fn write_u64(&mut self, word: u64) {
        self.0 = word;
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
