//! Which format a JSON document is in, by its members.

use serde::{Deserialize, de::IgnoredAny};

use crate::{datadog::Intake, otlp::Signal, route::Route, sentry::Endpoint};

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
    #[serde(rename = "csp-report")]
    csp_report: Option<IgnoredAny>,
    #[serde(rename = "_dd")]
    dd: Option<IgnoredAny>,
    #[serde(rename = "type")]
    kind: Option<IgnoredAny>,
    application: Option<IgnoredAny>,
    date: Option<IgnoredAny>,
    status: Option<IgnoredAny>,
    logger: Option<IgnoredAny>,
    session_id: Option<IgnoredAny>,
    ddtags: Option<IgnoredAny>,
    platform: Option<IgnoredAny>,
    sdk: Option<IgnoredAny>,
}

impl Members {
    fn document(&self) -> Document {
        let Self { meta, events, logs, exceptions, measurements, traces, .. } = self;
        if [&self.received_at, &self.request_id, &self.event_id, &self.source].into_iter().all(Option::is_some) {
            return Document::Written;
        }
        Document::Body(self.sdk_route().unwrap_or(if self.resource_logs.is_some() {
            Route::Otlp(Signal::Logs)
        } else if self.resource_spans.is_some() {
            Route::Otlp(Signal::Traces)
        } else if self.resource_metrics.is_some() {
            Route::Otlp(Signal::Metrics)
        } else if meta.is_some() && [events, logs, exceptions, measurements, traces].into_iter().any(Option::is_some) {
            Route::Faro
        } else {
            Route::Events
        }))
    }

    /// The route of what a browser, or an SDK of Sentry or Datadog, sends as one object.
    fn sdk_route(&self) -> Option<Route> {
        let all = |members: &[&Option<IgnoredAny>]| members.iter().all(|member| member.is_some());
        let is_log = all(&[&self.date, &self.status])
            && [&self.logger, &self.session_id, &self.ddtags, &self.dd].into_iter().any(Option::is_some);
        if self.csp_report.is_some() {
            Some(Route::Reports)
        } else if all(&[&self.dd, &self.kind, &self.application, &self.date]) {
            Some(Route::Datadog(Intake::Rum))
        } else if is_log {
            Some(Route::Datadog(Intake::Logs))
        } else if all(&[&self.event_id, &self.platform, &self.sdk]) {
            Some(Route::Sentry(Endpoint::Store))
        } else {
            None
        }
    }
}

/// An element of what a browser reports. <https://www.w3.org/TR/reporting-1/#serialize-reports>
#[derive(Deserialize)]
struct Report {
    #[serde(rename = "type")]
    _kind: String,
    #[serde(rename = "url")]
    _url: String,
    #[serde(rename = "body")]
    _body: IgnoredAny,
    #[serde(rename = "age")]
    _age: IgnoredAny,
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
    if text.starts_with(b"{") {
        return serde_json::from_slice::<Members>(text)
            .map_or(Document::Body(Route::Events), |members| members.document());
    }
    let reports = serde_json::from_slice::<Vec<Report>>(text);
    Document::Body(if reports.is_ok_and(|reports| !reports.is_empty()) { Route::Reports } else { Route::Events })
}
