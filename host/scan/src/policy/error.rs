//! Why patterns do not compile.

use super::limits::{MAX_OPTION_BYTES, MAX_OPTIONS, MAX_PATTERNS, MAX_RULE_BYTES};
use super::regex_error::RegexError;
use super::replacement::TextError;

/// A policy that cannot become a scanner. The texts name patterns by their rules, as people know them; places count from 0.
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
    #[error("the rule {rule:?} is not 1 to {MAX_RULE_BYTES} letters, digits and dashes")]
    BadRule {
        /// Which pattern.
        index: usize,
        /// The name, or how it begins.
        rule: String,
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
    /// A name that is to tell no secret, and that could not tell one anyway.
    #[error("the plain name {name:?} has no effect: no name that tells a secret is at its end")]
    PlainName {
        /// The name.
        name: String,
    },
    /// A country in the options is none, or has no numbering plan.
    #[error("one of the countries is no region with telephone numbers; use two letters of ISO 3166-1 such as DE")]
    UnknownCountry,
    /// A regular expression is too long, malformed, or its automaton is too large.
    #[error("the regular expression of {rule} {source}")]
    Regex {
        /// Which pattern.
        index: usize,
        /// Its rule.
        rule: String,
        /// Why not.
        source: RegexError,
    },
    /// The regular expressions are too large together.
    #[error("the regular expressions are too large together, use several scanners: {source}")]
    RegexSet {
        /// What the compiler says.
        source: RegexError,
    },
    /// A replacement is for a pattern that is not there.
    #[error("there is no pattern {index} in the scanner")]
    NoSuchPattern {
        /// Which pattern.
        index: usize,
    },
    /// The last four digits of this kind are not kept.
    #[error(
        "the last four digits of {rule} are not kept: they are for phone, card, iban, bank-account, device-id and for \
         regular expressions"
    )]
    NoLastFour {
        /// Which pattern.
        index: usize,
        /// Its rule.
        rule: String,
    },
    /// What is no card has no issuer.
    #[error("the first six digits of {rule} are not kept: they are for the kind card alone")]
    NoBin {
        /// Which pattern.
        index: usize,
        /// Its rule.
        rule: String,
    },
    /// A text cannot take the place of a match.
    #[error("the text in the place of {rule} {source}")]
    BadText {
        /// Which pattern.
        index: usize,
        /// Its rule.
        rule: String,
        /// Why not.
        source: TextError,
    },
}
