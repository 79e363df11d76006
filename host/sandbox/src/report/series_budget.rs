//! How many series the names may take that the filters of one chain make up, all together.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// See the module.
pub(crate) struct SeriesBudget {
    most: AtomicUsize,
    taken: AtomicUsize,
}

impl SeriesBudget {
    pub(crate) fn new(most: usize) -> Self {
        Self { most: AtomicUsize::new(most), taken: AtomicUsize::new(0) }
    }

    /// From now on; what was taken before stays.
    pub(crate) fn limit(&self, most: usize) {
        self.most.store(most, Relaxed);
    }

    /// Whether there is room for so many more.
    pub(crate) fn take(&self, series: usize) -> bool {
        let most = self.most.load(Relaxed);
        let more = |taken: usize| taken.checked_add(series).filter(|all| *all <= most);
        self.taken.fetch_update(Relaxed, Relaxed, more).is_ok()
    }

    pub(crate) fn give_back(&self, series: usize) {
        self.taken.fetch_sub(series, Relaxed);
    }
}
