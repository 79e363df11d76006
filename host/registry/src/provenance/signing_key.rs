//! Keys to sign with, in the form of OpenSSL.

use super::{
    key::{KeyError, PublicKey},
    pem::to_pem,
};
use ring::{
    rand::{SecureRandom, SystemRandom},
    signature::{Ed25519KeyPair, KeyPair},
};
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject};
use std::fmt;
use zeroize::Zeroizing;

/// PKCS#8 of Ed25519 up to the key itself (<https://www.rfc-editor.org/rfc/rfc8410#section-7>).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// A key to sign with.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// Draws a key, and returns its file in PEM.
    ///
    /// # Errors
    /// The operating system has no randomness.
    pub fn generate() -> Result<(Self, Zeroizing<String>), KeyError> {
        let mut seed = Zeroizing::new([0; 32]);
        SystemRandom::new().fill(seed.as_mut_slice()).map_err(|_| KeyError::Random)?;
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).map_err(|_| KeyError::Random)?;
        // Version 1, because OpenSSL 3.0 does not read version 2.
        let document = Zeroizing::new([&PKCS8_PREFIX[..], seed.as_slice()].concat());
        Ok((Self(pair), Zeroizing::new(to_pem("PRIVATE KEY", &document))))
    }

    /// From the text of a file in PEM, of `sluice filter keygen` or `openssl genpkey -algorithm ed25519`.
    ///
    /// # Errors
    /// It has no private key of Ed25519.
    pub fn from_pem(text: &[u8]) -> Result<Self, KeyError> {
        let der = PrivatePkcs8KeyDer::from_pem_slice(text).map_err(|_| KeyError::Private)?;
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der());
        Ok(Self(pair.map_err(|_| KeyError::Private)?))
    }

    /// The key to verify with.
    ///
    /// # Errors
    /// Never: a key of Ed25519 has 32 bytes.
    pub fn public(&self) -> Result<PublicKey, KeyError> {
        let key = self.0.public_key().as_ref().try_into().map_err(|_| KeyError::Public)?;
        Ok(PublicKey::from_bytes(key))
    }

    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}
