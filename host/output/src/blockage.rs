//! Whether lines have waited for so long that new requests are refused at once.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

/// Why `/ready` says 503 meanwhile, and the text in the log.
pub(crate) const REASON: &str = "stdout takes no lines: some have waited for longer than `stdout.max_wait_ms`";

/// Not blocked, and no call is in progress that may wait.
const NEVER: u64 = u64::MAX;
/// Blocked, until the writer says otherwise.
const ALWAYS: u64 = 0;

/// Lasts from when a block has waited for `max_wait_ms` until stdout has taken all that waits. Only the blocking thread
/// changes it. Any thread may ask.
pub(crate) struct Blockage {
    origin: Instant,
    max_wait: Duration,
    /// The time from which stdout is blocked, in milliseconds after `origin`.
    from_ms: AtomicU64,
}

impl Blockage {
    pub(crate) fn new(max_wait: Duration) -> Self {
        Self { origin: Instant::now(), max_wait, from_ms: AtomicU64::new(NEVER) }
    }

    /// Costs one load while the blocking thread has nothing to do.
    pub(crate) fn is_blocked(&self) -> bool {
        let from = self.from_ms.load(Relaxed);
        from != NEVER && self.elapsed_ms() >= from
    }

    /// Whether a block has waited for too long. Unlike [`Blockage::is_blocked`], does not look at a call in progress.
    pub(crate) fn has_begun(&self) -> bool {
        self.from_ms.load(Relaxed) == ALWAYS
    }

    pub(crate) fn begin(&self) {
        self.from_ms.store(ALWAYS, Relaxed);
    }

    pub(crate) fn end(&self) {
        self.from_ms.store(NEVER, Relaxed);
    }

    /// Makes a call that may not return for a long time, such as a write to a file system that hangs. While it lasts for
    /// longer than `max_wait_ms`, stdout is blocked, although the thread cannot say so.
    pub(crate) fn watch<T>(&self, call: impl FnOnce() -> T) -> T {
        if self.has_begun() {
            return call();
        }
        let max_wait = u64::try_from(self.max_wait.as_millis()).unwrap_or(NEVER);
        self.from_ms.store(self.elapsed_ms().saturating_add(max_wait).max(ALWAYS + 1), Relaxed);
        let result = call();
        self.end();
        result
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.origin.elapsed().as_millis()).unwrap_or(NEVER - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_blocks_only_when_it_lasts_for_too_long_and_only_while_it_lasts() {
        let blockage = Blockage::new(Duration::from_millis(5));
        assert!(!blockage.watch(|| blockage.is_blocked()));
        blockage.watch(|| while !blockage.is_blocked() {});
        assert!(!blockage.is_blocked());
    }

    #[test]
    fn a_call_does_not_end_what_had_begun_before() {
        let blockage = Blockage::new(Duration::from_secs(3_600));
        blockage.begin();
        blockage.watch(|| assert!(blockage.is_blocked()));
        assert!(blockage.is_blocked());
        blockage.end();
        assert!(!blockage.is_blocked());
    }
}
