//! The thread that waits for a slow reader or a full disk, so that no thread of the runtime has to.

mod reader;
mod recovery;
#[cfg(test)]
mod tests;

use super::{interruption_log::InterruptionLog, nonblocking::unwritten_slices, outage::Outage};
use crate::{
    queue::{Block, Shared},
    write_failure::WriteFailure,
};
use rustix::io::Errno;
use std::{
    collections::VecDeque,
    io::{self, IoSlice},
    sync::{Arc, atomic::Ordering},
    time::Instant,
};

/// Another process that writes to the same pipe may take the space that `poll` reported. That this happens so many times in
/// a row is a failure.
const POLLS_IN_VAIN: u32 = 16;

pub(crate) fn start_thread(shared: Arc<Shared>) -> io::Result<()> {
    let mut writer = BlockingWriter::new(shared, VecDeque::new());
    std::thread::Builder::new().name("stdout".to_owned()).spawn(move || while writer.drain_queue() {})?;
    Ok(())
}

pub(super) struct BlockingWriter {
    pub(super) shared: Arc<Shared>,
    /// The blocks that it has taken from the queue.
    pub(super) blocks: VecDeque<Block>,
    /// Whether the file is known to end with a whole line. False before the first write to a regular file, because its last
    /// writer may have been killed in the middle of a line, and after a failed write. Until it is true, no other thread
    /// writes.
    is_end_known: bool,
    /// How many times `poll` has reported the descriptor as writable since a write succeeded.
    polls: u32,
    /// When blocks that are overdue were last looked for.
    looked_at: Instant,
    pub(super) outage: Option<Outage>,
    log: InterruptionLog,
}

impl BlockingWriter {
    fn new(shared: Arc<Shared>, blocks: VecDeque<Block>) -> Self {
        let is_end_known = !shared.file.is_regular();
        let log = InterruptionLog::default();
        Self { shared, blocks, is_end_known, polls: 0, looked_at: Instant::now(), outage: None, log }
    }

    /// Waits until the thread owns the file, and writes until the queue is empty. Returns false if the thread has to stop.
    fn drain_queue(&mut self) -> bool {
        if !self.wait_for_ownership() {
            return false;
        }
        while self.take_queued_blocks() {
            let may_continue = if !self.blocks.is_empty() {
                self.write_once()
            } else if self.outage.is_some() {
                self.probe_recovery()
            } else {
                self.wait_for_reader()
            };
            if !may_continue {
                return false;
            }
        }
        true
    }

    /// Returns false if the thread has to stop.
    fn wait_for_ownership(&self) -> bool {
        let mut queue = self.shared.queue.lock();
        while !queue.is_owned_by_thread {
            if queue.is_stopping {
                return false;
            }
            self.shared.wake_thread.wait(&mut queue);
        }
        true
    }

    /// Takes the blocks that were queued in the meantime. If there are none, and stdout can be written as far as is known,
    /// gives up the file and returns false.
    fn take_queued_blocks(&mut self) -> bool {
        let is_interrupted = self.outage.is_some() || self.shared.blockage.has_begun();
        if !is_interrupted && !self.blocks.is_empty() {
            return true;
        }
        let mut queue = self.shared.queue.lock();
        self.blocks.append(&mut queue.blocks);
        if self.blocks.is_empty() && !is_interrupted {
            queue.is_owned = false;
            queue.is_owned_by_thread = false;
            return false;
        }
        true
    }

    /// Writes once and handles the result. Returns false if the thread has to stop.
    fn write_once(&mut self) -> bool {
        match self.write_blocks() {
            Ok(written) => {
                self.polls = 0;
                self.set_end_known();
                self.shared.record_written(&mut self.blocks, written);
                if self.blocks.is_empty() {
                    self.end_interruption();
                }
                true
            }
            Err(Errno::INTR) => true,
            Err(Errno::AGAIN) if self.polls < POLLS_IN_VAIN => self.wait_for_reader(),
            Err(error) => match WriteFailure::from_errno(error) {
                Some(failure) => {
                    self.polls = 0;
                    self.roll_back();
                    self.handle_failure(failure)
                }
                None => {
                    self.shared.close(std::mem::take(&mut self.blocks), &error.into());
                    false
                }
            },
        }
    }

    /// Returns the number of bytes of the blocks that were written. Waits for the reader only if there is no other way to
    /// write: nobody knows what a call that waits has written so far, so none of its blocks could be refused.
    fn write_blocks(&self) -> Result<usize, Errno> {
        let file = &self.shared.file;
        let mut slices = unwritten_slices(&self.blocks);
        if !file.is_regular() {
            match file.write_nonblocking(&slices) {
                Err(Errno::OPNOTSUPP) => {}
                result => return result,
            }
        }
        let line_break = usize::from(!self.is_end_known && file.ends_mid_line());
        if line_break > 0 {
            slices.insert(0, IoSlice::new(b"\n"));
        }
        let written = self.shared.blockage.watch(|| rustix::io::writev(file, &slices))?;
        Ok(written.saturating_sub(line_break))
    }

    fn set_end_known(&mut self) {
        if !self.is_end_known {
            self.is_end_known = true;
            self.shared.may_write_nonblocking.store(true, Ordering::Relaxed);
        }
    }
}
