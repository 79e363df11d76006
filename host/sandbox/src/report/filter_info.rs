//! The `telemetry_filter_info` series, which exist while a chain has the filter. While a chain is replaced, two chains
//! have it.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;

use crate::metrics::SandboxMetrics;

/// Chain, filter, version, digest.
type Labels = [String; 4];

/// Counts the handles of each series.
pub(crate) struct FilterInfo {
    metrics: Arc<SandboxMetrics>,
    counts: Mutex<HashMap<Labels, usize>>,
}

/// Keeps a series until it is dropped.
pub(crate) struct FilterInfoHandle {
    info: Arc<FilterInfo>,
    labels: Labels,
}

impl FilterInfo {
    pub(crate) fn new(metrics: Arc<SandboxMetrics>) -> Arc<Self> {
        Arc::new(Self { metrics, counts: Mutex::new(HashMap::new()) })
    }

    pub(crate) fn register(self: &Arc<Self>, labels: [&str; 4]) -> FilterInfoHandle {
        let labels = labels.map(str::to_owned);
        *self.counts.lock().entry(labels.clone()).or_default() += 1;
        self.set(&labels, true);
        FilterInfoHandle { info: Arc::clone(self), labels }
    }

    fn set(&self, [chain, filter, version, digest]: &Labels, is_used: bool) {
        self.metrics.set_info(chain, filter, version, digest, is_used);
    }
}

impl Drop for FilterInfoHandle {
    fn drop(&mut self) {
        let mut counts = self.info.counts.lock();
        if let Some(count) = counts.get_mut(&self.labels) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.labels);
                self.info.set(&self.labels, false);
            }
        }
    }
}
