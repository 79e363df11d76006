//! Waiting for a slow reader.

use super::BlockingWriter;
use crate::blockage;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
};
use std::time::{Duration, Instant};

/// The wait for the reader is interrupted so many times in `max_wait_ms` to look for blocks that are overdue.
const LOOKS: u64 = 16;
const SHORTEST_WAIT: Duration = Duration::from_millis(10);
const LONGEST_WAIT: Duration = Duration::from_secs(1);

impl BlockingWriter {
    /// Waits until stdout takes bytes, but not for long, and refuses the blocks that are overdue. Returns false if the thread
    /// has to stop.
    pub(super) fn wait_for_reader(&mut self) -> bool {
        let mut queue = self.shared.queue.lock();
        self.blocks.append(&mut queue.blocks);
        if queue.is_stopping && self.blocks.is_empty() {
            return false;
        }
        drop(queue);
        let wait = Duration::from_millis(self.shared.config.max_wait_ms / LOOKS).clamp(SHORTEST_WAIT, LONGEST_WAIT);
        if self.looked_at.elapsed() >= wait {
            self.looked_at = Instant::now();
            self.refuse_overdue();
        }
        let mut descriptors = [PollFd::new(&self.shared.file, PollFlags::OUT)];
        let polled = poll(&mut descriptors, Timespec::try_from(wait).ok().as_ref());
        if matches!(polled, Ok(0) | Err(Errno::INTR)) {
            return true;
        }
        self.polls += 1;
        if self.blocks.is_empty() {
            self.end_interruption();
        }
        true
    }

    /// Refuses the blocks that are overdue, and logs that stdout is blocked if it is.
    pub(super) fn refuse_overdue(&mut self) {
        self.shared.refuse_overdue(&mut self.blocks);
        if self.shared.blockage.has_begun() {
            self.log.begin(blockage::REASON, None);
        }
    }
}
