//! What a batch occupies while it is worked on, wherever that is.

use super::turns::Turn;
use crate::memory::budget::Held;
use crate::request::rejection::Rejection;
use sluice_sandbox::{LaneThread, SlowLane};

/// See the module. It goes where the batch goes, also when the client has gone.
pub struct BatchResources {
    /// Of the memory for all requests.
    pub memory: Held,
    /// Of a large batch, unless somebody else is waited for.
    pub turn: Option<Turn>,
    /// Whether work on it is for the slow lane.
    pub is_large: bool,
}

impl BatchResources {
    /// Those of a batch that is not known to be large.
    #[must_use]
    pub fn new(memory: Held) -> Self {
        Self { memory, turn: None, is_large: false }
    }

    /// Does work on a large batch in the slow lane.
    ///
    /// # Errors
    /// [`Rejection::Internal`] where it panicked.
    pub async fn run_in_lane<T: Send + 'static>(
        mut self,
        lane: &SlowLane,
        work: impl FnOnce(&mut Held, LaneThread) -> T + Send + 'static,
    ) -> Result<(T, Self), Rejection> {
        let ended = lane.run_work(move |thread| (work(&mut self.memory, thread), self)).await;
        ended.map_err(|_| Rejection::Internal)
    }
}
