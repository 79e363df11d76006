//! The copies of batches that wait for the thread of candidates.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use super::fair_queue::FairQueue;

/// Copies that exist at once.
const MAX_SAMPLES: usize = 32;

/// Runs both versions of a filter on a copy. It owns the copy and its places, and keeps the versions alive.
pub(crate) type SampleTask = Box<dyn FnOnce() + Send>;

/// Copies of batches that wait. Filters with candidates take turns.
pub(crate) struct SampleQueue {
    /// By the address of the shadow, which its samples keep alive.
    tasks: FairQueue<usize, SampleTask>,
    taken: Arc<AtomicUsize>,
}

impl SampleQueue {
    pub(super) fn new() -> Self {
        Self { tasks: FairQueue::new(), taken: Arc::default() }
    }

    /// None if too many copies exist already.
    pub(crate) fn try_take_place(&self) -> Option<SamplePlace> {
        SamplePlace::try_take(&self.taken, MAX_SAMPLES)
    }

    /// Adds a copy that was made for the shadow at this address.
    pub(super) fn push(&self, shadow: usize, task: SampleTask) {
        self.tasks.push(shadow, task);
    }

    /// Waits for the next copy. None when the queue is closed and empty.
    pub(super) fn pop(&self) -> Option<SampleTask> {
        self.tasks.pop()
    }

    pub(super) fn close(&self) {
        self.tasks.close();
    }
}

/// One of the places for copies, until it is dropped.
pub(crate) struct SamplePlace(Arc<AtomicUsize>);

impl SamplePlace {
    /// None if all of them are taken.
    pub(crate) fn try_take(taken: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        let more = |count: usize| (count < most).then_some(count + 1);
        taken.fetch_update(Relaxed, Relaxed, more).is_ok().then(|| Self(Arc::clone(taken)))
    }
}

impl Drop for SamplePlace {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}
