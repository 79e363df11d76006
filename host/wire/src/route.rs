//! The paths of the service.

use crate::{datadog::Intake, otlp::Signal, sentry::Endpoint};

/// What a path takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// `/v1/events`: plain JSON.
    Events,
    /// `/v1/logs`, `/v1/traces`, `/v1/metrics`: OTLP.
    Otlp(Signal),
    /// `/collect`: Grafana Faro.
    Faro,
    /// `/api/{project}/envelope`, `/api/{project}/store`, and `/tunnel`: Sentry.
    Sentry(Endpoint),
    /// `/v1/reports`: what browsers report by themselves.
    Reports,
    /// `/api/v2/rum`, `/api/v2/logs`, and `/datadog` for a `proxy`: Datadog.
    Datadog(Intake),
}

impl Route {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Events,
        Self::Otlp(Signal::Logs),
        Self::Otlp(Signal::Traces),
        Self::Otlp(Signal::Metrics),
        Self::Faro,
        Self::Sentry(Endpoint::Envelope),
        Self::Sentry(Endpoint::Store),
        Self::Reports,
        Self::Datadog(Intake::Rum),
        Self::Datadog(Intake::Logs),
        Self::Datadog(Intake::Recording),
        Self::Datadog(Intake::Proxy),
    ];

    /// The route of a path.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        match path {
            "/v1/events" => Some(Self::Events),
            "/v1/logs" => Some(Self::Otlp(Signal::Logs)),
            "/v1/traces" => Some(Self::Otlp(Signal::Traces)),
            "/v1/metrics" => Some(Self::Otlp(Signal::Metrics)),
            "/collect" => Some(Self::Faro),
            "/v1/reports" => Some(Self::Reports),
            // https://develop.sentry.dev/sdk/expected-features/#tunnel
            "/tunnel" => Some(Self::Sentry(Endpoint::Envelope)),
            _ => Intake::of(path).map(Self::Datadog).or_else(|| Endpoint::of(path).map(Self::Sentry)),
        }
    }

    /// The route that the query of a request means, where that of its path is for any.
    #[must_use]
    pub fn forwarded(self, query: Option<&str>) -> Option<Self> {
        match self {
            Self::Datadog(intake) => intake.forwarded(query).map(Self::Datadog),
            other => Some(other),
        }
    }

    /// Whether its bodies have a place for a token or a key.
    #[must_use]
    pub fn has_envelope(self) -> bool {
        matches!(self, Self::Events | Self::Sentry(Endpoint::Envelope))
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
            Self::Sentry(Endpoint::Envelope) => "sentry_envelope",
            Self::Sentry(Endpoint::Store) => "sentry_store",
            Self::Reports => "reports",
            Self::Datadog(Intake::Rum) => "datadog_rum",
            Self::Datadog(Intake::Logs) => "datadog_logs",
            Self::Datadog(Intake::Recording) => "datadog_recording",
            Self::Datadog(Intake::Proxy) => "datadog",
        }
    }
}
