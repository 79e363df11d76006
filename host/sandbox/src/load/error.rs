//! Why a filter is not loaded.

use std::fmt::Display;

use serde::{Deserialize, Serialize};

use super::stage::Stage;
use crate::report::printable::printable;

/// Room for a validator's message, or what `configure` says.
const TEXT_CHARS: usize = 1_000;

/// A filter that was refused: at which step, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{stage}: {text}")]
pub struct Refusal {
    /// The step.
    pub stage: Stage,
    /// What is wrong; the text of a filter's author is made printable and cut.
    pub text: String,
}

impl Refusal {
    /// A refusal at that step, with a text for people.
    #[must_use]
    pub fn new(stage: Stage, text: impl Into<String>) -> Self {
        Self { stage, text: text.into() }
    }

    pub(crate) fn of(stage: Stage, what: &str, error: &(impl Display + ?Sized)) -> Self {
        let error = printable(&error.to_string(), TEXT_CHARS);
        Self { stage, text: format!("{what}: {error}") }
    }
}

/// A refusal with the filter that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("filter `{filter}`: {refusal}")]
pub struct LoadError {
    /// As configured.
    pub filter: String,
    /// Why.
    #[source]
    pub refusal: Refusal,
}
