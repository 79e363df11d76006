//! Large batches. What takes milliseconds of a thread is done in the slow lane, so that other requests need not wait for it,
//! and for few batches at once ([`turns`]).

pub mod turns;

use super::reply::rejection::Rejection;
use crate::memory::budget::Held;
use sluice_sandbox::{LaneThread, SlowLane};
use turns::Turn;

/// A batch of more bytes is large: decoding it, filtering it and writing its lines may take more than a millisecond.
pub const LARGE_BYTES: usize = 128 << 10;
/// A compressed body of more bytes is taken to be large; telemetry shrinks to a tenth.
pub const LARGE_COMPRESSED_BYTES: usize = LARGE_BYTES / 8;

/// What a batch occupies while it is worked on. It goes where the batch goes, also when the client has gone.
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
