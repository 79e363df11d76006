//! Keys of Ed25519 (<https://www.rfc-editor.org/rfc/rfc8032>), in the forms of OpenSSL: PKCS#8 and SubjectPublicKeyInfo.

use crate::digest::Digest;
use base64::{Engine, prelude::BASE64_STANDARD};
use ring::{
    rand::{SecureRandom, SystemRandom},
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};
use rustls::pki_types::{PrivatePkcs8KeyDer, SubjectPublicKeyInfoDer, pem::PemObject};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use zeroize::Zeroizing;

/// SubjectPublicKeyInfo of Ed25519 up to the key itself (<https://www.rfc-editor.org/rfc/rfc8410#section-4>).
const SPKI_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// PKCS#8 of Ed25519 up to the key itself (<https://www.rfc-editor.org/rfc/rfc8410#section-7>).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// A key to verify with. As text, it is the Base64 between the lines of a PEM file: `MCowBQYDK2VwAyEA…`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey([u8; 32]);

/// A key to sign with.
pub struct SigningKey(Ed25519KeyPair);

/// A text that is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No public key.
    #[error("is no public key of Ed25519, as in \"MCowBQYDK2VwAyEA…\"; `sluice filter keygen` makes one")]
    Public,
    /// No private key.
    #[error("is no private key of Ed25519 in PEM; `sluice filter keygen` makes one")]
    Private,
    /// The operating system has no randomness.
    #[error("drawing a key: the operating system has no randomness")]
    Random,
}

/// Keys of which one has to have signed. None means that no signature is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignedBy(pub Vec<PublicKey>);

impl PublicKey {
    /// How signatures name it: the SHA-256 of its SubjectPublicKeyInfo.
    #[must_use]
    pub fn id(&self) -> String {
        Digest::of(&self.spki()).to_hex()
    }

    /// As a file in PEM.
    #[must_use]
    pub fn to_pem(&self) -> String {
        pem("PUBLIC KEY", &self.spki())
    }

    /// From the text of a file in PEM.
    ///
    /// # Errors
    /// It has no public key of Ed25519.
    pub fn from_pem(text: &[u8]) -> Result<Self, KeyError> {
        let der = SubjectPublicKeyInfoDer::from_pem_slice(text).map_err(|_| KeyError::Public)?;
        Self::from_spki(&der)
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.0).verify(message, signature).is_ok()
    }

    fn spki(&self) -> Vec<u8> {
        [&SPKI_PREFIX[..], &self.0].concat()
    }

    fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        let key = der.strip_prefix(&SPKI_PREFIX).ok_or(KeyError::Public)?;
        Ok(Self(key.try_into().map_err(|_| KeyError::Public)?))
    }
}

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
        Ok((Self(pair), Zeroizing::new(pem("PRIVATE KEY", &document))))
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
        Ok(PublicKey(self.0.public_key().as_ref().try_into().map_err(|_| KeyError::Public)?))
    }

    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }
}

impl SignedBy {
    /// Whether no signature is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let encoded = Zeroizing::new(BASE64_STANDARD.encode(der));
    let mut text = format!("-----BEGIN {label}-----\n");
    for (place, character) in encoded.chars().enumerate() {
        if place > 0 && place % 64 == 0 {
            text.push('\n');
        }
        text.push(character);
    }
    text.push_str(&format!("\n-----END {label}-----\n"));
    text
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_spki(&BASE64_STANDARD.decode(text.trim()).map_err(|_| KeyError::Public)?)
    }
}

impl TryFrom<String> for PublicKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // A private key that was pasted by mistake must not be quoted.
        text.parse().map_err(|error: KeyError| error.to_string())
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        key.to_string()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64_STANDARD.encode(self.spki()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}
