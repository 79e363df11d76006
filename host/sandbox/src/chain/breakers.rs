//! The breakers of one filter, one for each tenant whose batches it failed on. Tenants share chains: the batches of one
//! tenant must not stop the filter for others, and batches of unknown senders must not stop it for anybody.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use parking_lot::RwLock;

use super::breaker::Breaker;
use crate::{metrics::breaker_state::BreakerState, settings::limits::BreakerConfig};

/// Tenants that have a breaker at once. For further tenants the filter always runs.
const MAX_TENANTS: usize = 10_000;

/// Breakers by tenant. Almost always there is none.
pub(crate) struct Breakers {
    config: BreakerConfig,
    by_tenant: RwLock<HashMap<Arc<str>, Arc<Breaker>>>,
    /// Whether the map has entries. Spares runs the lock.
    is_populated: AtomicBool,
}

impl Breakers {
    pub(crate) fn new(config: BreakerConfig) -> Self {
        Self { config, by_tenant: RwLock::default(), is_populated: AtomicBool::new(false) }
    }

    pub(crate) fn config(&self) -> BreakerConfig {
        self.config
    }

    /// The breaker of a tenant. None if the filter has not failed for it.
    pub(crate) fn get(&self, tenant: Option<&Arc<str>>) -> Option<Arc<Breaker>> {
        if !self.is_populated.load(Relaxed) {
            return None;
        }
        self.by_tenant.read().get(tenant?).cloned()
    }

    /// Records a failure for a tenant that had no breaker when the run began.
    pub(crate) fn record_first_failure(&self, tenant: Option<&Arc<str>>) {
        let Some(tenant) = tenant else { return };
        let mut all = self.by_tenant.write();
        if all.len() < MAX_TENANTS || all.contains_key(tenant) {
            let breaker = all.entry(Arc::clone(tenant)).or_insert_with(|| Arc::new(Breaker::new(self.config)));
            breaker.record_failure();
            self.is_populated.store(true, Relaxed);
        }
    }

    /// Forgets the breaker of a tenant if it is closed.
    pub(crate) fn forget_if_closed(&self, tenant: Option<&Arc<str>>) {
        let Some(tenant) = tenant else { return };
        let mut all = self.by_tenant.write();
        if all.get(tenant).is_some_and(|breaker| breaker.state() == BreakerState::Closed) {
            all.remove(tenant);
        }
        self.is_populated.store(!all.is_empty(), Relaxed);
    }

    /// The most severe state of all breakers.
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
