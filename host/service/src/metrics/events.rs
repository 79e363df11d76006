//! Events by tenant.

use prometheus::{IntCounter, IntCounterVec};
use sluice_metrics::Registry;
use sluice_metrics::{counter, counters};

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
}

impl EventMetrics {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
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
        })
    }

    /// Removes the series of a tenant that is no more. Requests that are under way count where nobody looks.
    pub fn forget(&self, tenant: &str) {
        OUTCOMES.iter().for_each(|outcome| _ = self.outcomes.remove_label_values(&[tenant, outcome]));
        let _ = self.bytes.remove_label_values(&[tenant]);
        let _ = self.limited.remove_label_values(&[tenant]);
    }
}
