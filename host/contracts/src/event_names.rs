//! The names of monitored events: regular expressions that match whole names, in linear time.

use regex::{Regex, RegexBuilder};

use crate::maps::HashSet;

/// Bytes of one compiled pattern, and of all of a contract.
const PATTERN_BYTES: usize = 64 << 10;
const CONTRACT_BYTES: usize = 1 << 20;

/// How a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The contract names it.
    Literal,
    /// A pattern matches it: clients decide how many such names there are.
    Pattern,
}

/// The names of the events that a contract monitors.
#[derive(Default)]
pub(crate) struct EventNames {
    literals: HashSet<Box<str>>,
    patterns: Option<Regex>,
}

impl EventNames {
    /// # Errors
    /// All patterns together are too large.
    pub(crate) fn compile(patterns: &[String]) -> Result<Self, regex::Error> {
        let (literals, patterns): (Vec<_>, Vec<_>) = patterns.iter().partition(|text| is_literal(text));
        let union = patterns.iter().map(|pattern| format!("(?:{pattern})")).collect::<Vec<_>>().join("|");
        let patterns = (!patterns.is_empty()).then(|| whole(&union, CONTRACT_BYTES)).transpose()?;
        Ok(Self { literals: literals.into_iter().map(|text| text.as_str().into()).collect(), patterns })
    }

    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<Found> {
        if self.literals.contains(name) {
            return Some(Found::Literal);
        }
        self.patterns.as_ref().is_some_and(|patterns| patterns.is_match(name)).then_some(Found::Pattern)
    }
}

/// What is wrong with a pattern.
pub(crate) fn mistake(pattern: &str) -> Option<String> {
    whole(pattern, PATTERN_BYTES).err().map(|error| match error {
        regex::Error::CompiledTooBig(limit) => format!("takes more than {limit} bytes when it is compiled"),
        error => error.to_string().lines().last().unwrap_or_default().trim().to_owned(),
    })
}

fn whole(pattern: &str, bytes: usize) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&format!(r"\A(?:{pattern})\z")).size_limit(bytes).dfa_size_limit(bytes).build()
}

fn is_literal(pattern: &str) -> bool {
    regex::escape(pattern) == pattern
}
