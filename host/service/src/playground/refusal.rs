//! Why the playground does not do what its page asks for.

use http::StatusCode;
use serde::Serialize;

/// A refused request, with the reasons for the person before the page.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) why: Vec<String>,
}

#[derive(Serialize)]
struct Body<'a> {
    errors: &'a [String],
}

impl Refusal {
    pub(super) fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, why: vec![why.into()] }
    }

    /// What was asked for cannot be done: the events, the settings or a filter are wrong.
    pub(super) fn of_input(why: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, why)
    }

    /// `{"errors": […]}`
    pub(super) fn json(&self) -> Vec<u8> {
        serde_json::to_vec(&Body { errors: &self.why }).unwrap_or_default()
    }
}

impl From<Vec<String>> for Refusal {
    fn from(why: Vec<String>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, why }
    }
}
