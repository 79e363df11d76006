//! The linear memory of a run.

/// The limit of a run's linear memory, and its size so far. Both are bytes.
pub(crate) struct MemoryUse {
    limit: u64,
    reached: usize,
}

impl MemoryUse {
    pub(crate) fn new(limit: u64) -> Self {
        Self { limit, reached: 0 }
    }

    /// Allows one more page, which reading a snapshot needs.
    pub(crate) fn extend_by_a_page(&mut self) {
        self.limit = self.limit.saturating_add(64 << 10);
    }

    /// Records a memory of `bytes`, unless that is more than the limit.
    pub(crate) fn try_grow_to(&mut self, bytes: usize) -> bool {
        let is_allowed = bytes as u64 <= self.limit;
        if is_allowed {
            self.reached = bytes;
        }
        is_allowed
    }

    /// The size of the linear memory, bytes.
    pub(crate) fn reached(&self) -> usize {
        self.reached
    }
}
