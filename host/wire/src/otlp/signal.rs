//! What comes by OTLP, and how it is written down.

use crate::form::Form;

/// What a request carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Log records.
    Logs,
    /// Spans.
    Traces,
    /// Data points.
    Metrics,
}

/// How it is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// <https://protobuf.dev/programming-guides/encoding/>
    Protobuf,
    /// <https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>
    Json,
}

impl Encoding {
    /// The encoding that a content type stands for.
    #[must_use]
    pub fn of(form: Form) -> Self {
        if form == Form::Protobuf { Self::Protobuf } else { Self::Json }
    }
}
