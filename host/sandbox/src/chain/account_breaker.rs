//! The breakers of one filter for the senders of one account. A filter that fails on what one sender sends is not run for that
//! sender; only if it fails for several senders in a row, it is not run for any of them.

use super::breaker::{Breaker, Permit};
use crate::{metrics::breaker_state::BreakerState, settings::limits::BreakerConfig};
use parking_lot::Mutex;
use std::{collections::HashMap, sync::Arc};

/// Senders of an account that have a breaker of their own at once. Each failure of further ones counts for all.
const MAX_SENDERS: usize = 64;

/// The breakers of one filter for the senders of one account.
pub(crate) struct AccountBreaker {
    config: BreakerConfig,
    /// Counts senders that failed in a row.
    all: Arc<Breaker>,
    by_sender: Mutex<HashMap<u64, Arc<Breaker>>>,
}

/// Permission for one run on what a sender has sent. One that is dropped without a result, as when the run panics, counts as a
/// failure.
pub(crate) struct AccountPermit {
    account: Arc<AccountBreaker>,
    sender: u64,
    of_all: Permit,
    of_sender: Option<Permit>,
}

impl AccountBreaker {
    pub(super) fn new(config: BreakerConfig) -> Self {
        Self { config, all: Arc::new(Breaker::new(config)), by_sender: Mutex::default() }
    }

    /// Permits a run. None while a breaker is open, or another run probes the filter.
    pub(crate) fn try_acquire(self: &Arc<Self>, sender: u64) -> Option<AccountPermit> {
        let of_all = self.all.try_acquire()?;
        let own = self.by_sender.lock().get(&sender).cloned();
        let of_sender = match own.map(|breaker| breaker.try_acquire()) {
            Some(None) => {
                of_all.release();
                return None;
            }
            permit => permit.flatten(),
        };
        Some(AccountPermit { account: Arc::clone(self), sender, of_all, of_sender })
    }

    /// Records the failure of a run that had no permit.
    pub(super) fn record_failure(&self, sender: u64) {
        if self.record_failure_of_sender(sender) {
            self.all.record_failure();
        }
    }

    /// Whether it counts for all: it is the sender's first one in a row.
    fn record_failure_of_sender(&self, sender: u64) -> bool {
        let mut senders = self.by_sender.lock();
        if let Some(breaker) = senders.get(&sender) {
            breaker.record_failure();
            return false;
        }
        if senders.len() < MAX_SENDERS {
            let breaker = Breaker::new(self.config);
            breaker.record_failure();
            senders.insert(sender, Arc::new(breaker));
        }
        true
    }

    /// Whether no sender has failed for some time.
    pub(super) fn is_idle(&self) -> bool {
        self.all.state() == BreakerState::Closed && self.by_sender.lock().is_empty()
    }

    /// The most severe state of its breakers.
    pub(super) fn state(&self) -> BreakerState {
        let senders = self.by_sender.lock();
        let states = || senders.values().map(|breaker| breaker.state()).chain([self.all.state()]);
        [BreakerState::Open, BreakerState::Probing]
            .into_iter()
            .find(|state| states().any(|one| one == *state))
            .unwrap_or(BreakerState::Closed)
    }
}

impl AccountPermit {
    pub(crate) fn record_success(self) {
        self.of_all.record_success();
        let has_failed = self.of_sender.is_some();
        self.of_sender.into_iter().for_each(Permit::record_success);
        let mut senders = self.account.by_sender.lock();
        if has_failed {
            senders.remove(&self.sender);
        }
        senders.retain(|_, breaker| !breaker.is_idle());
    }

    /// Gives the permit back without a result, because the filter was not run.
    pub(crate) fn release(self) {
        self.of_all.release();
        self.of_sender.into_iter().for_each(Permit::release);
    }

    pub(crate) fn record_failure(self) {
        let is_first = match self.of_sender {
            Some(permit) => {
                permit.record_failure();
                false
            }
            None => self.account.record_failure_of_sender(self.sender),
        };
        if is_first || self.of_all.is_probe { self.of_all.record_failure() } else { self.of_all.release() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaker(failures: u32) -> Arc<AccountBreaker> {
        Arc::new(AccountBreaker::new(BreakerConfig { failures, open_ms: 600_000 }))
    }

    #[test]
    fn who_fails_alone_opens_no_breaker_of_others() {
        let breaker = breaker(3);
        (0..9).for_each(|_| breaker.record_failure(1));
        assert!(breaker.try_acquire(1).is_none());
        assert_eq!(breaker.state(), BreakerState::Open);
        breaker.try_acquire(2).expect("it has not failed").record_success();
        assert!(breaker.try_acquire(1).is_none(), "the success of another sender says nothing of this one");
    }

    #[test]
    fn several_senders_that_fail_in_a_row_open_it_for_all() {
        let breaker = breaker(3);
        (1..=3).for_each(|sender| breaker.record_failure(sender));
        assert!(breaker.try_acquire(4).is_none());
    }

    #[test]
    fn a_success_between_them_starts_the_count_of_senders_again() {
        let breaker = breaker(3);
        (1..=2).for_each(|sender| breaker.record_failure(sender));
        breaker.try_acquire(4).expect("closed").record_success();
        breaker.try_acquire(5).expect("closed").record_failure();
        assert!(breaker.try_acquire(6).is_some());
    }

    #[test]
    fn further_senders_count_for_all() {
        let breaker = breaker(1_000);
        (0..MAX_SENDERS as u64).for_each(|sender| breaker.record_failure(sender));
        (0..1_000).for_each(|_| breaker.record_failure(u64::MAX));
        assert!(breaker.try_acquire(u64::MAX - 1).is_none());
        assert_eq!(breaker.by_sender.lock().len(), MAX_SENDERS);
    }

    #[test]
    fn a_run_that_panics_counts() {
        let breaker = breaker(1);
        drop(breaker.try_acquire(1).expect("closed"));
        assert!(breaker.try_acquire(2).is_none());
    }
}
