//! Why patterns do not compile.

use super::limits::{MAX_OPTION_BYTES, MAX_OPTIONS, MAX_PATTERNS, MAX_REGEX_BYTES, MAX_RULE_BYTES};
use super::replacement::TextError;

/// A policy that cannot become a scanner. The texts name patterns by their place in the list, counted from 0.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// The list is too long.
    #[error(
        "{count} patterns in one scanner, {MAX_PATTERNS} are allowed; use several scanners or join regular expressions by `|`"
    )]
    TooManyPatterns {
        /// How many there were.
        count: usize,
    },
    /// A rule's name is empty, too long, or has other characters than letters, digits and dashes.
    #[error("the rule of pattern {index} is not 1 to {MAX_RULE_BYTES} letters, digits and dashes")]
    BadRule {
        /// Which pattern.
        index: usize,
    },
    /// The options name too much.
    #[error("{count} names and countries in the options of a scanner, {MAX_OPTIONS} are allowed")]
    TooManyOptions {
        /// How many there were.
        count: usize,
    },
    /// A name in the options has no letter and no digit, or is too long.
    #[error("the name {name:?} is not 1 to {MAX_OPTION_BYTES} bytes with a letter or digit among them")]
    BadName {
        /// The name, or how it begins.
        name: String,
    },
    /// A country in the options is none, or has no numbering plan.
    #[error("one of the countries is no region with telephone numbers; use two letters of ISO 3166-1 such as DE")]
    UnknownCountry,
    /// A regular expression is too long.
    #[error("the regular expression of pattern {index} has {bytes} bytes, {MAX_REGEX_BYTES} are allowed")]
    RegexTooLong {
        /// Which pattern.
        index: usize,
        /// Its length.
        bytes: usize,
    },
    /// A regular expression is malformed, or its automaton is too large.
    #[error("the regular expression of pattern {index} cannot be compiled: {source}")]
    Regex {
        /// Which pattern.
        index: usize,
        /// What the compiler says.
        source: Box<regex::Error>,
    },
    /// The regular expressions are too large together.
    #[error("the regular expressions are too large together, use several scanners: {source}")]
    RegexSet {
        /// What the compiler says.
        source: Box<regex::Error>,
    },
    /// A replacement is for a pattern that is not there.
    #[error("there is no pattern {index} in the scanner")]
    NoSuchPattern {
        /// Which pattern.
        index: usize,
    },
    /// The last four digits of this kind are not kept.
    #[error(
        "the last four digits of pattern {index} are not kept: they are for phone, card, iban, bank-account, device-id and for \
         regular expressions"
    )]
    NoLastFour {
        /// Which pattern.
        index: usize,
    },
    /// What is no card has no issuer.
    #[error("the first six digits of pattern {index} are not kept: they are for the kind card alone")]
    NoBin {
        /// Which pattern.
        index: usize,
    },
    /// A text cannot take the place of a match.
    #[error("the text in the place of pattern {index} {source}")]
    BadText {
        /// Which pattern.
        index: usize,
        /// Why not.
        source: TextError,
    },
}
