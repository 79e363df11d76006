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

use super::breaker::{Breaker, State};
use crate::settings::limits::BreakerConfig;

/// Tenants with failures at once; what fails for more is run all the same.
const MOST: usize = 10_000;

/// See the module.
pub(crate) struct Breakers {
    config: BreakerConfig,
    by_tenant: RwLock<HashMap<Arc<str>, Arc<Breaker>>>,
    /// Whether there is one at all: almost always there is none.
    any: AtomicBool,
}

impl Breakers {
    pub(crate) fn new(config: BreakerConfig) -> Self {
        Self { config, by_tenant: RwLock::default(), any: AtomicBool::new(false) }
    }

    pub(crate) fn config(&self) -> BreakerConfig {
        self.config
    }

    /// That of a tenant which the filter has failed for.
    pub(crate) fn of(&self, tenant: Option<&Arc<str>>) -> Option<Arc<Breaker>> {
        if !self.any.load(Relaxed) {
            return None;
        }
        self.by_tenant.read().get(tenant?).cloned()
    }

    /// Counts a failure of a run that no breaker knew of.
    pub(crate) fn first_failure(&self, tenant: Option<&Arc<str>>) {
        let Some(tenant) = tenant else { return };
        let mut all = self.by_tenant.write();
        if all.len() < MOST || all.contains_key(tenant) {
            let breaker = all.entry(Arc::clone(tenant)).or_insert_with(|| Arc::new(Breaker::new(self.config)));
            breaker.failed();
            self.any.store(true, Relaxed);
        }
    }

    /// Forgets the breaker of a tenant which the filter works for again.
    pub(crate) fn mended(&self, tenant: Option<&Arc<str>>) {
        let Some(tenant) = tenant else { return };
        let mut all = self.by_tenant.write();
        if all.get(tenant).is_some_and(|breaker| breaker.state() == State::Closed) {
            all.remove(tenant);
        }
        self.any.store(!all.is_empty(), Relaxed);
    }

    /// The worst of all.
    pub(crate) fn state(&self) -> State {
        if !self.any.load(Relaxed) {
            return State::Closed;
        }
        let all = self.by_tenant.read();
        let is = |state| all.values().any(|breaker| breaker.state() == state);
        match (is(State::Open), is(State::Probing)) {
            (true, _) => State::Open,
            (false, true) => State::Probing,
            (false, false) => State::Closed,
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
        (0..9).for_each(|_| breakers.first_failure(None));
        assert_eq!(breakers.state(), State::Closed);
        breakers.first_failure(Some(&one));
        breakers.of(Some(&one)).expect("it has failed").leave().expect("once").failed();
        assert!(breakers.of(Some(&one)).expect("it has failed").leave().is_none());
        assert_eq!(breakers.state(), State::Open);
        assert!(breakers.of(Some(&other)).is_none() && breakers.of(None).is_none());
    }

    #[test]
    fn a_breaker_that_is_closed_is_forgotten() {
        let breakers = Breakers::new(BreakerConfig { failures: 2, open_ms: 600_000 });
        let tenant: Arc<str> = "one".into();
        breakers.first_failure(Some(&tenant));
        breakers.of(Some(&tenant)).expect("it has failed").leave().expect("once").succeeded();
        breakers.mended(Some(&tenant));
        assert!(breakers.of(Some(&tenant)).is_none());
    }
}
