//! The copies of one request's batch that candidates run on when its lines are written.

use std::{fmt, sync::Arc};

use parking_lot::Mutex;

use super::sample_queue::{SampleQueue, SampleTask};

/// The copies that were made of one request's batch. Unless they are submitted, nothing runs on them. A clone has none.
#[derive(Default)]
pub struct Samples(Mutex<Vec<Sample>>);

/// A copy, and where it will wait.
struct Sample {
    queue: Arc<SampleQueue>,
    /// The address of the shadow that it was made for.
    shadow: usize,
    task: SampleTask,
}

impl Samples {
    /// Adds a copy that was made for the shadow at this address.
    pub(crate) fn push(&self, queue: &Arc<SampleQueue>, shadow: usize, task: SampleTask) {
        self.0.lock().push(Sample { queue: Arc::clone(queue), shadow, task });
    }

    /// Takes the copies out.
    #[must_use]
    pub fn take(&self) -> Self {
        Self(Mutex::new(std::mem::take(&mut *self.0.lock())))
    }

    /// Has candidates run on the copies. To be called when the lines of the batch are written.
    pub fn submit(self) {
        for Sample { queue, shadow, task } in self.0.into_inner() {
            queue.push(shadow, task);
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
