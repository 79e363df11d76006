//! Where a component comes from: signed statements, which are verified without asking anybody.
//!
//! A statement is one of in-toto (<https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md>) about the digest
//! of a component. It is signed with Ed25519 in an envelope of DSSE
//! (<https://github.com/secure-systems-lab/dsse/blob/master/envelope.md>). Envelopes lie beside a component, one a line, in a
//! file with its name and `.intoto.jsonl`.

mod attestations;
mod envelope;
mod key;
mod statement;

pub use attestations::{Attestations, attestations_of};
pub use envelope::Envelope;
pub use key::{KeyError, PublicKey, SignedBy, SigningKey};
pub use statement::{PREDICATE_TYPE, Predicate, Statement};

use crate::digest::Digest;

pub(crate) const MEDIA_TYPE: &str = "application/vnd.dsse.envelope.v1+json";
/// The largest envelope, bytes: a statement names the cases that passed.
pub(crate) const MAX_ENVELOPE: u64 = 64 << 10;
/// Envelopes of one component.
pub(crate) const MAX_ENVELOPES: usize = 16;

/// Why a component does not count as signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsigned {
    /// Nobody has signed it.
    #[error(
        "it is not signed; `sluice filter sign FILE.wasm --key KEY` signs it, and `sluice filter push --key KEY` a pushed one"
    )]
    NoSignature,
    /// Others have signed it.
    #[error("none of its signatures is of a key in `signed_by`; it was signed by {}", .0.join(", "))]
    OtherKeys(Vec<String>),
    /// A signature that names a trusted key does not belong to the statement.
    #[error(
        "its signature by {0} is not of what it says: it was changed after it was signed, or signed by somebody else"
    )]
    Broken(PublicKey),
    /// The statement is about something else.
    #[error("its signature by {key} is of another component, {signed}, and it is {found}")]
    OtherComponent {
        /// Who has signed.
        key: PublicKey,
        /// What the statement is about.
        signed: String,
        /// What the component is.
        found: Digest,
    },
    /// The statement is none that is understood.
    #[error("what {key} has signed {why}")]
    NoStatement {
        /// Who has signed.
        key: PublicKey,
        /// What is wrong with it.
        why: String,
    },
}

#[cfg(test)]
mod tests;
