//! Keeps log lines of one kind from filling the log.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

/// Between two lines of one kind.
const MIN_INTERVAL_MS: u64 = 1_000;

/// Lets at most one line in a second through. Clients and filters can cause these lines at any rate.
pub(in crate::report) struct LogThrottle {
    created: Instant,
    /// Milliseconds since it was created; 0 before the first line.
    last_ms: AtomicU64,
    suppressed: AtomicU64,
}

impl LogThrottle {
    pub(in crate::report) fn new() -> Self {
        Self { created: Instant::now(), last_ms: AtomicU64::new(0), suppressed: AtomicU64::new(0) }
    }

    /// The number of lines that were suppressed since the last one, if a line may be written now.
    pub(in crate::report) fn try_log(&self) -> Option<u64> {
        let now = u64::try_from(self.created.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let last = self.last_ms.load(Relaxed);
        let is_too_soon = last != 0 && now.saturating_sub(last) < MIN_INTERVAL_MS;
        if is_too_soon || self.last_ms.compare_exchange(last, now, Relaxed, Relaxed).is_err() {
            self.suppressed.fetch_add(1, Relaxed);
            return None;
        }
        Some(self.suppressed.swap(0, Relaxed))
    }
}
