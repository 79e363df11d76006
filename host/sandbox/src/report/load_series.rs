//! The metrics of loads. A refused filter is in no chain, so its series have to be removed here, and a tenant may name
//! any number of filters over time.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use parking_lot::Mutex;

use super::reporters::Reporters;
use crate::metrics::SandboxMetrics;
use crate::settings::filters::FilterEntry;

/// Counts loads, and remembers for which filters.
pub(crate) struct LoadSeries {
    metrics: Arc<SandboxMetrics>,
    /// Filters with series, by chain.
    filters_by_chain: Mutex<HashMap<String, BTreeSet<String>>>,
}

impl LoadSeries {
    pub(crate) fn new(metrics: Arc<SandboxMetrics>) -> Self {
        Self { metrics, filters_by_chain: Mutex::default() }
    }

    /// Removes the series of filters that a chain no longer names, unless they are still in use.
    pub(crate) fn forget_others(&self, chain: &str, entries: &[FilterEntry], in_use: &Reporters) {
        if let Some(filters) = self.filters_by_chain.lock().get_mut(chain) {
            filters.retain(|filter| {
                let stays = entries.iter().any(|entry| entry.name == *filter) || in_use.contains(chain, filter);
                if !stays {
                    self.metrics.remove_loads(chain, filter);
                }
                stays
            });
        }
    }

    /// Counts a load of a filter that its chain names.
    pub(crate) fn count_load(&self, chain: &str, filter: &str, result: &str) {
        self.filters_by_chain.lock().entry(chain.to_owned()).or_default().insert(filter.to_owned());
        self.metrics.loads.with_label_values(&[chain, filter, result]).inc();
    }

    /// Removes all series of a chain.
    pub(crate) fn forget_chain(&self, chain: &str) {
        let filters = self.filters_by_chain.lock().remove(chain).unwrap_or_default();
        filters.iter().for_each(|filter| self.metrics.remove_loads(chain, filter));
    }
}
