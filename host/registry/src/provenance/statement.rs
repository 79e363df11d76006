//! What is said of a component.

use crate::digest::Digest;
use serde::{Deserialize, Serialize};

const TYPE: &str = "https://in-toto.io/Statement/v1";
/// What the predicate of these statements is.
pub const PREDICATE_TYPE: &str = "https://example.com/sluice/filter/v1";

/// A statement of in-toto about one component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    #[serde(rename = "_type")]
    kind: String,
    subject: Vec<Subject>,
    #[serde(rename = "predicateType")]
    predicate_type: String,
    /// What is said.
    pub predicate: Predicate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Subject {
    name: String,
    digest: SubjectDigest,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SubjectDigest {
    /// Hexadecimal digits alone.
    sha256: String,
}

/// Where a component comes from, what holds of it, and what it can do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Predicate {
    /// The source that it was built from, as in `git+https://example.com/filters@COMMIT`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What it was built with, as the component says itself.
    #[serde(default)]
    pub toolchain: Vec<String>,
    /// The names of the test cases that passed when it was signed.
    #[serde(default)]
    pub cases_passed: Vec<String>,
    /// Full names of the interfaces that it imports.
    #[serde(default)]
    pub imports: Vec<String>,
}

impl Statement {
    /// About a component of this name.
    #[must_use]
    pub fn new(name: &str, component: Digest, predicate: Predicate) -> Self {
        let digest = SubjectDigest { sha256: component.to_hex() };
        Self {
            kind: TYPE.to_owned(),
            subject: vec![Subject { name: name.to_owned(), digest }],
            predicate_type: PREDICATE_TYPE.to_owned(),
            predicate,
        }
    }

    /// Whether it is about this component.
    #[must_use]
    pub fn is_about(&self, component: Digest) -> bool {
        let hex = component.to_hex();
        self.subject.iter().any(|subject| subject.digest.sha256 == hex)
    }

    /// The digests that it is about.
    pub(super) fn subjects(&self) -> String {
        let digests: Vec<String> =
            self.subject.iter().map(|subject| format!("sha256:{}", subject.digest.sha256)).collect();
        digests.join(", ").chars().take(200).collect()
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let statement: Self =
            serde_json::from_slice(bytes).map_err(|error| format!("is no statement about a filter ({error})"))?;
        if statement.kind != TYPE || statement.predicate_type != PREDICATE_TYPE {
            return Err("is a statement of another type than about a filter".to_owned());
        }
        Ok(statement)
    }
}
