//! What comes by OTLP, and how it is written down.

use crate::body::form::Form;

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

impl Signal {
    const ALL: [Self; 3] = [Self::Logs, Self::Traces, Self::Metrics];

    /// The field of its request, by its name in JSON.
    pub(super) fn resources(self) -> &'static str {
        match self {
            Self::Logs => "resourceLogs",
            Self::Traces => "resourceSpans",
            Self::Metrics => "resourceMetrics",
        }
    }

    /// The signal whose request has a field of this name.
    pub(super) fn of_resources(name: &str) -> Option<Self> {
        let is_named = |signal: &Self| match signal {
            Self::Logs => name == "resource_logs",
            Self::Traces => name == "resource_spans",
            Self::Metrics => name == "resource_metrics",
        };
        Self::ALL.into_iter().find(|signal| signal.resources() == name || is_named(signal))
    }

    /// The lists within a resource.
    pub(super) fn scopes(self) -> &'static str {
        match self {
            Self::Logs => "scopeLogs",
            Self::Traces => "scopeSpans",
            Self::Metrics => "scopeMetrics",
        }
    }

    /// The records of a scope.
    pub(super) fn records(self) -> &'static str {
        match self {
            Self::Logs => "logRecords",
            Self::Traces => "spans",
            Self::Metrics => "metrics",
        }
    }

    /// Where it is sent.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Logs => "/v1/logs",
            Self::Traces => "/v1/traces",
            Self::Metrics => "/v1/metrics",
        }
    }
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
