//! A circuit breaker: a filter that fails again and again is not run for some time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed},
    },
    time::Instant,
};

use crate::{metrics::breaker_state::BreakerState, settings::limits::BreakerConfig};

/// The breaker of one filter in one chain, for one sender or for all of an account. Times are milliseconds since it was created.
pub(super) struct Breaker {
    config: BreakerConfig,
    created: Instant,
    failures_in_row: AtomicU32,
    failed_at: AtomicU64,
    /// When a run may probe the filter; 0 while the breaker is closed.
    open_until: AtomicU64,
    is_probing: AtomicBool,
}

/// Permission for one run. A permit that is dropped without a result, as when the run panics, counts as a failure.
pub(super) struct Permit {
    breaker: Arc<Breaker>,
    pub(super) is_probe: bool,
    is_settled: bool,
}

impl Breaker {
    pub(super) fn new(config: BreakerConfig) -> Self {
        Self {
            config,
            created: Instant::now(),
            failures_in_row: AtomicU32::new(0),
            failed_at: AtomicU64::new(0),
            open_until: AtomicU64::new(0),
            is_probing: AtomicBool::new(false),
        }
    }

    /// Permits a run. None while the breaker is open, or another run probes the filter.
    pub(super) fn try_acquire(self: &Arc<Self>) -> Option<Permit> {
        let open_until = self.open_until.load(Relaxed);
        if open_until == 0 {
            return Some(Permit { breaker: Arc::clone(self), is_probe: false, is_settled: false });
        }
        if self.now() < open_until || self.is_probing.swap(true, Relaxed) {
            return None;
        }
        Some(Permit { breaker: Arc::clone(self), is_probe: true, is_settled: false })
    }

    pub(super) fn state(&self) -> BreakerState {
        match (self.open_until.load(Relaxed), self.is_probing.load(Relaxed)) {
            (0, _) => BreakerState::Closed,
            (_, true) => BreakerState::Probing,
            (_, false) => BreakerState::Open,
        }
    }

    /// Records the failure of a run that had no permit.
    pub(super) fn record_failure(&self) {
        let failures = self.failures_in_row.fetch_add(1, Relaxed).saturating_add(1);
        self.failed_at.store(self.now(), Relaxed);
        if failures >= self.config.failures.max(1) {
            self.open();
        }
    }

    /// Whether it is closed, and the last failure is as long ago as a breaker is open.
    pub(super) fn is_idle(&self) -> bool {
        let since = self.now().saturating_sub(self.failed_at.load(Relaxed));
        self.state() == BreakerState::Closed && since >= self.config.open_ms
    }

    fn now(&self) -> u64 {
        u64::try_from(self.created.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn open(&self) {
        // Never 0, which means closed.
        self.open_until.store(self.now().saturating_add(self.config.open_ms).max(1), Relaxed);
    }
}

impl Permit {
    pub(super) fn record_success(mut self) {
        self.is_settled = true;
        let breaker = &self.breaker;
        if breaker.failures_in_row.load(Relaxed) != 0 {
            breaker.failures_in_row.store(0, Relaxed);
        }
        if self.is_probe {
            breaker.open_until.store(0, Relaxed);
            breaker.is_probing.store(false, Relaxed);
        }
    }

    /// Gives the permit back without a result, because the filter was not run.
    pub(super) fn release(mut self) {
        self.is_settled = true;
        if self.is_probe {
            self.breaker.is_probing.store(false, Relaxed);
        }
    }

    pub(super) fn record_failure(self) {}
}

impl Drop for Permit {
    fn drop(&mut self) {
        if self.is_settled {
            return;
        }
        self.breaker.record_failure();
        if self.is_probe {
            self.breaker.open();
            self.breaker.is_probing.store(false, Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaker(failures: u32, open_ms: u64) -> Arc<Breaker> {
        Arc::new(Breaker::new(BreakerConfig { failures, open_ms }))
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_a_success_between_them_starts_the_count_again() {
        let breaker = breaker(2, 60_000);
        breaker.try_acquire().expect("closed").record_failure();
        breaker.try_acquire().expect("closed").record_success();
        breaker.try_acquire().expect("closed").record_failure();
        assert_eq!(breaker.state(), BreakerState::Closed);
        breaker.try_acquire().expect("closed").record_failure();
        assert_eq!(breaker.state(), BreakerState::Open);
        assert!(breaker.try_acquire().is_none());
    }

    #[test]
    fn one_run_at_a_time_probes_and_its_success_closes() {
        let breaker = breaker(1, 0);
        breaker.try_acquire().expect("closed").record_failure();
        while breaker.now() < breaker.open_until.load(Relaxed) {
            std::hint::spin_loop();
        }
        let probe = breaker.try_acquire().expect("its time is over");
        assert_eq!(breaker.state(), BreakerState::Probing);
        assert!(breaker.try_acquire().is_none());
        probe.record_success();
        assert_eq!(breaker.state(), BreakerState::Closed);
    }

    #[test]
    fn a_run_that_panics_counts_as_a_failure() {
        let breaker = breaker(1, 60_000);
        drop(breaker.try_acquire().expect("closed"));
        assert_eq!(breaker.state(), BreakerState::Open);
    }
}
