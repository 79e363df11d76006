//! The queue of blocks that wait to be written.

use crate::{
    StdoutConfig, StdoutMetrics, WriteError, blockage::Blockage, file::OutputFile, write_failure::WriteFailure,
};
use parking_lot::{Condvar, Mutex};
use std::{
    collections::VecDeque,
    sync::{Arc, atomic::AtomicBool},
    time::Instant,
};
use tokio::sync::{Notify, oneshot, watch};

/// The target of log lines. Operators use it in `log.level`, so it is independent of the name of this crate.
pub(crate) const LOG_TARGET: &str = "sluice::stdout";

/// The file and the state that all writers share.
pub(crate) struct Shared {
    pub(crate) file: OutputFile,
    pub(crate) queue: Mutex<Queue>,
    /// Wakes the blocking thread.
    pub(crate) wake_thread: Condvar,
    /// Wakes requests that wait for space in the queue.
    pub(crate) space_freed: Notify,
    /// Wakes tasks that wait for the queue to be empty.
    pub(crate) drained: Notify,
    /// Whether threads of the runtime may write. Only the owner of the file changes it.
    pub(crate) may_write_nonblocking: AtomicBool,
    pub(crate) closed: watch::Sender<bool>,
    pub(crate) blockage: Blockage,
    pub(crate) config: StdoutConfig,
    pub(crate) metrics: StdoutMetrics,
}

#[derive(Default)]
pub(crate) struct Queue {
    pub(crate) blocks: VecDeque<Block>,
    /// Bytes of all blocks that are not yet written, including those that the owner of the file has taken.
    pub(crate) waiting_bytes: usize,
    /// Whether the file has an owner: a flush or the blocking thread.
    pub(crate) is_owned: bool,
    /// Whether the owner is the blocking thread.
    pub(crate) is_owned_by_thread: bool,
    pub(crate) is_flush_scheduled: bool,
    pub(crate) is_stopping: bool,
    /// Why the last write failed, until one succeeds.
    pub(crate) failure: Option<WriteFailure>,
}

/// The lines of one request.
pub(crate) struct Block {
    pub(crate) bytes: Vec<u8>,
    pub(crate) written: usize,
    pub(crate) lines: u32,
    /// Since when it has waited for space in the queue, or for the blocking thread. `None` while neither is needed, so that
    /// nobody asks for the time.
    pub(crate) waiting_since: Option<Instant>,
    pub(crate) completion: oneshot::Sender<Result<(), WriteError>>,
}

impl Block {
    pub(crate) fn start_waiting(&mut self, now: Instant) {
        self.waiting_since.get_or_insert(now);
    }
}

impl Queue {
    pub(crate) fn is_empty(&self) -> bool {
        self.waiting_bytes == 0
    }
}

impl Shared {
    /// Adds a block to the queue. Returns it if too many bytes wait already. An empty queue takes a block of any size.
    pub(crate) fn enqueue(self: &Arc<Self>, mut block: Block) -> Result<(), Block> {
        let mut queue = self.queue.lock();
        if *self.closed.borrow() {
            let _ = block.completion.send(Err(WriteError::Closed));
            return Ok(());
        }
        let waiting = queue.waiting_bytes + block.bytes.len();
        if waiting > self.config.max_waiting_bytes && queue.waiting_bytes > 0 {
            return Err(block);
        }
        queue.waiting_bytes = waiting;
        self.metrics.waiting_bytes.set(i64::try_from(waiting).unwrap_or(i64::MAX));
        if queue.is_owned_by_thread {
            block.start_waiting(Instant::now());
        }
        queue.blocks.push_back(block);
        if !queue.is_owned && !queue.is_flush_scheduled {
            queue.is_flush_scheduled = true;
            drop(queue);
            self.schedule_flush();
        }
        Ok(())
    }

    /// Yields once before the flush, so that other requests that are ready now can add their blocks.
    fn schedule_flush(self: &Arc<Self>) {
        let shared = Arc::clone(self);
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            shared.flush();
        });
    }

    /// Removes `written` bytes from the front of `blocks`, and acknowledges each block that is complete.
    pub(crate) fn record_written(&self, blocks: &mut VecDeque<Block>, mut written: usize) {
        let metrics = &self.metrics;
        metrics.writes.inc();
        metrics.written_bytes.inc_by(written as u64);
        let mut freed = 0;
        while let Some(block) = blocks.front_mut() {
            let rest = block.bytes.len() - block.written;
            if written < rest {
                block.written += written;
                break;
            }
            written -= rest;
            freed += block.bytes.len();
            if let Some(block) = blocks.pop_front() {
                metrics.written_lines.inc_by(u64::from(block.lines));
                let _ = block.completion.send(Ok(()));
            }
        }
        self.release_space(freed);
    }

    /// Releases the space of blocks that were written or refused.
    pub(crate) fn release_space(&self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        let mut queue = self.queue.lock();
        queue.waiting_bytes -= bytes;
        self.metrics.waiting_bytes.set(i64::try_from(queue.waiting_bytes).unwrap_or(i64::MAX));
        let is_empty = queue.is_empty();
        drop(queue);
        self.space_freed.notify_waiters();
        if is_empty {
            self.drained.notify_waiters();
        }
    }

    /// Closes stdout after a final error. Every waiting block fails, and so does every later one.
    pub(crate) fn close(&self, mut blocks: VecDeque<Block>, error: &std::io::Error) {
        tracing::error!(target: LOG_TARGET, %error, "stdout cannot be written any more: refusing all requests and ending");
        let mut queue = self.queue.lock();
        self.closed.send_replace(true);
        self.metrics.open.set(0);
        blocks.append(&mut queue.blocks);
        queue.waiting_bytes = 0;
        queue.failure = None;
        queue.is_owned = false;
        queue.is_owned_by_thread = false;
        drop(queue);
        for block in blocks {
            let _ = block.completion.send(Err(WriteError::Closed));
        }
        self.space_freed.notify_waiters();
        self.drained.notify_waiters();
    }
}
