//! Notices threads that do not return from a sandbox. The limits of a run end it from within, where the guest or the
//! host reads the clock; the watchdog looks from outside, for the case that one of them does not.

mod monitor;
mod overdue;
mod record;
mod shared;
#[cfg(test)]
mod tests;

use std::{
    cell::Cell,
    io,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use prometheus::IntGauge;

use crate::{
    lane::thread_kind::ThreadKind,
    report::{reporter::Reporter, reporters::Reporters},
    run::engine::ticker::Ticker,
};
use monitor::Monitor;
pub use overdue::Overdue;
use record::ThreadRecord;
use shared::Shared;

/// Between two checks.
const INTERVAL: Duration = Duration::from_millis(10);

/// Checks from a thread of its own which runs are overdue. One for an engine.
pub struct Watchdog {
    shared: Arc<Shared>,
    _ticker: Ticker,
}

/// A thread's record, and the watchdog that it is registered with.
struct Registration {
    owner: usize,
    record: Arc<ThreadRecord>,
}

thread_local! {
    /// Taken out while the thread is in a sandbox.
    static REGISTERED: Cell<Option<Registration>> = const { Cell::new(None) };
}

/// A run is watched until this is dropped, which a panic does too.
pub(crate) struct WatchGuard(Option<Registration>);

/// Watches a run, and keeps its reporter alive as a chain does.
struct WatchGuardWithReporter {
    _guard: WatchGuard,
    _reporter: Arc<Reporter>,
}

impl Watchdog {
    pub(crate) fn start(reporters: Arc<Reporters>, overdue_threads: IntGauge) -> io::Result<Arc<Self>> {
        let shared = Arc::new(Shared::new(reporters, overdue_threads));
        let mut monitor = Monitor::new(Arc::clone(&shared));
        let ticker = Ticker::start(INTERVAL, "filter-watchdog", move || monitor.check_all())?;
        Ok(Arc::new(Self { shared, _ticker: ticker }))
    }

    /// Begins to watch a run. Must be called on its thread. `cpu_ms` is the filter's budget in milliseconds.
    pub(crate) fn watch(&self, reporter: &Arc<Reporter>, cpu_ms: u64, thread: ThreadKind) -> WatchGuard {
        let own = Arc::as_ptr(&self.shared).addr();
        let known = REGISTERED.take().filter(|registration| registration.owner == own);
        let registration = known.unwrap_or_else(|| Registration { owner: own, record: self.shared.register() });
        registration.record.begin_run(reporter, cpu_ms, thread);
        WatchGuard(Some(registration))
    }

    /// Watches what this thread does next as if it were a run of a filter. For tests of what depends on the watchdog.
    #[doc(hidden)]
    #[must_use]
    pub fn watch_as(&self, [chain, filter]: [&str; 2], cpu_ms: u64, is_serving: bool) -> impl Sized + use<> {
        let thread = if is_serving { ThreadKind::Serving } else { ThreadKind::SlowLane };
        let reporter = self.shared.reporters.get_or_create(chain, filter, 1, 100);
        WatchGuardWithReporter { _guard: self.watch(&reporter, cpu_ms, thread), _reporter: reporter }
    }

    /// The run on a thread that serves which is overdue by the most, if there is one.
    #[must_use]
    pub fn overdue(&self) -> Option<Overdue> {
        self.shared.overdue.lock().clone()
    }

    /// Checks so far, one in [`Watchdog::check_interval`]: a clock that stands still while the process gets no
    /// processor.
    #[must_use]
    pub fn checks(&self) -> u64 {
        self.shared.checks.load(Relaxed)
    }

    /// The time between two checks, if the processor is free.
    #[must_use]
    pub const fn check_interval() -> Duration {
        INTERVAL
    }
}

impl Drop for WatchGuard {
    fn drop(&mut self) {
        if let Some(registration) = self.0.take() {
            registration.record.end_run();
            REGISTERED.set(Some(registration));
        }
    }
}
