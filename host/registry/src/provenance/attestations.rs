//! The envelopes of one component.

use super::{
    MAX_ENVELOPE, MAX_ENVELOPES, Unsigned,
    envelope::Envelope,
    key::{PublicKey, SignedBy},
    statement::Statement,
};
use crate::digest::Digest;
use std::path::{Path, PathBuf};

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attestations(Vec<Envelope>);

/// Where the envelopes of a component lie.
#[must_use]
pub fn attestations_of(component: &Path) -> PathBuf {
    let mut name = component.as_os_str().to_owned();
    name.push(".intoto.jsonl");
    name.into()
}

impl Attestations {
    /// The largest file of envelopes, bytes.
    pub const MAX_BYTES: u64 = MAX_ENVELOPE * MAX_ENVELOPES as u64;

    /// From lines. What is no envelope is passed over.
    #[must_use]
    pub fn parse(text: &[u8]) -> Self {
        Self(text.split(|byte| *byte == b'\n').filter_map(Envelope::parse).take(MAX_ENVELOPES).collect())
    }

    /// As lines.
    #[must_use]
    pub fn to_lines(&self) -> String {
        self.0.iter().map(Envelope::to_line).collect()
    }

    /// Adds one, unless it is there.
    pub fn add(&mut self, envelope: Envelope) {
        if !self.0.contains(&envelope) {
            self.0.push(envelope);
        }
    }

    /// Each of them.
    #[must_use]
    pub fn envelopes(&self) -> &[Envelope] {
        &self.0
    }

    /// What one of these keys has signed about a component.
    ///
    /// # Errors
    /// None of them has; of several reasons, one that tells of a wrong signature comes before one that tells of none.
    pub fn verify(&self, signed_by: &SignedBy, component: Digest) -> Result<Statement, Unsigned> {
        let keys: &[PublicKey] = &signed_by.0;
        let mut wrong = None;
        for envelope in &self.0 {
            match envelope.verify(keys, component) {
                Some(Ok(statement)) => return Ok(statement),
                Some(Err(why)) => wrong = wrong.or(Some(why)),
                None => {}
            }
        }
        let others: Vec<String> = self.0.iter().flat_map(Envelope::key_names).collect();
        Err(match (wrong, others.is_empty()) {
            (Some(why), _) => why,
            (None, true) => Unsigned::NoSignature,
            (None, false) => Unsigned::OtherKeys(others),
        })
    }
}
