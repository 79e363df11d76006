//! Outages, in which writes fail: pauses between retries, and when requests are refused.

use crate::{
    WriteError,
    file::DiskSpace,
    queue::{Block, LOG_TARGET, Shared},
    write_failure::WriteFailure,
};
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

const FIRST_PAUSE: Duration = Duration::from_millis(10);
const MAX_PAUSE: Duration = Duration::from_secs(1);
/// Shorter outages are counted, but not logged: on a disk that is nearly full, there can be many in a second.
const LOGGED_AFTER: Duration = Duration::from_secs(1);
/// If only a write can tell whether the outage is over and no block waits, it is considered over after this time.
const PROBE_TIMEOUT: Duration = Duration::from_secs(5);

/// Lasts from the first failed write until every waiting block has been written.
pub(super) struct Outage {
    started_at: Instant,
    last_failure: (WriteFailure, Instant),
    pause: Duration,
    is_logged: bool,
}

impl Outage {
    pub(super) fn start(failure: WriteFailure) -> Self {
        let now = Instant::now();
        Self { started_at: now, last_failure: (failure, now), pause: FIRST_PAUSE, is_logged: false }
    }

    /// Counts a failed attempt and sets the reason for `/ready`. Logs it if the outage lasts.
    pub(super) fn record_failure(&mut self, failure: WriteFailure, shared: &Shared) {
        self.last_failure = (failure, Instant::now());
        failure.select_counter(&shared.metrics).inc();
        shared.queue.lock().failure = Some(failure);
        if !self.is_logged && self.started_at.elapsed() >= LOGGED_AFTER {
            self.is_logged = true;
            tracing::error!(target: LOG_TARGET, "{}; requests get 503 meanwhile", failure.reason());
        }
    }

    /// Ends the outage, and logs that if its start was logged.
    pub(super) fn end(self, shared: &Shared) {
        shared.queue.lock().failure = None;
        if self.is_logged {
            let seconds = self.started_at.elapsed().as_secs();
            tracing::info!(target: LOG_TARGET, seconds, "stdout can be written again");
        }
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

impl Shared {
    /// Refuses the blocks that have waited for `max_wait_ms` since a write of them first failed. A block that is partly
    /// written, and could not be rolled back, is not refused. It waits until the rest can be written.
    pub(super) fn refuse_overdue(&self, blocks: &mut VecDeque<Block>) {
        let (now, max_wait) = (Instant::now(), Duration::from_millis(self.config.max_wait_ms));
        let mut freed = 0;
        for mut block in std::mem::take(blocks) {
            let failing_since = *block.failing_since.get_or_insert(now);
            if block.written > 0 || now.duration_since(failing_since) < max_wait {
                blocks.push_back(block);
                continue;
            }
            freed += block.bytes.len();
            self.metrics.refused.inc();
            let _ = block.completion.send(Err(WriteError::Busy));
        }
        self.release_space(freed);
    }
}
