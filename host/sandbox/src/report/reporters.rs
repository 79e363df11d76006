//! The reporters of all filters, by chain and name: one that is loaded again goes on with its series, and the names that
//! it has made up count against the same limit; those of one that is gone go with it.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};

use parking_lot::Mutex;

use super::{reporter::Reporter, series_budget::SeriesBudget};
use crate::metrics::SandboxMetrics;

/// Chain, filter.
type Labels = [String; 2];

/// See the module.
pub(crate) struct Reporters {
    metrics: Arc<SandboxMetrics>,
    all: Mutex<HashMap<Labels, Weak<Reporter>>>,
    /// By chain.
    budgets: Mutex<HashMap<String, Weak<SeriesBudget>>>,
}

impl Reporters {
    pub(crate) fn new(metrics: Arc<SandboxMetrics>) -> Arc<Self> {
        Arc::new(Self { metrics, all: Mutex::default(), budgets: Mutex::default() })
    }

    /// That of a filter which may bring so many `names` into the metrics, as long as all those of its chain take no more
    /// than `series`.
    pub(crate) fn get_or_create(
        self: &Arc<Self>,
        chain: &str,
        filter: &str,
        names: usize,
        series: usize,
    ) -> Arc<Reporter> {
        let budget = self.budget_of(chain, series);
        let labels = [chain, filter].map(str::to_owned);
        let mut all = self.all.lock();
        if let Some(reporter) = all.get(&labels).and_then(Weak::upgrade) {
            reporter.limit_names(names);
            return reporter;
        }
        let metrics = self.metrics.for_filter(chain, filter);
        let reporter = Arc::new(Reporter::new(chain, filter, names, &budget, metrics, Arc::clone(self)));
        all.insert(labels, Arc::downgrade(&reporter));
        reporter
    }

    fn budget_of(&self, chain: &str, series: usize) -> Arc<SeriesBudget> {
        let mut budgets = self.budgets.lock();
        if let Some(budget) = budgets.get(chain).and_then(Weak::upgrade) {
            budget.set_limit(series);
            return budget;
        }
        let budget = Arc::new(SeriesBudget::new(series));
        budgets.insert(chain.to_owned(), Arc::downgrade(&budget));
        budget
    }

    /// Whether a filter is in use.
    pub(crate) fn contains(&self, chain: &str, filter: &str) -> bool {
        let labels = [chain, filter].map(str::to_owned);
        self.all.lock().get(&labels).is_some_and(|reporter| reporter.strong_count() > 0)
    }

    /// Forgets a chain that is no more.
    pub(crate) fn forget_chain(&self, chain: &str) {
        self.budgets.lock().remove(chain);
    }

    /// The one at this address, if it is still there.
    pub(crate) fn find_by_address(&self, address: usize) -> Option<Arc<Reporter>> {
        self.all.lock().values().find(|reporter| reporter.as_ptr().addr() == address).and_then(Weak::upgrade)
    }

    /// Removes the series of a reporter that is no more, unless another has taken its place meanwhile.
    pub(crate) fn gone(&self, chain: &str, filter: &str, names: &[Box<str>]) {
        let labels = [chain, filter].map(str::to_owned);
        let mut all = self.all.lock();
        if all.get(&labels).is_some_and(|other| other.strong_count() > 0) {
            return;
        }
        all.remove(&labels);
        self.metrics.remove_filter(chain, filter, names);
    }
}
