//! How many series the names may take that the filters of one chain make up, all together.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// See the module.
pub(crate) struct SeriesBudget {
    limit: AtomicUsize,
    taken: AtomicUsize,
}

impl SeriesBudget {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit: AtomicUsize::new(limit), taken: AtomicUsize::new(0) }
    }

    /// From now on; what was taken before stays.
    pub(crate) fn set_limit(&self, limit: usize) {
        self.limit.store(limit, Relaxed);
    }

    /// Whether there is room for so many more.
    pub(crate) fn try_take(&self, series: usize) -> bool {
        let limit = self.limit.load(Relaxed);
        let more = |taken: usize| taken.checked_add(series).filter(|all| *all <= limit);
        self.taken.fetch_update(Relaxed, Relaxed, more).is_ok()
    }

    pub(crate) fn give_back(&self, series: usize) {
        self.taken.fetch_sub(series, Relaxed);
    }
}
