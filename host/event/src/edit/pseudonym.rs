//! Pseudonyms: the same for the same value, and of no use without the key.

use std::fmt;

/// The key of pseudonyms, which stays in the host. Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct PseudonymKey([u8; blake3::KEY_LEN]);

/// Bytes of the hash that a pseudonym shows: at 64 bits, two of a million values meet once in 37 million tenants.
const SHOWN_BYTES: usize = 8;

/// Keeps hashes apart from pseudonyms. No text of an event has these bytes.
const HASH_DOMAIN: &[u8] = b"\xffhash\xff";

impl PseudonymKey {
    /// A key of 32 random bytes.
    pub fn from_bytes(bytes: [u8; blake3::KEY_LEN]) -> PseudonymKey {
        PseudonymKey(bytes)
    }

    /// A key for this process alone.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn drawn() -> std::io::Result<PseudonymKey> {
        let mut bytes = [0; blake3::KEY_LEN];
        getrandom::fill(&mut bytes)?;
        Ok(PseudonymKey(bytes))
    }

    /// The key of one tenant: no pseudonym is the same for two of them.
    pub fn for_tenant(&self, tenant: &str) -> PseudonymKey {
        PseudonymKey(*blake3::keyed_hash(&self.0, tenant.as_bytes()).as_bytes())
    }

    /// Adds the key to what tells one configuration from another.
    pub fn identify(&self, digest: &mut blake3::Hasher) {
        digest.update(&self.0);
    }

    /// A number for a value: the same within one tenant, and nothing that its pseudonym tells.
    pub fn hash(&self, value: &str) -> u64 {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(HASH_DOMAIN).update(value.as_bytes());
        let mut bytes = [0; size_of::<u64>()];
        hasher.finalize_xof().fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// Appends 16 hexadecimal digits for a value.
    pub(crate) fn push_pseudonym(&self, out: &mut String, value: &str) {
        self.push_digits(out, value, SHOWN_BYTES);
    }

    /// Appends as many hexadecimal digits as a value of at most 64 has.
    pub(crate) fn push_hex_id(&self, out: &mut String, value: &str) {
        self.push_digits(out, value, value.len() / 2);
    }

    fn push_digits(&self, out: &mut String, value: &str, bytes: usize) {
        let hash = blake3::keyed_hash(&self.0, value.as_bytes());
        for byte in hash.as_bytes().iter().take(bytes) {
            for digit in [byte >> 4, byte & 15] {
                out.extend(char::from_digit(u32::from(digit), 16));
            }
        }
    }
}

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PseudonymKey(..)")
    }
}
