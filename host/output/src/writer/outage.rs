//! Outages, in which writes fail: pauses between retries, and when they are over.

use crate::{file::DiskSpace, queue::Shared, write_failure::WriteFailure};
use std::time::{Duration, Instant};

const FIRST_PAUSE: Duration = Duration::from_millis(10);
const MAX_PAUSE: Duration = Duration::from_secs(1);
/// If only a write can tell whether the outage is over and no block waits, it is considered over after this time.
const PROBE_TIMEOUT: Duration = Duration::from_secs(5);

/// Lasts from the first failed write until every waiting block has been written.
pub(super) struct Outage {
    last_failure: (WriteFailure, Instant),
    pause: Duration,
}

impl Outage {
    pub(super) fn start(failure: WriteFailure) -> Self {
        Self { last_failure: (failure, Instant::now()), pause: FIRST_PAUSE }
    }

    /// Counts a failed attempt and sets the reason for `/ready`.
    pub(super) fn record_failure(&mut self, failure: WriteFailure, shared: &Shared) {
        self.last_failure = (failure, Instant::now());
        failure.select_counter(&shared.metrics).inc();
        shared.queue.lock().failure = Some(failure);
    }

    pub(super) fn may_be_over(&self, space: &DiskSpace) -> bool {
        let (failure, at) = self.last_failure;
        let lacked_space = matches!(failure, WriteFailure::NoSpace | WriteFailure::Quota);
        (lacked_space && matches!(space, DiskSpace::Available)) || at.elapsed() >= PROBE_TIMEOUT
    }

    /// Waits before the next attempt. Each pause is twice as long as the last, but not longer than `max_wait_ms`. Returns
    /// false if the writer has to stop.
    pub(super) fn wait_before_retry(&mut self, shared: &Shared) -> bool {
        let until = Instant::now() + self.pause;
        let max_wait = Duration::from_millis(shared.config.max_wait_ms);
        self.pause = (self.pause * 2).min(max_wait.clamp(FIRST_PAUSE, MAX_PAUSE));
        let mut queue = shared.queue.lock();
        while !queue.is_stopping && !shared.wake_thread.wait_until(&mut queue, until).timed_out() {}
        !queue.is_stopping
    }
}
