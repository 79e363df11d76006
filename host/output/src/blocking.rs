//! The thread that waits for a slow reader and for a disk that is full, so that nobody else has to.

use crate::{
    failure::WriteFailure,
    nowait::slices,
    outage::Outage,
    queue::{Block, Shared},
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

pub(super) fn start(shared: Arc<Shared>) -> io::Result<()> {
    let end_is_known = !shared.file.is_regular();
    let mut writer = BlockingWriter { shared, blocks: VecDeque::new(), end_is_known, has_polled: false, outage: None };
    std::thread::Builder::new().name("stdout".to_owned()).spawn(move || while writer.catch_up() {})?;
    Ok(())
}

pub(super) struct BlockingWriter {
    pub(super) shared: Arc<Shared>,
    /// What it has taken over from the queue.
    pub(super) blocks: VecDeque<Block>,
    /// The file ends where a line may begin. False before the first write to a regular file, whose last writer may have been
    /// killed in the middle of a line, and after a failed one. Until it is true, no other thread writes.
    end_is_known: bool,
    /// `poll` has waited for the descriptor since the last attempt.
    has_polled: bool,
    pub(super) outage: Option<Outage>,
}

impl BlockingWriter {
    /// Waits until the descriptor is handed over, and writes until nothing waits. False when there is nothing left to do, ever.
    fn catch_up(&mut self) -> bool {
        if !self.wait_for_hand_over() {
            return false;
        }
        while self.take_queued() {
            let goes_on = if self.blocks.is_empty() { self.probe() } else { self.write_once() };
            if !goes_on {
                return false;
            }
        }
        true
    }

    fn wait_for_hand_over(&self) -> bool {
        let mut queue = self.shared.queue.lock();
        while !queue.blocked {
            if queue.stop {
                return false;
            }
            self.shared.handed_over.wait(&mut queue);
        }
        true
    }

    /// Takes over what was queued meanwhile. Where nothing is left, gives the descriptor back, unless it is known not to take
    /// anything at the moment; false then.
    fn take_queued(&mut self) -> bool {
        if self.outage.is_none() && !self.blocks.is_empty() {
            return true;
        }
        let mut queue = self.shared.queue.lock();
        self.blocks.append(&mut queue.blocks);
        if self.blocks.is_empty() && self.outage.is_none() {
            queue.writing = false;
            queue.blocked = false;
            return false;
        }
        true
    }

    /// One `writev` and what follows from it. False when the thread has to end.
    fn write_once(&mut self) -> bool {
        match self.write() {
            Ok(written) => {
                self.has_polled = false;
                self.know_end();
                self.shared.accept(&mut self.blocks, written);
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
            Err(error) => match WriteFailure::of(error) {
                Some(failure) => {
                    self.has_polled = false;
                    self.take_back();
                    self.wait_out(failure)
                }
                None => {
                    self.shared.close(std::mem::take(&mut self.blocks), &error.into());
                    false
                }
            },
        }
    }

    /// Bytes of the blocks that were written.
    fn write(&self) -> Result<usize, Errno> {
        let file = &self.shared.file;
        let mut slices = slices(&self.blocks);
        let line_break = usize::from(!self.end_is_known && file.ends_inside_line());
        if line_break > 0 {
            slices.insert(0, IoSlice::new(b"\n"));
        }
        Ok(rustix::io::writev(file, &slices)?.saturating_sub(line_break))
    }

    fn know_end(&mut self) {
        if !self.end_is_known {
            self.end_is_known = true;
            self.shared.nowait.store(true, Ordering::Relaxed);
        }
    }

    /// Leaves nothing of the first block in a regular file, so that it can be refused, or else whole lines of it only: the
    /// torn one will be ended by a line break and written again. In a pipe the rest of the block follows when there is room.
    fn take_back(&mut self) {
        let file = &self.shared.file;
        if !file.is_regular() {
            return;
        }
        self.end_is_known = false;
        self.shared.nowait.store(false, Ordering::Relaxed);
        let Some(block) = self.blocks.front_mut().filter(|block| block.written > 0) else { return };
        let written = block.bytes.get(..block.written).unwrap_or_default();
        let whole_lines = written.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        block.written = if file.cut_back(written) { 0 } else { whole_lines };
    }

    /// For a descriptor that somebody else has made non-blocking.
    fn wait_until_writable(&mut self) {
        let mut descriptors = [PollFd::new(&self.shared.file, PollFlags::OUT)];
        let _ = poll(&mut descriptors, None);
        self.has_polled = true;
    }
}

#[cfg(test)]
mod tests;
