//! What the thread does after a failed write: rolls back, waits, and checks whether the outage is over.

use super::BlockingWriter;
use crate::{file::DiskSpace, write_failure::WriteFailure, writer::outage::Outage};
use std::sync::atomic::Ordering;

impl BlockingWriter {
    /// Removes the partly written first block from a regular file, so that the block can be refused. If that is not possible,
    /// its whole lines count as written: the torn line is ended with a line break and written again. In a pipe, the rest of
    /// the block follows later. Until a write succeeds, only this thread writes.
    pub(super) fn roll_back(&mut self) {
        let file = &self.shared.file;
        self.is_end_known = false;
        self.shared.may_write_nonblocking.store(false, Ordering::Relaxed);
        if !file.is_regular() {
            return;
        }
        let Some(block) = self.blocks.front_mut().filter(|block| block.written > 0) else { return };
        let written = block.bytes.get(..block.written).unwrap_or_default();
        let whole_lines = written.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        block.written = if file.truncate_tail(written) { 0 } else { whole_lines };
    }

    /// Records a failure and waits before the next attempt. Returns false if the thread has to stop.
    pub(super) fn handle_failure(&mut self, failure: WriteFailure) -> bool {
        let outage = self.outage.get_or_insert_with(|| Outage::start(failure));
        outage.record_failure(failure, &self.shared);
        self.log.begin(failure.reason(), Some(failure.errno()));
        self.refuse_overdue();
        self.outage.as_mut().is_none_or(|outage| outage.wait_before_retry(&self.shared))
    }

    /// Stdout has taken all that waited, or can take more.
    pub(super) fn end_interruption(&mut self) {
        self.end_outage();
        self.log.end();
    }

    fn end_outage(&mut self) {
        if self.outage.take().is_some() {
            self.shared.queue.lock().failure = None;
        }
        self.shared.blockage.end();
    }

    /// Checks whether the outage is over while no block waits. As the service is not ready, there may be no request that
    /// could try. Returns false if the thread has to stop.
    pub(super) fn probe_recovery(&mut self) -> bool {
        let Some(outage) = &mut self.outage else { return true };
        match self.shared.file.probe_disk_space() {
            DiskSpace::Exhausted(failure) => return self.handle_failure(failure),
            space if !outage.may_be_over(&space) => return outage.wait_before_retry(&self.shared),
            DiskSpace::Available => self.end_interruption(),
            // The next write tells, and is the one to be logged.
            DiskSpace::Unknown => self.end_outage(),
        }
        true
    }
}
