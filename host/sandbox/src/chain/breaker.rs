//! Leaves a filter alone that fails again and again.

use std::{
    sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use crate::settings::limits::BreakerConfig;

/// Of one filter in one chain, for one tenant. Times are milliseconds since it was made.
pub(crate) struct Breaker {
    config: BreakerConfig,
    made: Instant,
    failures_in_row: AtomicU32,
    /// 0 while closed.
    open_until: AtomicU64,
    probing: AtomicBool,
}

/// What a breaker says of itself, with the values of its metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Closed = 0,
    Open = 1,
    Probing = 2,
}

/// Leave for one run. Dropped without a word, as when the run panics, it counts as a failure.
pub(crate) struct Leave<'a> {
    breaker: &'a Breaker,
    probe: bool,
    told: bool,
}

impl Breaker {
    pub(crate) fn new(config: BreakerConfig) -> Self {
        Self {
            config,
            made: Instant::now(),
            failures_in_row: AtomicU32::new(0),
            open_until: AtomicU64::new(0),
            probing: AtomicBool::new(false),
        }
    }

    /// None while it is open, and while another run probes.
    pub(crate) fn leave(&self) -> Option<Leave<'_>> {
        let open_until = self.open_until.load(Relaxed);
        if open_until == 0 {
            return Some(Leave { breaker: self, probe: false, told: false });
        }
        if self.now() < open_until || self.probing.swap(true, Relaxed) {
            return None;
        }
        Some(Leave { breaker: self, probe: true, told: false })
    }

    pub(crate) fn state(&self) -> State {
        match (self.open_until.load(Relaxed), self.probing.load(Relaxed)) {
            (0, _) => State::Closed,
            (_, true) => State::Probing,
            (_, false) => State::Open,
        }
    }

    /// A run that nobody asked leave for.
    pub(crate) fn failed(&self) {
        let failures = self.failures_in_row.fetch_add(1, Relaxed).saturating_add(1);
        if failures >= self.config.failures.max(1) {
            self.open();
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.made.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn open(&self) {
        // Never 0, which means closed.
        self.open_until.store(self.now().saturating_add(self.config.open_ms).max(1), Relaxed);
    }
}

impl Leave<'_> {
    pub(crate) fn succeeded(mut self) {
        self.told = true;
        let breaker = self.breaker;
        if breaker.failures_in_row.load(Relaxed) != 0 {
            breaker.failures_in_row.store(0, Relaxed);
        }
        if self.probe {
            breaker.open_until.store(0, Relaxed);
            breaker.probing.store(false, Relaxed);
        }
    }

    /// The filter was not run after all.
    pub(crate) fn unused(mut self) {
        self.told = true;
        if self.probe {
            self.breaker.probing.store(false, Relaxed);
        }
    }

    pub(crate) fn failed(self) {}
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if self.told {
            return;
        }
        self.breaker.failed();
        if self.probe {
            self.breaker.open();
            self.breaker.probing.store(false, Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaker(failures: u32, open_ms: u64) -> Breaker {
        Breaker::new(BreakerConfig { failures, open_ms })
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_a_success_between_them_starts_the_count_again() {
        let breaker = breaker(2, 60_000);
        breaker.leave().expect("closed").failed();
        breaker.leave().expect("closed").succeeded();
        breaker.leave().expect("closed").failed();
        assert_eq!(breaker.state(), State::Closed);
        breaker.leave().expect("closed").failed();
        assert_eq!(breaker.state(), State::Open);
        assert!(breaker.leave().is_none());
    }

    #[test]
    fn one_run_at_a_time_probes_and_its_success_closes() {
        let breaker = breaker(1, 0);
        breaker.leave().expect("closed").failed();
        while breaker.now() < breaker.open_until.load(Relaxed) {
            std::hint::spin_loop();
        }
        let probe = breaker.leave().expect("its time is over");
        assert_eq!(breaker.state(), State::Probing);
        assert!(breaker.leave().is_none());
        probe.succeeded();
        assert_eq!(breaker.state(), State::Closed);
    }

    #[test]
    fn a_run_that_panics_counts_as_a_failure() {
        let breaker = breaker(1, 60_000);
        drop(breaker.leave().expect("closed"));
        assert_eq!(breaker.state(), State::Open);
    }
}
