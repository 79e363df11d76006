//! The handle to the writer.

use crate::{
    StdoutConfig, StdoutMetrics, WriteError,
    blockage::{self, Blockage},
    file::OutputFile,
    queue::{Block, Shared},
    write_failure::WriteFailure,
    writer::blocking,
};
use parking_lot::{Condvar, Mutex};
use std::{
    os::fd::{AsFd, OwnedFd},
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};
use tokio::sync::{Notify, oneshot, watch};

/// A handle to the writer of stdout. Clones share the writer.
#[derive(Clone)]
pub struct Stdout {
    pub(crate) shared: Arc<Shared>,
    _stop_on_drop: Arc<StopOnDrop>,
}

/// Stops the blocking thread when the last handle is dropped.
struct StopOnDrop(Arc<Shared>);

impl Stdout {
    /// Creates a writer to the stdout of this process.
    ///
    /// # Errors
    /// The descriptor cannot be duplicated, or as for [`Stdout::new`].
    pub fn of_process(config: StdoutConfig, metrics: StdoutMetrics) -> std::io::Result<Self> {
        Self::new(std::io::stdout().as_fd().try_clone_to_owned()?, config, metrics)
    }

    /// Creates a writer to any descriptor.
    ///
    /// A regular file is switched to `O_APPEND`, for every process that shares its open file description. If its last line
    /// has no line break, one is written before the first block.
    ///
    /// # Errors
    /// The flags of a regular file cannot be set, or the thread cannot be started.
    pub fn new(descriptor: OwnedFd, config: StdoutConfig, metrics: StdoutMetrics) -> std::io::Result<Self> {
        let file = OutputFile::new(descriptor)?;
        let shared = Arc::new(Shared {
            may_write_nonblocking: AtomicBool::new(!file.is_regular()),
            file,
            queue: Mutex::default(),
            wake_thread: Condvar::new(),
            space_freed: Notify::new(),
            drained: Notify::new(),
            closed: watch::Sender::new(false),
            blockage: Blockage::new(Duration::from_millis(config.max_wait_ms)),
            config,
            metrics,
        });
        shared.metrics.open.set(1);
        blocking::start_thread(Arc::clone(&shared))?;
        Ok(Self { _stop_on_drop: Arc::new(StopOnDrop(Arc::clone(&shared))), shared })
    }

    /// Writes a block of whole lines. Returns when the operating system has accepted all of it. An empty block returns at
    /// once.
    ///
    /// # Errors
    /// [`WriteError::Busy`] if the queue had no space, or the operating system accepted no byte of the block, for
    /// `max_wait_ms`. [`WriteError::Closed`] if the reader is gone. After an error, nothing of the block is written, unless the
    /// reader closed stdout in the middle of it.
    pub async fn write(&self, block: Vec<u8>, lines: u32) -> Result<(), WriteError> {
        if block.is_empty() {
            return Ok(());
        }
        let (completion, result) = oneshot::channel();
        let block = Block { bytes: block, written: 0, lines, waiting_since: None, completion };
        if let Err(block) = self.shared.enqueue(block) {
            self.enqueue_when_space(block).await?;
        }
        result.await.unwrap_or(Err(WriteError::Closed))
    }

    async fn enqueue_when_space(&self, mut block: Block) -> Result<(), WriteError> {
        let max_wait = Duration::from_millis(self.shared.config.max_wait_ms);
        block.start_waiting(Instant::now());
        let enqueued = tokio::time::timeout(max_wait, async {
            loop {
                let space_freed = self.shared.space_freed.notified();
                match self.shared.enqueue(block) {
                    Ok(()) => return,
                    Err(refused) => block = refused,
                }
                space_freed.await;
            }
        });
        enqueued.await.map_err(|_| {
            self.shared.metrics.refused.inc();
            WriteError::Busy
        })
    }

    /// Whether stdout is closed: the reader is gone, or a write failed with a final error.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        *self.shared.closed.borrow()
    }

    /// Refuses a request that has not begun yet, while lines have waited for longer than `max_wait_ms`: its own would wait too.
    ///
    /// # Errors
    /// Those of [`Stdout::write`].
    pub fn admit(&self) -> Result<(), WriteError> {
        if !self.shared.blockage.is_blocked() {
            return Ok(());
        }
        if self.is_closed() {
            return Err(WriteError::Closed);
        }
        self.shared.metrics.refused.inc();
        Err(WriteError::Busy)
    }

    /// Why stdout cannot be written at the moment, for example because the disk is full, or because nobody reads. `None` if it
    /// can.
    #[must_use]
    pub fn failure_reason(&self) -> Option<&'static str> {
        let failure = self.shared.queue.lock().failure;
        failure.map(WriteFailure::reason).or_else(|| self.shared.blockage.is_blocked().then_some(blockage::REASON))
    }

    /// Sets the metrics that depend on the time. To be called before they are read.
    pub fn update_metrics(&self) {
        self.shared.metrics.blocked.set(self.shared.blockage.is_blocked().into());
    }

    /// Waits until stdout is closed.
    pub async fn closed(&self) {
        let mut closed = self.shared.closed.subscribe();
        let _ = closed.wait_for(|closed| *closed).await;
    }

    /// Waits until every block in the queue has been written or refused.
    pub async fn drained(&self) {
        loop {
            let drained = self.shared.drained.notified();
            if self.shared.queue.lock().is_empty() {
                return;
            }
            drained.await;
        }
    }
}

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.queue.lock().is_stopping = true;
        self.0.wake_thread.notify_one();
    }
}
