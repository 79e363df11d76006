//! The `telemetry_filter_info` series: there while a chain holds the filter. While a chain is replaced two hold it.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;

use crate::metrics::SandboxMetrics;

/// Chain, filter, version, digest.
type Labels = [String; 4];

/// Counts the holders.
pub(crate) struct Users {
    metrics: Arc<SandboxMetrics>,
    counts: Mutex<HashMap<Labels, usize>>,
}

/// One holder.
pub(crate) struct InUse {
    users: Arc<Users>,
    labels: Labels,
}

impl Users {
    pub(crate) fn new(metrics: Arc<SandboxMetrics>) -> Arc<Self> {
        Arc::new(Self { metrics, counts: Mutex::new(HashMap::new()) })
    }

    pub(crate) fn add(self: &Arc<Self>, labels: [&str; 4]) -> InUse {
        let labels = labels.map(str::to_owned);
        *self.counts.lock().entry(labels.clone()).or_default() += 1;
        self.show(&labels, true);
        InUse { users: Arc::clone(self), labels }
    }

    fn show(&self, [chain, filter, version, digest]: &Labels, used: bool) {
        self.metrics.in_use(chain, filter, version, digest, used);
    }
}

impl Drop for InUse {
    fn drop(&mut self) {
        let mut counts = self.users.counts.lock();
        if let Some(count) = counts.get_mut(&self.labels) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.labels);
                self.users.show(&self.labels, false);
            }
        }
    }
}
