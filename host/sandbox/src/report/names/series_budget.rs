//! Limits the series of the names that the filters of one chain declare.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The limit of one chain, and how many series are taken.
pub(crate) struct SeriesBudget {
    limit: AtomicUsize,
    taken: AtomicUsize,
}

impl SeriesBudget {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit: AtomicUsize::new(limit), taken: AtomicUsize::new(0) }
    }

    /// Changes the limit. Series that are taken stay.
    pub(crate) fn set_limit(&self, limit: usize) {
        self.limit.store(limit, Relaxed);
    }

    /// Takes series, if there are enough left.
    pub(crate) fn try_take(&self, series: usize) -> bool {
        let limit = self.limit.load(Relaxed);
        let more = |taken: usize| taken.checked_add(series).filter(|all| *all <= limit);
        self.taken.fetch_update(Relaxed, Relaxed, more).is_ok()
    }

    pub(crate) fn give_back(&self, series: usize) {
        self.taken.fetch_sub(series, Relaxed);
    }
}
