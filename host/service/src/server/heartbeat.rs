//! Whether the runtime that serves still comes to its tasks.
//!
//! It notices that all threads that serve stand still, for whatever reason. One of several that stands still outside of a
//! sandbox is not noticed: the others go on with the tasks.

use sluice_sandbox::Watchdog;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

/// Between two beats.
const INTERVAL: Duration = Duration::from_secs(1);
/// Without a beat for so long, no request is answered either.
const STILL: Duration = Duration::from_secs(30);

/// A task of the runtime that leaves a mark each second.
///
/// Time is counted in checks of the watchdog, a thread that needs next to nothing and sleeps in between: it stands still while
/// the process is throttled or suspended, and goes slower on a busy machine, as the runtime does.
pub struct Heartbeat {
    watchdog: Arc<Watchdog>,
    /// Checks at the last beat.
    last: AtomicU64,
}

impl Heartbeat {
    /// One that has just beaten.
    #[must_use]
    pub fn new(watchdog: Arc<Watchdog>) -> Self {
        Self { last: AtomicU64::new(watchdog.checks()), watchdog }
    }

    /// Beats for ever. To be spawned on the runtime that serves.
    pub async fn beat(self: Arc<Self>) {
        loop {
            self.last.store(self.watchdog.checks(), Relaxed);
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// Whether the runtime stands still.
    #[must_use]
    pub fn has_stopped(&self) -> bool {
        is_silence(self.watchdog.checks().saturating_sub(self.last.load(Relaxed)))
    }
}

fn is_silence(checks: u64) -> bool {
    u128::from(checks) * Watchdog::check_interval().as_millis() >= STILL.as_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beat_that_is_late_is_none_that_is_missed() {
        let (beat, silence) = (checks(INTERVAL), checks(STILL));
        assert!(!is_silence(10 * beat) && !is_silence(silence - 1));
        assert!(is_silence(silence));
    }

    fn checks(time: Duration) -> u64 {
        u64::try_from(time.as_millis() / Watchdog::check_interval().as_millis()).expect("a few")
    }
}
