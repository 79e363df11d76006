use super::kind::Kind;
use super::value::Span;
use serde::{Deserialize, Serialize};

/// One thing to find, and what to put in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The name that stands in the place of a match and in the receipts: 1 to 32 ASCII letters, digits and dashes.
    pub rule: String,
    /// What to find.
    pub matcher: Matcher,
    /// What to put in its place.
    pub replacement: Replacement,
}

/// What to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// A built-in kind.
    Kind(Kind),
    /// A regular expression in the syntax of the crate [regex](https://docs.rs/regex/latest/regex/#syntax).
    Regex(String),
}

/// What settings change about the built-in kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Names that tell secrets, beside the built-in ones: `voucher` also stands for `my_voucher` and `myVoucher`.
    pub secret_names: Vec<String>,
    /// Names that tell none: whole names, or entries of the built-in list.
    pub plain_names: Vec<String>,
    /// Regions (ISO 3166-1) whose national telephone numbers match as they are written there: `DE`.
    pub countries: Vec<String>,
}

/// What to put in the place of a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Replacement {
    /// `[redacted:RULE]`
    #[default]
    Mask,
    /// `[RULE:…]`, a keyed hash that is the same for the same value within one tenant.
    Pseudonym,
}

/// A place in a text that matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Where.
    pub span: Span,
    /// Which pattern: its place in the list that was compiled.
    pub pattern: u32,
}

impl Pattern {
    /// Masks a built-in kind; the rule is its name.
    pub fn kind(kind: Kind) -> Pattern {
        Pattern { rule: kind.as_str().into(), matcher: Matcher::Kind(kind), replacement: Replacement::Mask }
    }

    /// Masks what a regular expression matches.
    pub fn regex(rule: impl Into<String>, regex: impl Into<String>) -> Pattern {
        Pattern { rule: rule.into(), matcher: Matcher::Regex(regex.into()), replacement: Replacement::Mask }
    }

    /// The same with another replacement.
    pub fn replaced_by(self, replacement: Replacement) -> Pattern {
        Pattern { replacement, ..self }
    }
}
