//! What a filter asks a scanner to look for.

use crate::{Kind, Replacement};
use serde::{Deserialize, Serialize};

/// One thing to look for, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// The name that stands in the place of a match and in the receipts: 1 to [`MAX_RULE_BYTES`](crate::MAX_RULE_BYTES) letters, digits, dashes.
    pub rule: String,
    /// What matches.
    pub matcher: Matcher,
    /// What takes the place of a match.
    #[serde(default)]
    pub replacement: Replacement,
}

impl Pattern {
    /// Masks a kind, under its name.
    #[must_use]
    pub fn masking(kind: Kind) -> Pattern {
        Pattern { rule: kind.to_string(), matcher: Matcher::Kind(kind), replacement: Replacement::Mask }
    }
}

/// What matches: `{"kind": "email"}` or `{"regex": "…"}` as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matcher {
    /// A built-in kind, with its check digits where it has any.
    Kind(Kind),
    /// A regular expression in the syntax of <https://docs.rs/regex>. Empty matches do not count.
    Regex(String),
}
