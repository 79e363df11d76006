//! The one writer of stdout. A request hands over all of its lines as one block and is woken when the operating system has
//! accepted every byte of it: only then may it be acknowledged.
//!
//! Blocks that become ready in one turn of the runtime leave together in one `writev`, without waiting for the reader
//! ([`nowait`]); where the pipe is full, a thread of its own ([`blocking`]) takes over until it has caught up.

mod blocking;
mod config;
mod metrics;
mod nowait;

pub use config::StdoutConfig;
pub use metrics::StdoutMetrics;

use parking_lot::{Condvar, Mutex};
use std::{
    collections::VecDeque,
    fs::File,
    os::fd::{AsFd, OwnedFd},
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};
use tokio::sync::{Notify, oneshot, watch};

/// Most blocks in one `writev`; the kernel's own bound is 1024 (`UIO_MAXIOV`).
const BLOCKS_PER_WRITE: usize = 256;
/// What the pipe is asked to hold: as much as an unprivileged process may have (`/proc/sys/fs/pipe-max-size`). In the 64 KiB
/// that it has otherwise, eight batches fill it, and a thread has to wait for the reader.
const PIPE_BYTES: usize = 1 << 20;
/// The target of log lines. Operators name it in `log.level`, so it does not follow the name of this crate.
const LOG_TARGET: &str = "sluice::stdout";

/// Why a block was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Too many bytes wait already, and waited on.
    #[error("stdout is not read fast enough: too many bytes wait to be written")]
    Busy,
    /// The reader is gone; nothing will be written any more.
    #[error("stdout is closed")]
    Closed,
}

/// A handle to the writer; clones share it.
#[derive(Clone)]
pub struct Stdout {
    shared: Arc<Shared>,
    _handle: Arc<Handle>,
}

/// Ends the blocking thread when the last handle is gone.
struct Handle(Arc<Shared>);

struct Shared {
    file: File,
    queue: Mutex<Queue>,
    /// Wakes the blocking thread.
    handed_over: Condvar,
    /// Wakes requests that wait for room.
    room: Notify,
    /// Wakes who waits for everything to be written.
    idle: Notify,
    nowait: AtomicBool,
    closed: watch::Sender<bool>,
    config: StdoutConfig,
    metrics: StdoutMetrics,
}

#[derive(Default)]
struct Queue {
    blocks: VecDeque<Block>,
    waiting_bytes: usize,
    /// Somebody owns the file: a flush, or the blocking thread.
    writing: bool,
    /// The blocking thread owns the file.
    blocked: bool,
    flush_scheduled: bool,
    stop: bool,
}

struct Block {
    bytes: Vec<u8>,
    written: usize,
    lines: u32,
    done: oneshot::Sender<Result<(), WriteError>>,
}

impl Stdout {
    /// Takes over the process's stdout.
    ///
    /// # Errors
    /// When the descriptor cannot be duplicated or the thread cannot be started.
    pub fn of_process(config: StdoutConfig, metrics: StdoutMetrics) -> std::io::Result<Self> {
        Self::new(std::io::stdout().as_fd().try_clone_to_owned()?, config, metrics)
    }

    /// A writer to any descriptor.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn new(descriptor: OwnedFd, config: StdoutConfig, metrics: StdoutMetrics) -> std::io::Result<Self> {
        // No pipe, or no leave to have a larger one: then it is as it is.
        let _ = rustix::pipe::fcntl_setpipe_size(&descriptor, PIPE_BYTES);
        let shared = Arc::new(Shared {
            file: File::from(descriptor),
            queue: Mutex::default(),
            handed_over: Condvar::new(),
            room: Notify::new(),
            idle: Notify::new(),
            nowait: AtomicBool::new(true),
            closed: watch::Sender::new(false),
            config,
            metrics,
        });
        shared.metrics.open.set(1);
        blocking::start(Arc::clone(&shared))?;
        Ok(Self { _handle: Arc::new(Handle(Arc::clone(&shared))), shared })
    }

    /// Writes a block of whole lines and returns when the operating system has it. An empty block returns at once.
    ///
    /// # Errors
    /// [`WriteError::Busy`] when no room came free within the configured wait, [`WriteError::Closed`] when the reader is gone.
    /// After an error, none of the block will be written, but for a reader that goes away in the middle of it.
    pub async fn write(&self, block: Vec<u8>, lines: u32) -> Result<(), WriteError> {
        if block.is_empty() {
            return Ok(());
        }
        let (done, written) = oneshot::channel();
        let block = Block { bytes: block, written: 0, lines, done };
        if let Err(block) = self.shared.enqueue(block) {
            self.wait_for_room(block).await?;
        }
        written.await.unwrap_or(Err(WriteError::Closed))
    }

    async fn wait_for_room(&self, mut block: Block) -> Result<(), WriteError> {
        let patience = Duration::from_millis(self.shared.config.max_wait_ms);
        let waited = tokio::time::timeout(patience, async {
            loop {
                let room = self.shared.room.notified();
                match self.shared.enqueue(block) {
                    Ok(()) => return,
                    Err(refused) => block = refused,
                }
                room.await;
            }
        });
        waited.await.map_err(|_| {
            self.shared.metrics.refused.inc();
            WriteError::Busy
        })
    }

    /// True once the reader is gone.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        *self.shared.closed.borrow()
    }

    /// Returns when the reader is gone.
    pub async fn closed(&self) {
        let mut closed = self.shared.closed.subscribe();
        let _ = closed.wait_for(|closed| *closed).await;
    }

    /// Returns when everything that was handed over has been written.
    pub async fn drained(&self) {
        loop {
            let idle = self.shared.idle.notified();
            if self.shared.queue.lock().is_idle() {
                return;
            }
            idle.await;
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.queue.lock().stop = true;
        self.0.handed_over.notify_one();
    }
}

impl Queue {
    fn is_idle(&self) -> bool {
        self.blocks.is_empty() && !self.writing
    }
}

impl Shared {
    /// Queues a block, or gives it back when too many bytes wait already. One block alone always has room.
    fn enqueue(self: &Arc<Self>, block: Block) -> Result<(), Block> {
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
    fn accept(&self, blocks: &mut VecDeque<Block>, mut written: usize) {
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

    fn free(&self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        let mut queue = self.queue.lock();
        queue.waiting_bytes -= bytes;
        self.metrics.waiting_bytes.set(i64::try_from(queue.waiting_bytes).unwrap_or(i64::MAX));
        drop(queue);
        self.room.notify_waiters();
    }

    /// The reader is gone: fails everything that waits, now and from now on.
    fn close(&self, mut blocks: VecDeque<Block>, error: &std::io::Error) {
        tracing::error!(target: LOG_TARGET, %error, "stdout cannot be written any more: refusing all requests and ending");
        let mut queue = self.queue.lock();
        self.closed.send_replace(true);
        self.metrics.open.set(0);
        blocks.append(&mut queue.blocks);
        queue.waiting_bytes = 0;
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

#[cfg(test)]
mod tests;
