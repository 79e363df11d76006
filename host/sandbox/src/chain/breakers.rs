//! The breakers of one filter, one for each tenant whose batches it failed on. A chain that tenants share must not be
//! taken from all of them by what one of them sends, and never by what nobody is known to have sent.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use parking_lot::RwLock;

use super::breaker::{Breaker, BreakerState};
use crate::settings::limits::BreakerConfig;

/// Tenants with failures at once; what fails for more is run all the same.
const MAX_TENANTS: usize = 10_000;

/// See the module.
pub(crate) struct Breakers {
    config: BreakerConfig,
    by_tenant: RwLock<HashMap<Arc<str>, Arc<Breaker>>>,
    /// Whether there is one at all: almost always there is none.
    is_populated: AtomicBool,
}

impl Breakers {
    pub(crate) fn new(config: BreakerConfig) -> Self {
        Self { config, by_tenant: RwLock::default(), is_populated: AtomicBool::new(false) }
    }

    pub(crate) fn config(&self) -> BreakerConfig {
        self.config
    }

    /// That of a tenant which the filter has failed for.
    pub(crate) fn get(&self, tenant: Option<&Arc<str>>) -> Option<Arc<Breaker>> {
        if !self.is_populated.load(Relaxed) {
            return None;
        }
        self.by_tenant.read().get(tenant?).cloned()
    }

    /// Counts a failure of a run that no breaker knew of.
    pub(crate) fn record_first_failure(&self, tenant: Option<&Arc<str>>) {
        let Some(tenant) = tenant else { return };
        let mut all = self.by_tenant.write();
        if all.len() < MAX_TENANTS || all.contains_key(tenant) {
            let breaker = all.entry(Arc::clone(tenant)).or_insert_with(|| Arc::new(Breaker::new(self.config)));
            breaker.record_failure();
            self.is_populated.store(true, Relaxed);
        }
    }

    /// Forgets the breaker of a tenant which the filter works for again.
    pub(crate) fn forget_if_closed(&self, tenant: Option<&Arc<str>>) {
        let Some(tenant) = tenant else { return };
        let mut all = self.by_tenant.write();
        if all.get(tenant).is_some_and(|breaker| breaker.state() == BreakerState::Closed) {
            all.remove(tenant);
        }
        self.is_populated.store(!all.is_empty(), Relaxed);
    }

    /// The worst of all.
    pub(crate) fn state(&self) -> BreakerState {
        if !self.is_populated.load(Relaxed) {
            return BreakerState::Closed;
        }
        let all = self.by_tenant.read();
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

    #[test]
    fn what_one_tenant_sends_opens_no_breaker_of_another_and_what_nobody_sends_opens_none() {
        let breakers = Breakers::new(BreakerConfig { failures: 2, open_ms: 600_000 });
        let (one, other): (Arc<str>, Arc<str>) = ("one".into(), "other".into());
        (0..9).for_each(|_| breakers.record_first_failure(None));
        assert_eq!(breakers.state(), BreakerState::Closed);
        breakers.record_first_failure(Some(&one));
        breakers.get(Some(&one)).expect("it has failed").try_acquire().expect("once").record_failure();
        assert!(breakers.get(Some(&one)).expect("it has failed").try_acquire().is_none());
        assert_eq!(breakers.state(), BreakerState::Open);
        assert!(breakers.get(Some(&other)).is_none() && breakers.get(None).is_none());
    }

    #[test]
    fn a_breaker_that_is_closed_is_forgotten() {
        let breakers = Breakers::new(BreakerConfig { failures: 2, open_ms: 600_000 });
        let tenant: Arc<str> = "one".into();
        breakers.record_first_failure(Some(&tenant));
        breakers.get(Some(&tenant)).expect("it has failed").try_acquire().expect("once").record_success();
        breakers.forget_if_closed(Some(&tenant));
        assert!(breakers.get(Some(&tenant)).is_none());
    }
}
