//! Pulls of components from registries, by how they ended.

use sluice_metrics::{IntCounter, Registry, counters};

/// By result.
#[derive(Clone)]
pub struct PullMetrics {
    /// The component is in the cache.
    pub pulled: IntCounter,
    /// It could not be pulled, and is tried again.
    pub failed: IntCounter,
}

impl PullMetrics {
    /// Registers them.
    ///
    /// # Errors
    /// When there is a metric of this name already.
    pub fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let pulls = counters(
            r,
            "telemetry_component_pulls_total",
            "Pulls of components from registries, by result",
            &["result"],
        )?;
        let [pulled, failed] = ["pulled", "failed"].map(|result| pulls.with_label_values(&[result]));
        Ok(Self { pulled, failed })
    }
}
