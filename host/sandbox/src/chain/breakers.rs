//! The breakers of one filter, for each account on whose batches it failed. Tenants share chains: the batches of one
//! tenant must not stop the filter for others, and batches of unknown senders must not stop it for anybody.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use parking_lot::RwLock;

use super::account_breaker::AccountBreaker;
use crate::{
    metrics::breaker_state::BreakerState, run::state::request_context::Account, settings::limits::BreakerConfig,
};

/// Accounts that have a breaker at once. For further ones the filter always runs.
const MAX_ACCOUNTS: usize = 10_000;

/// Breakers by account. Almost always there is none.
pub(crate) struct Breakers {
    config: BreakerConfig,
    by_account: RwLock<HashMap<Arc<str>, Arc<AccountBreaker>>>,
    /// Whether the map has entries. Spares runs the lock.
    is_populated: AtomicBool,
}

impl Breakers {
    pub(crate) fn new(config: BreakerConfig) -> Self {
        Self { config, by_account: RwLock::default(), is_populated: AtomicBool::new(false) }
    }

    pub(crate) fn config(&self) -> BreakerConfig {
        self.config
    }

    /// The breaker of an account. None if the filter has not failed for it.
    pub(crate) fn get(&self, account: Option<&Account>) -> Option<Arc<AccountBreaker>> {
        if !self.is_populated.load(Relaxed) {
            return None;
        }
        self.by_account.read().get(&account?.name).cloned()
    }

    /// Records a failure for an account that had no breaker when the run began.
    pub(crate) fn record_first_failure(&self, account: Option<&Account>) {
        let Some(Account { name, sender }) = account else { return };
        let mut all = self.by_account.write();
        if all.len() < MAX_ACCOUNTS || all.contains_key(name) {
            let breaker = all.entry(Arc::clone(name)).or_insert_with(|| Arc::new(AccountBreaker::new(self.config)));
            breaker.record_failure(*sender);
            self.is_populated.store(true, Relaxed);
        }
    }

    /// Forgets the breaker of an account on whose batches the filter has not failed for some time.
    pub(crate) fn forget_if_idle(&self, account: Option<&Account>) {
        let Some(Account { name, .. }) = account else { return };
        let mut all = self.by_account.write();
        if all.get(name).is_some_and(|breaker| breaker.is_idle()) {
            all.remove(name);
        }
        self.is_populated.store(!all.is_empty(), Relaxed);
    }

    /// The most severe state of all breakers.
    pub(crate) fn state(&self) -> BreakerState {
        if !self.is_populated.load(Relaxed) {
            return BreakerState::Closed;
        }
        let all = self.by_account.read();
        let is = |state| all.values().any(|breaker| breaker.state() == state);
        match (is(BreakerState::Open), is(BreakerState::Probing)) {
            (true, _) => BreakerState::Open,
            (false, true) => BreakerState::Probing,
            (false, false) => BreakerState::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str) -> Account {
        Account { name: name.into(), sender: 1 }
    }

    #[test]
    fn what_one_tenant_sends_opens_no_breaker_of_another_and_what_nobody_sends_opens_none() {
        let breakers = Breakers::new(BreakerConfig { failures: 2, open_ms: 600_000 });
        let (one, other) = (account("one"), account("other"));
        (0..9).for_each(|_| breakers.record_first_failure(None));
        assert_eq!(breakers.state(), BreakerState::Closed);
        breakers.record_first_failure(Some(&one));
        breakers.get(Some(&one)).expect("it has failed").try_acquire(1).expect("once").record_failure();
        assert!(breakers.get(Some(&one)).expect("it has failed").try_acquire(1).is_none());
        assert_eq!(breakers.state(), BreakerState::Open);
        assert!(breakers.get(Some(&other)).is_none() && breakers.get(None).is_none());
    }

    #[test]
    fn a_breaker_that_is_closed_is_forgotten() {
        let breakers = Breakers::new(BreakerConfig { failures: 2, open_ms: 600_000 });
        let one = account("one");
        breakers.record_first_failure(Some(&one));
        breakers.get(Some(&one)).expect("it has failed").try_acquire(1).expect("once").record_success();
        breakers.forget_if_idle(Some(&one));
        assert!(breakers.get(Some(&one)).is_none());
    }
}
