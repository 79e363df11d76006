//! The slow lane: separate threads for chains, and for work on large batches, that would delay the requests that share a
//! thread with them. These threads run when no other thread wants the processor. The number of batches of one chain in the
//! lane is limited.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread,
    time::Duration,
};

use parking_lot::Mutex;
use tokio::sync::oneshot;

use super::filter_chain::{Chain, ChainEnd};
use crate::{
    lane::{
        fair_queue::FairQueue,
        idle_priority::lower_priority_of_this_thread,
        thread_kind::{LaneThread, ThreadKind},
    },
    run::state::request_context::RequestContext,
};
use sluice_event::Batch;
use sluice_metrics::{GaugeGuard, UpDownGauge};

/// Threads of low priority, and the queue of batches that wait for them. The threads end when it is dropped.
pub struct SlowLane {
    tasks: Arc<FairQueue<Owner, SlowLaneTask>>,
    waiting: UpDownGauge,
}

/// Who takes turns in the lane.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// A chain, by its address: its tasks keep it alive.
    Chain(usize),
    /// Everybody whose batches are large: they have taken turns before.
    LargeBatches,
}

/// How long work on a large batch waits for the lane to begin. If it has not begun by then, threads of the usual priority
/// use all of the processors, or slow chains use all of the lane.
const LANE_PATIENCE: Duration = Duration::from_millis(500);

/// Why a batch has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlowLaneError {
    /// Too many batches of this chain are in the lane already.
    Full,
    /// The run panicked.
    Panicked,
}

/// Runs one batch. It owns the batch and everything that limits the number of batches, since the request may be gone
/// before the batch's turn comes.
type SlowLaneTask = Box<dyn FnOnce() + Send>;

impl SlowLane {
    /// Starts `threads` threads.
    ///
    /// # Errors
    /// The operating system cannot start a thread.
    pub fn start(threads: usize, waiting: UpDownGauge) -> std::io::Result<Self> {
        let lane = Self { tasks: Arc::new(FairQueue::new()), waiting };
        for _ in 0..threads.max(1) {
            let tasks = Arc::clone(&lane.tasks);
            thread::Builder::new().name("slow-lane".to_owned()).spawn(move || run_tasks(&tasks))?;
        }
        Ok(lane)
    }

    /// Runs a batch through a chain, after earlier batches of the same chain. `held` stands for the resources that the batch
    /// occupies; it is returned with the result.
    ///
    /// # Errors
    /// The chain has too many batches in the lane, or the run panicked.
    pub async fn run<H: Send + 'static>(
        &self,
        chain: &Arc<Chain>,
        batch: Box<Batch>,
        context: Arc<RequestContext>,
        held: H,
    ) -> Result<(ChainEnd, H), SlowLaneError> {
        let place = chain.enter_slow_lane().ok_or(SlowLaneError::Full)?;
        let (end, ended) = oneshot::channel();
        let own = Arc::clone(chain);
        let run = move || {
            let _place = place;
            // The batch of a client that has gone away is not run.
            if !end.is_closed() {
                ThreadKind::SlowLane.yield_to_others();
                let _ = end.send((own.run_on(batch, &context, ThreadKind::SlowLane), held));
            }
        };
        self.tasks.push(Owner::Chain(Arc::as_ptr(chain).addr()), Box::new(run));
        let _waiting = GaugeGuard::increment(&self.waiting);
        ended.await.map_err(|_| SlowLaneError::Panicked)
    }

    /// Does a piece of work on a large batch in the lane, or on a thread of the usual priority if the lane does not come to
    /// it. The caller bounds how much of this there is at once. `work` owns everything that it occupies, since the request
    /// may be gone before its turn comes.
    ///
    /// # Errors
    /// [`SlowLaneError::Panicked`].
    pub async fn run_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(LaneThread) -> T + Send + 'static,
    ) -> Result<T, SlowLaneError> {
        let (end, mut ended) = oneshot::channel();
        let work = Arc::new(Mutex::new(Some(move |thread| {
            if !end.is_closed() {
                let _ = end.send(work(LaneThread(thread)));
            }
        })));
        let own = Arc::clone(&work);
        let run = move || {
            // Taken in a statement of its own: the lock is not held while it runs.
            let work = own.lock().take();
            if let Some(work) = work {
                ThreadKind::SlowLane.yield_to_others();
                work(ThreadKind::SlowLane);
            }
        };
        self.tasks.push(Owner::LargeBatches, Box::new(run));
        let _waiting = GaugeGuard::increment(&self.waiting);
        if let Ok(ended) = tokio::time::timeout(LANE_PATIENCE, &mut ended).await {
            return ended.map_err(|_| SlowLaneError::Panicked);
        }
        let work = work.lock().take();
        if let Some(work) = work {
            tokio::task::spawn_blocking(move || work(ThreadKind::Serving));
        }
        ended.await.map_err(|_| SlowLaneError::Panicked)
    }
}

impl Drop for SlowLane {
    fn drop(&mut self) {
        self.tasks.close();
    }
}

fn run_tasks(tasks: &FairQueue<Owner, SlowLaneTask>) {
    lower_priority_of_this_thread();
    while let Some(task) = tasks.pop() {
        // A panic ends the request and not the thread.
        let _ = catch_unwind(AssertUnwindSafe(task));
    }
}
