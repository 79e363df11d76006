//! Copies of batches that candidates run on.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use parking_lot::Mutex;

use super::{lane::SampleQueue, shadow::Shadow};
use crate::run::request_context::RequestContext;
use sluice_event::Batch;

/// A copy of a batch as it was before a filter ran on it.
pub(crate) struct Sample {
    pub(crate) shadow: Arc<Shadow>,
    pub(crate) batch: Batch,
    pub(crate) context: Arc<RequestContext>,
    /// Its own place among those of its filter, and among all.
    pub(crate) places: [SamplePlace; 2],
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

/// The copies that were made of one request's batch. Unless they are submitted, nothing runs on them. A clone has none.
#[derive(Default)]
pub struct Samples(Mutex<Vec<(Arc<SampleQueue>, Sample)>>);

impl Samples {
    pub(crate) fn push(&self, queue: &Arc<SampleQueue>, sample: Sample) {
        self.0.lock().push((Arc::clone(queue), sample));
    }

    /// Takes the copies out.
    #[must_use]
    pub fn take(&self) -> Self {
        Self(Mutex::new(std::mem::take(&mut *self.0.lock())))
    }

    /// Has candidates run on the copies. To be called when the lines of the batch are written.
    pub fn submit(&self) {
        for (queue, sample) in std::mem::take(&mut *self.0.lock()) {
            queue.push(sample);
        }
    }
}

impl Clone for Samples {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Samples {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Samples")
    }
}
