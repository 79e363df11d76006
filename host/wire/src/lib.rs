//! The only home of wire formats: bytes to a batch, and what happened to a reply.

mod base64;
pub mod content_encoding;
pub mod content_type;
mod decompress;
mod decompressor;
mod error;
mod event_text;
pub mod faro;
pub mod json;
mod known;
pub mod otlp;

use bytes::Bytes;
use content_type::Form;
use otlp::{Encoding, Signal};
use sluice_event::{Batch, DecodeError, DecodeLimits, Document};

pub use decompress::{Decompression, decompress_at_once};
pub use error::WireError;

/// What a path takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// `/v1/events`: plain JSON.
    Events,
    /// `/v1/logs`, `/v1/traces`, `/v1/metrics`: OTLP.
    Otlp(Signal),
    /// `/collect`: Grafana Faro.
    Faro,
}

impl Route {
    /// The route of a path.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        match path {
            "/v1/events" => Some(Self::Events),
            "/v1/logs" => Some(Self::Otlp(Signal::Logs)),
            "/v1/traces" => Some(Self::Otlp(Signal::Traces)),
            "/v1/metrics" => Some(Self::Otlp(Signal::Metrics)),
            "/collect" => Some(Self::Faro),
            _ => None,
        }
    }

    /// Whether its bodies have a place for a token.
    #[must_use]
    pub fn has_envelope(self) -> bool {
        self == Self::Events
    }

    /// The label of metrics and logs.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Otlp(Signal::Logs) => "otlp_logs",
            Self::Otlp(Signal::Traces) => "otlp_traces",
            Self::Otlp(Signal::Metrics) => "otlp_metrics",
            Self::Faro => "faro",
        }
    }
}

/// Reads a batch.
///
/// # Errors
/// Where the body is not what the route takes, or more than `limits` allow.
pub fn decode(route: Route, form: Form, body: Bytes, limits: &DecodeLimits) -> Result<Batch, DecodeError> {
    match route {
        Route::Events => json::decode(form, body, limits),
        Route::Otlp(signal) => otlp::decode(signal, Encoding::of(form), body, limits),
        Route::Faro => faro::decode(body, limits),
    }
}

/// A body of JSON that is not in the shape of events.
fn document(body: Bytes, depth: usize, nodes: usize) -> Result<Document, DecodeError> {
    let body = String::from_utf8(body.into())
        .map_err(|error| DecodeError::Syntax { offset: error.utf8_error().valid_up_to(), what: "invalid UTF-8" })?;
    Document::read(body, depth, nodes)
}

#[cfg(test)]
mod tests;
