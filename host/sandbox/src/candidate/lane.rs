//! The thread that candidates run on. It has the scheduling class of the slow lane, and is not one of its threads: a
//! candidate that loops must not take a thread from slow chains.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, atomic::AtomicUsize},
    thread,
};

use super::{
    sample::{Sample, SamplePlace},
    shadow::Shadow,
};
use crate::chain::{fair_queue::FairQueue, slow_lane::lower_priority_of_this_thread};

/// Copies that exist at once.
const MAX_SAMPLES: usize = 32;

/// Copies of batches that wait. Filters with candidates take turns.
pub(crate) struct SampleQueue {
    /// By the address of the shadow, which its samples keep alive.
    samples: FairQueue<usize, Sample>,
    taken: Arc<AtomicUsize>,
}

/// Ends its thread when it is dropped.
pub(crate) struct CandidateLane(Arc<SampleQueue>);

impl CandidateLane {
    pub(crate) fn start() -> io::Result<Self> {
        let queue = Arc::new(SampleQueue { samples: FairQueue::new(), taken: Arc::default() });
        let own = Arc::clone(&queue);
        thread::Builder::new().name("candidates".to_owned()).spawn(move || own.run())?;
        Ok(Self(queue))
    }

    pub(crate) fn queue(&self) -> Arc<SampleQueue> {
        Arc::clone(&self.0)
    }
}

impl SampleQueue {
    /// None if too many copies exist already.
    pub(crate) fn try_take_place(&self) -> Option<SamplePlace> {
        SamplePlace::try_take(&self.taken, MAX_SAMPLES)
    }

    pub(super) fn push(&self, sample: Sample) {
        self.samples.push(Arc::as_ptr(&sample.shadow).addr(), sample);
    }

    fn run(&self) {
        lower_priority_of_this_thread();
        while let Some(sample) = self.samples.pop() {
            // A panic ends the comparison of this batch and not the thread.
            let _ = catch_unwind(AssertUnwindSafe(|| Shadow::run(sample)));
        }
    }
}

impl Drop for CandidateLane {
    fn drop(&mut self) {
        self.0.samples.close();
    }
}
