//! How many requests may go on after their timeout.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Late answers that are waited for at once. Beyond it, requests end at their timeout and count as having taken that long.
const MAX_LATE: usize = 16;

/// The requests whose answers are late.
pub(super) struct LateAnswers(Arc<Semaphore>);

impl Default for LateAnswers {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MAX_LATE)))
    }
}

impl LateAnswers {
    /// Holds a place among them; none while there are too many.
    pub(super) fn try_acquire(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0).try_acquire_owned().ok()
    }
}
