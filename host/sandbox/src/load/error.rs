//! Why a filter is not loaded.

use std::fmt::Display;

use serde::{Deserialize, Serialize};

use super::stage::Stage;
use crate::printable::printable;

/// The longest text of an error, from a validator or from `configure`.
const TEXT_CHARS: usize = 1_000;

/// Why a filter was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{stage}: {text}")]
pub struct Refusal {
    /// The step at which it was refused.
    pub stage: Stage,
    /// The reason. Text from a filter's author is made printable and truncated.
    pub text: String,
}

impl Refusal {
    /// A refusal at a step, with a reason for people.
    #[must_use]
    pub fn new(stage: Stage, text: impl Into<String>) -> Self {
        Self { stage, text: text.into() }
    }

    pub(crate) fn from_error(stage: Stage, what: &str, error: &(impl Display + ?Sized)) -> Self {
        let error = printable(&error.to_string(), TEXT_CHARS);
        Self { stage, text: format!("{what}: {error}") }
    }
}

/// The refusal of a filter of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("filter `{filter}`: {refusal}")]
pub struct LoadError {
    /// The filter's configured name.
    pub filter: String,
    /// The reason.
    #[source]
    pub refusal: Refusal,
}

impl LoadError {
    /// Whether the filter itself is not to blame: a registry did not give its component.
    #[must_use]
    pub fn is_outside(&self) -> bool {
        self.refusal.stage == Stage::Pull
    }
}
