//! The one writer of stdout. A request hands over all of its lines as one block and is woken when the operating system has
//! accepted every byte of it: only then may it be acknowledged.
//!
//! Blocks that become ready in one turn of the runtime leave together in one `writev`, without waiting for the reader
//! ([`nowait`]); where the pipe is full, a thread of its own ([`blocking`]) takes over until it has caught up. The same thread
//! waits while writes fail for want of space ([`outage`]), and repairs what they leave in a regular file ([`file`]).

mod blocking;
mod config;
mod error;
mod failure;
mod file;
mod metrics;
mod nowait;
mod outage;
mod queue;

pub use config::StdoutConfig;
pub use error::WriteError;
pub use metrics::{StdoutMetrics, WriteErrors};

use failure::WriteFailure;
use file::OutputFile;
use parking_lot::{Condvar, Mutex};
use queue::{Block, Shared};
use std::{
    os::fd::{AsFd, OwnedFd},
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};
use tokio::sync::{Notify, oneshot, watch};

/// A handle to the writer; clones share it.
#[derive(Clone)]
pub struct Stdout {
    shared: Arc<Shared>,
    _handle: Arc<Handle>,
}

/// Ends the blocking thread when the last handle is gone.
struct Handle(Arc<Shared>);

impl Stdout {
    /// Takes over the process's stdout.
    ///
    /// # Errors
    /// When the descriptor cannot be duplicated or the thread cannot be started.
    pub fn of_process(config: StdoutConfig, metrics: StdoutMetrics) -> std::io::Result<Self> {
        Self::new(std::io::stdout().as_fd().try_clone_to_owned()?, config, metrics)
    }

    /// A writer to any descriptor. A regular file is appended to from now on, by everybody who shares its open file
    /// description, and gets a line break first if its last line has none.
    ///
    /// # Errors
    /// When the flags of a regular file cannot be set, or the thread cannot be started.
    pub fn new(descriptor: OwnedFd, config: StdoutConfig, metrics: StdoutMetrics) -> std::io::Result<Self> {
        let file = OutputFile::new(descriptor)?;
        let shared = Arc::new(Shared {
            nowait: AtomicBool::new(!file.is_regular()),
            file,
            queue: Mutex::default(),
            handed_over: Condvar::new(),
            room: Notify::new(),
            idle: Notify::new(),
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
    /// [`WriteError::Busy`] when no room came free, or writes failed, for the configured wait; [`WriteError::Closed`] when the
    /// reader is gone. After an error, none of the block will be written, but for a reader that goes away in the middle of it.
    pub async fn write(&self, block: Vec<u8>, lines: u32) -> Result<(), WriteError> {
        if block.is_empty() {
            return Ok(());
        }
        let (done, written) = oneshot::channel();
        let block = Block { bytes: block, written: 0, lines, failing_since: None, done };
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

    /// Why stdout takes no lines at the moment, such as a full disk.
    #[must_use]
    pub fn failing(&self) -> Option<&'static str> {
        self.shared.queue.lock().failing.map(WriteFailure::reason)
    }

    /// Returns when the reader is gone.
    pub async fn closed(&self) {
        let mut closed = self.shared.closed.subscribe();
        let _ = closed.wait_for(|closed| *closed).await;
    }

    /// Returns when everything that was handed over has been written or refused.
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

#[cfg(test)]
mod tests;
