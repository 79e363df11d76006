//! The thread that candidates run on. It has the scheduling class of the slow lane, and is not one of its threads: a
//! candidate that loops must not take a thread from slow chains.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread,
};

use super::{idle_priority::lower_priority_of_this_thread, sample_queue::SampleQueue};

/// Ends its thread when it is dropped.
pub(crate) struct CandidateLane(Arc<SampleQueue>);

impl CandidateLane {
    pub(crate) fn start() -> io::Result<Self> {
        let queue = Arc::new(SampleQueue::new());
        let own = Arc::clone(&queue);
        thread::Builder::new().name("candidates".to_owned()).spawn(move || run_samples(&own))?;
        Ok(Self(queue))
    }

    pub(crate) fn queue(&self) -> Arc<SampleQueue> {
        Arc::clone(&self.0)
    }
}

impl Drop for CandidateLane {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn run_samples(queue: &SampleQueue) {
    lower_priority_of_this_thread();
    while let Some(task) = queue.pop() {
        // A panic ends the comparison of this batch and not the thread.
        let _ = catch_unwind(AssertUnwindSafe(task));
    }
}
