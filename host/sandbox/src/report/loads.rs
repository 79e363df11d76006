//! The series of loads. A refused filter is in no chain, so nothing else would remove them; and a tenant may name ever new
//! filters.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use parking_lot::Mutex;

use super::reporters::Reporters;
use crate::metrics::SandboxMetrics;
use crate::settings::filters::FilterEntry;

/// See the module.
pub(crate) struct Loads {
    metrics: Arc<SandboxMetrics>,
    /// Filters with series, by chain.
    counted: Mutex<HashMap<String, BTreeSet<String>>>,
}

impl Loads {
    pub(crate) fn new(metrics: Arc<SandboxMetrics>) -> Self {
        Self { metrics, counted: Mutex::default() }
    }

    /// Forgets the filters that a chain does not name any more, unless they are still in use.
    pub(crate) fn begin(&self, chain: &str, entries: &[FilterEntry], in_use: &Reporters) {
        if let Some(filters) = self.counted.lock().get_mut(chain) {
            filters.retain(|filter| {
                let stays = entries.iter().any(|entry| entry.name == *filter) || in_use.have(chain, filter);
                if !stays {
                    self.metrics.forget_loads(chain, filter);
                }
                stays
            });
        }
    }

    /// Counts a load of a filter that its chain names.
    pub(crate) fn count(&self, chain: &str, filter: &str, result: &str) {
        self.counted.lock().entry(chain.to_owned()).or_default().insert(filter.to_owned());
        self.metrics.loads.with_label_values(&[chain, filter, result]).inc();
    }

    /// Forgets all of a chain.
    pub(crate) fn forget(&self, chain: &str) {
        let filters = self.counted.lock().remove(chain).unwrap_or_default();
        filters.iter().for_each(|filter| self.metrics.forget_loads(chain, filter));
    }
}
