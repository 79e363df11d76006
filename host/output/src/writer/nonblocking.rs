//! Writes on a thread of the runtime, as much as the pipe or the file accepts without waiting.

use crate::queue::{Block, Shared};
use rustix::io::Errno;
use std::{collections::VecDeque, io::IoSlice, sync::atomic::Ordering, time::Instant};

/// The maximum number of blocks in one `writev`. The kernel's own limit is 1024 (`UIO_MAXIOV`).
const BLOCKS_PER_WRITE: usize = 256;

impl Shared {
    /// Writes all blocks of the queue. The blocking thread continues with what the pipe does not accept.
    pub(crate) fn flush(&self) {
        let mut blocks = {
            let mut queue = self.queue.lock();
            queue.is_flush_scheduled = false;
            if queue.is_owned || queue.blocks.is_empty() {
                return;
            }
            queue.is_owned = true;
            std::mem::take(&mut queue.blocks)
        };
        loop {
            if !self.may_write_nonblocking.load(Ordering::Relaxed) {
                return self.hand_over_to_thread(blocks);
            }
            match self.file.write_nonblocking(&unwritten_slices(&blocks)) {
                Ok(written) => self.record_written(&mut blocks, written),
                Err(Errno::INTR) => {}
                Err(Errno::OPNOTSUPP) => self.may_write_nonblocking.store(false, Ordering::Relaxed),
                // The pipe is full, or the blocking thread gets the same error and handles it.
                Err(_) => return self.hand_over_to_thread(blocks),
            }
            if blocks.is_empty() {
                let mut queue = self.queue.lock();
                if queue.blocks.is_empty() {
                    queue.is_owned = false;
                    return;
                }
                std::mem::swap(&mut blocks, &mut queue.blocks);
            }
        }
    }

    /// Passes the file and the remaining blocks to the blocking thread.
    fn hand_over_to_thread(&self, mut blocks: VecDeque<Block>) {
        let mut queue = self.queue.lock();
        blocks.append(&mut queue.blocks);
        let now = Instant::now();
        blocks.iter_mut().for_each(|block| block.start_waiting(now));
        queue.blocks = blocks;
        queue.is_owned_by_thread = true;
        drop(queue);
        self.wake_thread.notify_one();
    }
}

/// The unwritten parts of the first blocks.
pub(super) fn unwritten_slices(blocks: &VecDeque<Block>) -> Vec<IoSlice<'_>> {
    blocks
        .iter()
        .take(BLOCKS_PER_WRITE)
        .map(|block| IoSlice::new(block.bytes.get(block.written..).unwrap_or_default()))
        .collect()
}
