//! The thread that waits for a slow reader or a full disk, so that no thread of the runtime has to.

mod recovery;
#[cfg(test)]
mod tests;

use super::{nonblocking::unwritten_slices, outage::Outage};
use crate::{
    queue::{Block, Shared},
    write_failure::WriteFailure,
};
use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
};
use std::{
    collections::VecDeque,
    io::{self, IoSlice},
    sync::{Arc, atomic::Ordering},
};

pub(crate) fn start_thread(shared: Arc<Shared>) -> io::Result<()> {
    let is_end_known = !shared.file.is_regular();
    let mut writer = BlockingWriter { shared, blocks: VecDeque::new(), is_end_known, has_polled: false, outage: None };
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
    /// Whether `poll` has waited for the descriptor since the last attempt.
    has_polled: bool,
    pub(super) outage: Option<Outage>,
}

impl BlockingWriter {
    /// Waits until the thread owns the file, and writes until the queue is empty. Returns false if the thread has to stop.
    fn drain_queue(&mut self) -> bool {
        if !self.wait_for_ownership() {
            return false;
        }
        while self.take_queued_blocks() {
            let may_continue = if self.blocks.is_empty() { self.probe_recovery() } else { self.write_once() };
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

    /// Takes the blocks that were queued in the meantime. If there are none, and no outage, gives up the file and returns
    /// false.
    fn take_queued_blocks(&mut self) -> bool {
        if self.outage.is_none() && !self.blocks.is_empty() {
            return true;
        }
        let mut queue = self.shared.queue.lock();
        self.blocks.append(&mut queue.blocks);
        if self.blocks.is_empty() && self.outage.is_none() {
            queue.is_owned = false;
            queue.is_owned_by_thread = false;
            return false;
        }
        true
    }

    /// Calls `writev` once and handles the result. Returns false if the thread has to stop.
    fn write_once(&mut self) -> bool {
        match self.write_blocks() {
            Ok(written) => {
                self.has_polled = false;
                self.set_end_known();
                self.shared.record_written(&mut self.blocks, written);
                if self.blocks.is_empty()
                    && let Some(outage) = self.outage.take()
                {
                    outage.end(&self.shared);
                }
                true
            }
            Err(Errno::INTR) => true,
            Err(Errno::AGAIN) if !self.has_polled => {
                self.wait_until_writable();
                true
            }
            Err(error) => match WriteFailure::from_errno(error) {
                Some(failure) => {
                    self.has_polled = false;
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

    /// Returns the number of bytes of the blocks that were written.
    fn write_blocks(&self) -> Result<usize, Errno> {
        let file = &self.shared.file;
        let mut slices = unwritten_slices(&self.blocks);
        let line_break = usize::from(!self.is_end_known && file.ends_mid_line());
        if line_break > 0 {
            slices.insert(0, IoSlice::new(b"\n"));
        }
        Ok(rustix::io::writev(file, &slices)?.saturating_sub(line_break))
    }

    fn set_end_known(&mut self) {
        if !self.is_end_known {
            self.is_end_known = true;
            self.shared.may_write_nonblocking.store(true, Ordering::Relaxed);
        }
    }

    /// For a descriptor that another process has made non-blocking.
    fn wait_until_writable(&mut self) {
        let mut descriptors = [PollFd::new(&self.shared.file, PollFlags::OUT)];
        let _ = poll(&mut descriptors, None);
        self.has_polled = true;
    }
}
