//! What is kept of a publishable key: its hash. The key itself is in no log, metric or page of the service.

use serde::{Deserialize, Deserializer, de::Error};
use std::fmt;

/// BLAKE3 of a key. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct KeyDigest([u8; 32]);

/// Shortest key, in bytes: with 20 random letters and digits, nobody finds one by trying.
const MIN_BYTES: usize = 20;
/// Longest key, in bytes.
const MAX_BYTES: usize = 128;

impl KeyDigest {
    /// Of the text of a key; none where it cannot be one.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        let is_key_char = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        let is_key = (MIN_BYTES..=MAX_BYTES).contains(&key.len()) && key.bytes().all(is_key_char);
        is_key.then(|| Self(blake3::hash(key.as_bytes()).into()))
    }
}

impl<'de> Deserialize<'de> for KeyDigest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // What was written instead may be a key that is too long, so it is not shown.
        let text = String::deserialize(deserializer).map_err(|_| D::Error::custom("a key is a text"))?;
        Self::of(&text).ok_or_else(|| {
            D::Error::custom(format_args!("a key has {MIN_BYTES} to {MAX_BYTES} letters, digits and `-_`"))
        })
    }
}

impl fmt::Debug for KeyDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("KeyDigest")
    }
}
