//! Which format a JSON document is in, by its members.

use serde::{Deserialize, de::IgnoredAny};

use crate::{Route, otlp::Signal};

/// What a JSON document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Document {
    /// A body for this route. What is of no known form is read as plain JSON, whose reader says what is wrong with it.
    Body(Route),
    /// A line that the service wrote.
    Written,
}

/// Members that only one format has. Values that are `null` count as absent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Members {
    #[serde(rename = "resourceLogs", alias = "resource_logs")]
    resource_logs: Option<IgnoredAny>,
    #[serde(rename = "resourceSpans", alias = "resource_spans")]
    resource_spans: Option<IgnoredAny>,
    #[serde(rename = "resourceMetrics", alias = "resource_metrics")]
    resource_metrics: Option<IgnoredAny>,
    meta: Option<IgnoredAny>,
    events: Option<IgnoredAny>,
    logs: Option<IgnoredAny>,
    exceptions: Option<IgnoredAny>,
    measurements: Option<IgnoredAny>,
    traces: Option<IgnoredAny>,
    received_at: Option<IgnoredAny>,
    request_id: Option<IgnoredAny>,
    event_id: Option<IgnoredAny>,
    source: Option<IgnoredAny>,
}

impl Members {
    fn document(&self) -> Document {
        let Self { meta, events, logs, exceptions, measurements, traces, .. } = self;
        if [&self.received_at, &self.request_id, &self.event_id, &self.source].into_iter().all(Option::is_some) {
            return Document::Written;
        }
        Document::Body(if self.resource_logs.is_some() {
            Route::Otlp(Signal::Logs)
        } else if self.resource_spans.is_some() {
            Route::Otlp(Signal::Traces)
        } else if self.resource_metrics.is_some() {
            Route::Otlp(Signal::Metrics)
        } else if meta.is_some() && [events, logs, exceptions, measurements, traces].into_iter().any(Option::is_some) {
            Route::Faro
        } else {
            Route::Events
        })
    }
}

/// What a text is that is one JSON document; none where it is more or less than one.
pub(super) fn whole_document(text: &[u8]) -> Option<Document> {
    serde_json::from_slice::<IgnoredAny>(text).ok()?;
    Some(line(text))
}

/// What a line is, if it is JSON.
pub(super) fn line(text: &[u8]) -> Document {
    // serde would take the elements of an array as the members. An object with a member twice is left to the reader of
    // plain JSON.
    if !text.starts_with(b"{") {
        return Document::Body(Route::Events);
    }
    serde_json::from_slice::<Members>(text).map_or(Document::Body(Route::Events), |members| members.document())
}
