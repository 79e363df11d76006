//! The slow lane: threads of their own for chains that would hold up the requests which share a thread with them. They
//! run when no other thread wants the processor. One tenant can have only so many batches in it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread,
};

use prometheus::IntGauge;
use thread_priority::{
    NormalThreadSchedulePolicy::Idle, ThreadPriority, ThreadSchedulePolicy, set_thread_priority_and_policy,
    thread_native_id,
};
use tokio::sync::oneshot;

use super::fair_queue::FairQueue;
use crate::{Chain, ChainEnd, RequestContext, run::limits::budget::ThreadKind};
use sluice_event::Batch;
use sluice_metrics::Counted;

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::lane";

/// See the module.
pub struct SlowLane {
    tasks: Arc<FairQueue<Chain, SlowLaneTask>>,
    waiting: IntGauge,
}

/// Why a batch did not get through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlowLaneError {
    /// Too many batches of this chain are in the lane already: others have chains in it too.
    Full,
    /// The run panicked.
    Panicked,
}

/// Owns the batch and all that bounds how many there are: its request may be gone before its turn comes.
type SlowLaneTask = Box<dyn FnOnce() + Send>;

impl SlowLane {
    /// Starts `threads` threads.
    ///
    /// # Errors
    /// When the operating system gives none.
    pub fn start(threads: usize, waiting: IntGauge) -> std::io::Result<Self> {
        let lane = Self { tasks: Arc::new(FairQueue::new()), waiting };
        for _ in 0..threads.max(1) {
            let tasks = Arc::clone(&lane.tasks);
            thread::Builder::new().name("slow-lane".to_owned()).spawn(move || run_tasks(&tasks))?;
        }
        Ok(lane)
    }

    /// Runs a batch through a chain, behind those of the same chain that came before. `held` is what the batch takes of
    /// the service; it is given back with it.
    ///
    /// # Errors
    /// See [`SlowLaneError`].
    pub async fn run<H: Send + 'static>(
        &self,
        chain: &Arc<Chain>,
        batch: Batch,
        context: Arc<RequestContext>,
        held: H,
    ) -> Result<(ChainEnd, H), SlowLaneError> {
        let place = chain.enter_slow_lane().ok_or(SlowLaneError::Full)?;
        let (end, ended) = oneshot::channel();
        let own = Arc::clone(chain);
        let run = move || {
            let _place = place;
            // A client that went away wants no answer, and its batch no run.
            if !end.is_closed() {
                ThreadKind::SlowLane.yield_to_others();
                let _ = end.send((own.run_on(batch, &context, ThreadKind::SlowLane), held));
            }
        };
        self.tasks.push(chain, Box::new(run));
        let _waiting = Counted::one_of(&self.waiting);
        ended.await.map_err(|_| SlowLaneError::Panicked)
    }
}

impl Drop for SlowLane {
    fn drop(&mut self) {
        self.tasks.close();
    }
}

fn run_tasks(tasks: &FairQueue<Chain, SlowLaneTask>) {
    // A thread of lower priority only, a "nice" one, keeps the processor for milliseconds from one that wakes up; from
    // an idle one it is taken at once. <https://man7.org/linux/man-pages/man7/sched.7.html>
    let idle = ThreadSchedulePolicy::Normal(Idle);
    if let Err(error) = set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle) {
        tracing::warn!(target: LOG_TARGET, %error, "the slow lane has the priority of all other threads");
    }
    while let Some(task) = tasks.pop() {
        // A panic ends the request and not the lane.
        let _ = catch_unwind(AssertUnwindSafe(task));
    }
}
