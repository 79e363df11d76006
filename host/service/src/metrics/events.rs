//! Events by tenant.

use sluice_event::{DecodeReport, RejectReason, Unrecognised};
use sluice_metrics::{IntCounter, IntCounterVec, Registry};
use sluice_metrics::{counter, counters};
use sluice_wire::Route;

/// What becomes of an event.
pub(super) const OUTCOMES: &[&str] = &["written", "dropped", "withheld", "rejected"];

/// Events by tenant and outcome.
pub struct EventMetrics {
    /// Outcomes: `written`, `dropped`, `withheld`, `rejected`.
    pub outcomes: IntCounterVec,
    /// Bytes of lines.
    pub bytes: IntCounterVec,
    /// Requests refused because their tenant took more than it may.
    pub limited: IntCounterVec,
    /// Lines cut to `max_line_bytes`.
    pub truncated: IntCounter,
    /// Events that could not be read, by route and reason.
    unreadable: IntCounterVec,
    /// Bodies in which nothing was recognised, by route and reason.
    unrecognised: IntCounterVec,
}

impl EventMetrics {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let unreadable = counters(
            r,
            "telemetry_events_unreadable_total",
            "Events that could not be read, while their neighbours could, by route and reason",
            &["route", "reason"],
        )?;
        let unrecognised = counters(
            r,
            "telemetry_bodies_unrecognised_total",
            "Bodies in which nothing was recognised, by route and reason",
            &["route", "reason"],
        )?;
        for route in Route::ALL.map(Route::label) {
            RejectReason::ALL.iter().for_each(|reason| drop(unreadable.with_label_values(&[route, reason.label()])));
            Unrecognised::LABELS.iter().for_each(|reason| drop(unrecognised.with_label_values(&[route, reason])));
        }
        Ok(Self {
            outcomes: counters(r, "telemetry_events_total", "Events by tenant and outcome", &["tenant", "outcome"])?,
            bytes: counters(r, "telemetry_event_bytes_total", "Bytes of lines by tenant", &["tenant"])?,
            limited: counters(
                r,
                "telemetry_tenant_limited_total",
                "Requests refused because their tenant took more than [fairness] lets it",
                &["tenant"],
            )?,
            truncated: counter(r, "telemetry_lines_truncated_total", "Lines cut to max_line_bytes")?,
            unreadable,
            unrecognised,
        })
    }

    /// Counts what of a body became no event.
    pub fn count_unread(&self, route: Route, report: &DecodeReport) {
        for rejected in &report.rejected {
            self.unreadable.with_label_values(&[route.label(), rejected.reason.label()]).inc();
        }
        // Those past the first few have no reason of their own.
        if let Some(last) = report.rejected.last() {
            let others = report.rejected_count - report.rejected.len();
            self.unreadable.with_label_values(&[route.label(), last.reason.label()]).inc_by(others as u64);
        }
        if let Some(why) = report.unrecognised {
            self.unrecognised.with_label_values(&[route.label(), why.label()]).inc();
        }
    }

    /// Removes the series of a tenant that is no more. Requests that are under way count where nobody looks.
    pub fn forget(&self, tenant: &str) {
        OUTCOMES.iter().for_each(|outcome| _ = self.outcomes.remove_label_values(&[tenant, outcome]));
        let _ = self.bytes.remove_label_values(&[tenant]);
        let _ = self.limited.remove_label_values(&[tenant]);
    }
}
