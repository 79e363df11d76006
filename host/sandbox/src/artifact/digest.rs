//! SHA-256 digests, which name artifacts.

use std::hash::Hasher;

use sha2::{Digest, Sha256};

/// Lower-case hexadecimal digits.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Feeds what implements `Hash` into SHA-256. The digest is that of the inner hasher; [`Hasher::finish`] is not used.
pub(crate) struct HashToSha256(pub(crate) Sha256);

impl Hasher for HashToSha256 {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}
