//! An envelope of DSSE: a payload and its signatures.

use super::{
    MAX_ENVELOPE, Unsigned,
    key::{KeyError, PublicKey, SigningKey},
    statement::Statement,
};
use crate::digest::Digest;
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    payload: String,
    payload_type: String,
    signatures: Vec<Signature>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Signature {
    #[serde(default)]
    keyid: String,
    sig: String,
}

impl Envelope {
    /// Signs a statement.
    ///
    /// # Errors
    /// Never for a key that was read.
    pub fn sign(statement: &Statement, key: &SigningKey) -> Result<Self, KeyError> {
        let payload = serde_json::to_vec(statement).map_err(|_| KeyError::Private)?;
        let sig = BASE64_STANDARD.encode(key.sign(&signed_text(PAYLOAD_TYPE, &payload)));
        Ok(Self {
            payload: BASE64_STANDARD.encode(payload),
            payload_type: PAYLOAD_TYPE.to_owned(),
            signatures: vec![Signature { keyid: key.public()?.id(), sig }],
        })
    }

    /// None if it is no envelope with something about in-toto in it, or too large.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let envelope: Self = (text.len() as u64 <= MAX_ENVELOPE).then(|| serde_json::from_slice(text).ok())??;
        (envelope.payload_type == PAYLOAD_TYPE).then_some(envelope)
    }

    /// As JSON on one line, which it ends.
    #[must_use]
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Whether it says that it is about this component. Nobody need have signed it.
    #[must_use]
    pub fn is_about(&self, component: Digest) -> bool {
        let payload = BASE64_STANDARD.decode(&self.payload).ok();
        payload
            .and_then(|payload| Statement::parse(&payload).ok())
            .is_some_and(|statement| statement.is_about(component))
    }

    /// The short names of the keys that its signatures name.
    pub(super) fn key_names(&self) -> impl Iterator<Item = String> {
        self.signatures.iter().map(|signature| {
            let name: String = signature.keyid.chars().filter(char::is_ascii_hexdigit).take(12).collect();
            if name.is_empty() { "a key without a name".to_owned() } else { format!("key {name}…") }
        })
    }

    /// The statement, if one of these keys has signed it about `component`. None if no signature names any of them.
    pub(super) fn verify(&self, keys: &[PublicKey], component: Digest) -> Option<Result<Statement, Unsigned>> {
        let mut broken = None;
        for signature in &self.signatures {
            let Some(key) = keys.iter().find(|key| key.id() == signature.keyid) else { continue };
            let payload = BASE64_STANDARD.decode(&self.payload).ok();
            let sig = BASE64_STANDARD.decode(&signature.sig).ok();
            let is_good = payload
                .as_ref()
                .zip(sig)
                .is_some_and(|(payload, sig)| key.verify(&signed_text(&self.payload_type, payload), &sig));
            match payload {
                Some(payload) if is_good => return Some(about(&payload, *key, component)),
                _ => broken = Some(Err(Unsigned::Broken(*key))),
            }
        }
        broken
    }
}

/// Only to be called with a payload whose signature is good.
fn about(payload: &[u8], key: PublicKey, component: Digest) -> Result<Statement, Unsigned> {
    let statement = Statement::parse(payload).map_err(|why| Unsigned::NoStatement { key, why })?;
    if statement.is_about(component) {
        Ok(statement)
    } else {
        Err(Unsigned::OtherComponent { key, signed: statement.subjects(), found: component })
    }
}

/// What is signed: the type and the payload with their lengths
/// (<https://github.com/secure-systems-lab/dsse/blob/master/protocol.md#signature-definition>).
fn signed_text(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    [head.as_bytes(), payload].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signed_text_is_that_of_the_specification() {
        let text = signed_text("http://example.com/HelloWorld", b"hello world");
        assert_eq!(text, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }
}
