//! Writing from a runtime's thread: as much as the pipe or file takes at once, never waiting.

use super::queue::{Block, Shared};
use rustix::io::{Errno, ReadWriteFlags};
use std::{collections::VecDeque, io::IoSlice, sync::atomic::Ordering};

/// Most blocks in one `writev`; the kernel's own bound is 1024 (`UIO_MAXIOV`).
const BLOCKS_PER_WRITE: usize = 256;
/// To `pwritev2`, "no position": a pipe has none, and a file is open with `O_APPEND`.
const CURRENT_POSITION: u64 = u64::MAX;

impl Shared {
    /// Writes all that waits. What the pipe does not take goes on in the blocking thread.
    pub(super) fn flush(&self) {
        let mut blocks = {
            let mut queue = self.queue.lock();
            queue.flush_scheduled = false;
            if queue.writing || queue.blocks.is_empty() {
                return;
            }
            queue.writing = true;
            std::mem::take(&mut queue.blocks)
        };
        loop {
            if !self.nowait.load(Ordering::Relaxed) {
                return self.hand_over(blocks);
            }
            match self.write_at_once(&blocks) {
                Ok(written) => self.accept(&mut blocks, written),
                Err(Errno::INTR) => {}
                Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) => self.nowait.store(false, Ordering::Relaxed),
                // The pipe is full, or the blocking thread meets the same error and knows what follows from it.
                Err(_) => return self.hand_over(blocks),
            }
            if blocks.is_empty() {
                let mut queue = self.queue.lock();
                if queue.blocks.is_empty() {
                    queue.writing = false;
                    return;
                }
                std::mem::swap(&mut blocks, &mut queue.blocks);
            }
        }
    }

    fn write_at_once(&self, blocks: &VecDeque<Block>) -> Result<usize, Errno> {
        rustix::io::pwritev2(&self.file, &slices(blocks), CURRENT_POSITION, ReadWriteFlags::NOWAIT)
    }

    /// Leaves the file, and what is not written yet, to the blocking thread.
    fn hand_over(&self, mut blocks: VecDeque<Block>) {
        let mut queue = self.queue.lock();
        blocks.append(&mut queue.blocks);
        queue.blocks = blocks;
        queue.blocked = true;
        drop(queue);
        self.handed_over.notify_one();
    }
}

/// What is left of the first blocks.
pub(super) fn slices(blocks: &VecDeque<Block>) -> Vec<IoSlice<'_>> {
    blocks
        .iter()
        .take(BLOCKS_PER_WRITE)
        .map(|block| IoSlice::new(block.bytes.get(block.written..).unwrap_or_default()))
        .collect()
}
