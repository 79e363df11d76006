//! Reports of browsers that were not written, and why.

use sluice_metrics::{IntCounter, Registry, counters};

/// By reason.
#[derive(Clone)]
pub struct ReportMetrics {
    /// They had been written already, and their reply was lost.
    pub repeated: IntCounter,
    /// They said the same as another within a second.
    pub merged: IntCounter,
    /// Requests of tenants that want none.
    pub switched_off: IntCounter,
}

impl ReportMetrics {
    /// Registers them.
    ///
    /// # Errors
    /// When there is a metric of this name already.
    pub fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let unwritten = counters(
            r,
            "telemetry_reports_unwritten_total",
            "Reports of browsers that were answered and not written, by reason",
            &["reason"],
        )?;
        let [repeated, merged, switched_off] =
            ["repeated", "merged", "switched_off"].map(|reason| unwritten.with_label_values(&[reason]));
        Ok(Self { repeated, merged, switched_off })
    }
}
