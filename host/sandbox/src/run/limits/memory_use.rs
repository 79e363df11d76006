//! The linear memory of a run.

/// The limit of a run's linear memory, its size at the start, and its size so far. All are bytes.
pub(crate) struct MemoryUse {
    limit: u64,
    at_start: usize,
    reached: usize,
}

/// Memory that grew by less is no reason for anything.
const MENTIONED_GROWTH: usize = 1 << 20;

impl MemoryUse {
    pub(crate) fn new(limit: u64) -> Self {
        Self { limit, at_start: 0, reached: 0 }
    }

    /// Allows one more page, which reading a snapshot needs.
    pub(crate) fn extend_by_a_page(&mut self) {
        self.limit = self.limit.saturating_add(64 << 10);
    }

    /// Records a memory of `bytes`, unless that is more than the limit.
    pub(crate) fn try_grow_to(&mut self, bytes: usize) -> bool {
        let is_allowed = bytes as u64 <= self.limit;
        if is_allowed {
            if self.reached == 0 {
                self.at_start = bytes;
            }
            self.reached = bytes;
        }
        is_allowed
    }

    /// The detail of the failure of a run that asked for so many bytes, which were too many.
    pub(crate) fn describe_exhaustion(&self, asked: usize) -> String {
        let (had, limit) = (self.reached, self.limit);
        format!("asked for {asked} bytes of memory when it had {had}, the limit is {limit} (`limits.memory_bytes`)")
    }

    /// By how much the run has made its memory larger, if that is worth saying. New memory costs processor time too.
    pub(crate) fn describe_growth(&self) -> Option<String> {
        let Self { limit, at_start, reached } = self;
        (reached.saturating_sub(*at_start) >= MENTIONED_GROWTH).then(|| {
            format!("meanwhile its memory grew from {at_start} to {reached} bytes, of {limit} (`limits.memory_bytes`)")
        })
    }

    /// The size of the linear memory, bytes.
    pub(crate) fn reached(&self) -> usize {
        self.reached
    }
}
