//! The kinds of threads that filters run on.

use std::time::Duration;

/// The kind of thread that a run takes place on. Runs are limited in processor time, since waiting for the processor is
/// not the filter's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ThreadKind {
    /// A thread that serves requests.
    Serving,
    /// A thread of the slow lane, which gets processor time only when no other thread wants it. The wall time of a run
    /// is limited to two seconds or `limits.wall_ms`, whichever is longer.
    SlowLane,
}

const SLOW_LANE_WALL_MS: u64 = 2_000;

impl ThreadKind {
    /// The longest wall time of a run, if it is limited on such a thread.
    pub(crate) fn wall_budget(self, configured_ms: u64) -> Option<Duration> {
        match self {
            Self::Serving => None,
            Self::SlowLane => Some(Duration::from_millis(configured_ms.max(SLOW_LANE_WALL_MS))),
        }
    }

    /// Yields to threads that serve requests. Without this, the scheduler gives an idle thread a share of the processor
    /// from time to time even if a serving thread wants it.
    pub(crate) fn yield_to_others(self) {
        if self == Self::SlowLane {
            std::thread::yield_now();
        }
    }
}

/// The thread that work on a large batch is done on; filters that run there need to know.
#[derive(Clone, Copy)]
pub struct LaneThread(pub(crate) ThreadKind);
