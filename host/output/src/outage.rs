//! A time in which writes fail: pauses between attempts, and when requests are told to come back later.

use crate::{
    WriteError,
    blocking::BlockingWriter,
    failure::WriteFailure,
    file::Room,
    queue::{Block, LOG_TARGET, Shared},
};
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// Outages that are shorter are counted, but not logged: a disk that is nearly full can have many of them in a second.
const LOGGED_AFTER: Duration = Duration::from_secs(1);
/// Where only a write can tell, and nothing waits to be written, this long after a failure the next request may try.
const RECHECK: Duration = Duration::from_secs(5);

/// From the first write that failed until everything that waited has been written.
pub(super) struct Outage {
    began: Instant,
    last_failure: (WriteFailure, Instant),
    pause: Duration,
    is_logged: bool,
}

impl Outage {
    fn begin(failure: WriteFailure) -> Self {
        let now = Instant::now();
        Self { began: now, last_failure: (failure, now), pause: FIRST_PAUSE, is_logged: false }
    }

    /// Counts a failed attempt and says why to `/ready`, and to the log if the outage lasts.
    fn record(&mut self, failure: WriteFailure, shared: &Shared) {
        self.last_failure = (failure, Instant::now());
        failure.counter(&shared.metrics).inc();
        shared.queue.lock().failing = Some(failure);
        if !self.is_logged && self.began.elapsed() >= LOGGED_AFTER {
            self.is_logged = true;
            tracing::error!(target: LOG_TARGET, "{}; requests get 503 meanwhile", failure.reason());
        }
    }

    /// Ends the outage.
    pub(super) fn end(self, shared: &Shared) {
        shared.queue.lock().failing = None;
        if self.is_logged {
            let seconds = self.began.elapsed().as_secs();
            tracing::info!(target: LOG_TARGET, seconds, "stdout can be written again");
        }
    }

    fn may_be_over(&self, room: &Room) -> bool {
        let (failure, at) = self.last_failure;
        let had_no_room = matches!(failure, WriteFailure::NoSpace | WriteFailure::Quota);
        (had_no_room && matches!(room, Room::Free)) || at.elapsed() >= RECHECK
    }

    /// Waits before the next attempt, each time twice as long, but never longer than a request would. False when the writer
    /// has to end.
    fn pause(&mut self, shared: &Shared) -> bool {
        let until = Instant::now() + self.pause;
        let patience = Duration::from_millis(shared.config.max_wait_ms);
        self.pause = (self.pause * 2).min(patience.clamp(FIRST_PAUSE, LONGEST_PAUSE));
        let mut queue = shared.queue.lock();
        while !queue.stop && !shared.handed_over.wait_until(&mut queue, until).timed_out() {}
        !queue.stop
    }
}

impl BlockingWriter {
    /// Waits for the next attempt. False when the thread has to end.
    pub(super) fn wait_out(&mut self, failure: WriteFailure) -> bool {
        let outage = self.outage.get_or_insert_with(|| Outage::begin(failure));
        outage.record(failure, &self.shared);
        self.shared.refuse_overdue(&mut self.blocks);
        outage.pause(&self.shared)
    }

    /// Finds out whether an outage is over while there is nothing to write: the service is unready, so nothing may come.
    pub(super) fn probe(&mut self) -> bool {
        let Some(mut outage) = self.outage.take() else { return true };
        match self.shared.file.room() {
            Room::None(failure) => {
                self.outage = Some(outage);
                self.wait_out(failure)
            }
            room if !outage.may_be_over(&room) => {
                let goes_on = outage.pause(&self.shared);
                self.outage = Some(outage);
                goes_on
            }
            _ => {
                outage.end(&self.shared);
                true
            }
        }
    }
}

impl Shared {
    /// Refuses the blocks that have waited for `max_wait_ms` since a write of them first failed. A block of which something
    /// has been written, and could not be taken back, is not refused: it waits until the rest can follow.
    pub(super) fn refuse_overdue(&self, blocks: &mut VecDeque<Block>) {
        let (now, patience) = (Instant::now(), Duration::from_millis(self.config.max_wait_ms));
        let mut freed = 0;
        for mut block in std::mem::take(blocks) {
            let failing_since = *block.failing_since.get_or_insert(now);
            if block.written > 0 || now.duration_since(failing_since) < patience {
                blocks.push_back(block);
                continue;
            }
            freed += block.bytes.len();
            self.metrics.refused.inc();
            let _ = block.done.send(Err(WriteError::Busy));
        }
        self.free(freed);
    }
}
