//! The reporters of all filters, by chain and name: one that is loaded again goes on with its series, and the names that
//! it has made up count against the same limit; those of one that is gone go with it.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};

use parking_lot::Mutex;

use super::report::Reporter;
use crate::metrics::Metrics;

/// Chain, filter.
type Labels = [String; 2];

/// See the module.
pub(super) struct Reporters {
    metrics: Arc<Metrics>,
    all: Mutex<HashMap<Labels, Weak<Reporter>>>,
}

impl Reporters {
    pub(super) fn new(metrics: Arc<Metrics>) -> Arc<Self> {
        Arc::new(Self { metrics, all: Mutex::new(HashMap::new()) })
    }

    /// That of a filter which may bring so many `names` into the metrics.
    pub(super) fn of(self: &Arc<Self>, chain: &str, filter: &str, names: usize) -> Arc<Reporter> {
        let labels = [chain, filter].map(str::to_owned);
        let mut all = self.all.lock();
        if let Some(reporter) = all.get(&labels).and_then(Weak::upgrade) {
            reporter.limit_names(names);
            return reporter;
        }
        let metrics = self.metrics.filters.for_filter(chain, filter);
        let reporter = Arc::new(Reporter::new(chain, filter, names, metrics, Arc::clone(self)));
        all.insert(labels, Arc::downgrade(&reporter));
        reporter
    }

    /// The one at this address, if it is still there.
    pub(super) fn at(&self, address: usize) -> Option<Arc<Reporter>> {
        self.all.lock().values().find(|reporter| reporter.as_ptr().addr() == address).and_then(Weak::upgrade)
    }

    /// Removes the series of a reporter that is no more, unless another has taken its place meanwhile.
    pub(super) fn gone(&self, chain: &str, filter: &str, names: &[Box<str>]) {
        let labels = [chain, filter].map(str::to_owned);
        let mut all = self.all.lock();
        if all.get(&labels).is_some_and(|other| other.strong_count() > 0) {
            return;
        }
        all.remove(&labels);
        self.metrics.filters.forget(chain, filter, names);
    }
}
