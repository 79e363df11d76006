//! What takes the place of a match.

use serde::{Deserialize, Serialize};

/// The longest text that a filter puts in the place of a match, in bytes.
pub const MAX_REPLACEMENT_BYTES: usize = 64;

/// What takes the place of a match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Replacement {
    /// `[redacted:RULE]`.
    #[default]
    Mask,
    /// `[RULE:…]` with a keyed hash, the same for the same value within one tenant.
    Pseudonym,
    /// Nothing: the whole value that has a match in it is removed. The name of a member has a [`Mask`](Replacement::Mask).
    Removal,
    /// `[RULE:*1234]`, the last four digits of a number. Where fewer than five would be hidden, a
    /// [`Mask`](Replacement::Mask).
    LastFour,
    /// `[RULE:411111*1234]`, the first six and last four digits of a card. Where fewer than five would be hidden, as
    /// [`LastFour`](Replacement::LastFour).
    BinAndLastFour,
    /// A text of the filter's own.
    Text(String),
}

/// Why a text cannot take the place of a match.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// It is empty or too long.
    #[error("has {bytes} bytes, 1 to {MAX_REPLACEMENT_BYTES} are allowed")]
    Length {
        /// How many it has.
        bytes: usize,
    },
    /// It has a line break or another character that is not shown.
    #[error("has a character that is not shown, such as a line break; use letters, digits and signs")]
    NotShown,
    /// With what follows it, it could be read as something else.
    #[error("has a %, & or \\, which begin escapes; leave it out")]
    Escape,
    /// The numbers around it could be read as one.
    #[error(
        "has only digits, blanks and separators, which would join the numbers around it; add a letter or a sign such as *"
    )]
    Separators,
    /// A scan of the line would find it.
    #[error("is found as {rule} itself; use another text")]
    Found {
        /// The rule of the pattern that finds it, or the kind.
        rule: String,
    },
}
