//! What waits to be written, and who is told when it was.

use crate::{StdoutConfig, StdoutMetrics, WriteError, failure::WriteFailure, file::OutputFile};
use parking_lot::{Condvar, Mutex};
use std::{
    collections::VecDeque,
    sync::{Arc, atomic::AtomicBool},
    time::Instant,
};
use tokio::sync::{Notify, oneshot, watch};

/// The target of log lines. Operators name it in `log.level`, so it does not follow the name of this crate.
pub(super) const LOG_TARGET: &str = "sluice::stdout";

/// The file, and all that those who write to it share.
pub(super) struct Shared {
    pub(super) file: OutputFile,
    pub(super) queue: Mutex<Queue>,
    /// Wakes the blocking thread.
    pub(super) handed_over: Condvar,
    /// Wakes requests that wait for room.
    pub(super) room: Notify,
    /// Wakes who waits for everything to be written.
    pub(super) idle: Notify,
    /// Whether threads of the runtime may write. Only whoever owns the file changes it.
    pub(super) nowait: AtomicBool,
    pub(super) closed: watch::Sender<bool>,
    pub(super) config: StdoutConfig,
    pub(super) metrics: StdoutMetrics,
}

#[derive(Default)]
pub(super) struct Queue {
    pub(super) blocks: VecDeque<Block>,
    pub(super) waiting_bytes: usize,
    /// Somebody owns the file: a flush, or the blocking thread.
    pub(super) writing: bool,
    /// The blocking thread owns the file.
    pub(super) blocked: bool,
    pub(super) flush_scheduled: bool,
    pub(super) stop: bool,
    /// Why the last write failed, until one succeeds.
    pub(super) failing: Option<WriteFailure>,
}

/// The lines of one request.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    pub(super) written: usize,
    pub(super) lines: u32,
    /// Since when writes of it have failed.
    pub(super) failing_since: Option<Instant>,
    pub(super) done: oneshot::Sender<Result<(), WriteError>>,
}

impl Queue {
    pub(super) fn is_idle(&self) -> bool {
        self.waiting_bytes == 0
    }
}

impl Shared {
    /// Queues a block, or gives it back when too many bytes wait already. One block alone always has room.
    pub(super) fn enqueue(self: &Arc<Self>, block: Block) -> Result<(), Block> {
        let mut queue = self.queue.lock();
        if *self.closed.borrow() {
            let _ = block.done.send(Err(WriteError::Closed));
            return Ok(());
        }
        let waiting = queue.waiting_bytes + block.bytes.len();
        if waiting > self.config.max_waiting_bytes && queue.waiting_bytes > 0 {
            return Err(block);
        }
        queue.waiting_bytes = waiting;
        self.metrics.waiting_bytes.set(i64::try_from(waiting).unwrap_or(i64::MAX));
        queue.blocks.push_back(block);
        if !queue.writing && !queue.flush_scheduled {
            queue.flush_scheduled = true;
            drop(queue);
            self.schedule_flush();
        }
        Ok(())
    }

    /// Lets every request that is ready now add its block before the flush runs.
    fn schedule_flush(self: &Arc<Self>) {
        let shared = Arc::clone(self);
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            shared.flush();
        });
    }

    /// Counts `written` bytes off the front of `blocks` and acknowledges each block that is whole.
    pub(super) fn accept(&self, blocks: &mut VecDeque<Block>, mut written: usize) {
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
                let _ = block.done.send(Ok(()));
            }
        }
        self.free(freed);
    }

    /// Gives back the room of blocks that were written or refused.
    pub(super) fn free(&self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        let mut queue = self.queue.lock();
        queue.waiting_bytes -= bytes;
        self.metrics.waiting_bytes.set(i64::try_from(queue.waiting_bytes).unwrap_or(i64::MAX));
        let is_idle = queue.is_idle();
        drop(queue);
        self.room.notify_waiters();
        if is_idle {
            self.idle.notify_waiters();
        }
    }

    /// The reader is gone, or the error is final: fails everything that waits, now and from now on.
    pub(super) fn close(&self, mut blocks: VecDeque<Block>, error: &std::io::Error) {
        tracing::error!(target: LOG_TARGET, %error, "stdout cannot be written any more: refusing all requests and ending");
        let mut queue = self.queue.lock();
        self.closed.send_replace(true);
        self.metrics.open.set(0);
        blocks.append(&mut queue.blocks);
        queue.waiting_bytes = 0;
        queue.failing = None;
        queue.writing = false;
        queue.blocked = false;
        drop(queue);
        for block in blocks {
            let _ = block.done.send(Err(WriteError::Closed));
        }
        self.room.notify_waiters();
        self.idle.notify_waiters();
    }
}
