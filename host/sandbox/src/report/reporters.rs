//! The reporters of all filters. A filter that is loaded again keeps its series, and the names that it has made up
//! count against the same limit. The series of a filter are removed when the last chain with it is.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};

use parking_lot::Mutex;

use super::{by_filter::ByFilter, names::series_budget::SeriesBudget, reporter::Reporter};
use crate::metrics::SandboxMetrics;

/// Reporters by chain and filter. One for an engine.
pub(crate) struct Reporters {
    metrics: Arc<SandboxMetrics>,
    all: Arc<ByFilter<Reporter>>,
    /// By chain.
    budgets: Mutex<HashMap<String, Weak<SeriesBudget>>>,
}

impl Reporters {
    pub(crate) fn new(metrics: Arc<SandboxMetrics>) -> Arc<Self> {
        Arc::new(Self { metrics, all: Arc::new(ByFilter::new()), budgets: Mutex::default() })
    }

    /// The reporter of a filter that may add at most `names` names of each kind to the metrics. All filters of its
    /// chain together may add at most `series` series.
    pub(crate) fn get_or_create(&self, chain: &str, filter: &str, names: usize, series: usize) -> Arc<Reporter> {
        let budget = self.budget_of(chain, series);
        self.all.get_or_create(
            chain,
            filter,
            |reporter| reporter.limit_names(names),
            || Reporter::new(chain, filter, names, &budget, &self.metrics, Arc::clone(&self.all)),
        )
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

    /// Whether a chain holds the filter.
    pub(crate) fn contains(&self, chain: &str, filter: &str) -> bool {
        self.all.contains(chain, filter)
    }

    /// Forgets the budget of a chain that was removed.
    pub(crate) fn forget_chain(&self, chain: &str) {
        self.budgets.lock().remove(chain);
    }

    /// The reporter at this address, if it still exists.
    pub(crate) fn find_by_address(&self, address: usize) -> Option<Arc<Reporter>> {
        self.all.find_by_address(address)
    }
}
