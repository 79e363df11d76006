//! Tenants as requests meet them: by the contact center id of an authenticated identity, each with its chain.

pub mod chains;
pub mod client_rates;
mod fairness;
mod keys;
pub mod publishable_key;
mod turns;

use crate::config::Config;
use crate::config::sections::tenants::{FairnessConfig, TenantConfig, WithoutTenant};
use crate::metrics::Metrics;
use crate::request::head::cors::Pages;
use crate::request::reply::rejection::Rejection;
pub use fairness::{Arrival, Fairness, Seat};
use keys::Keys;
use prometheus::IntCounter;
pub use publishable_key::PublishableKey;
use sluice_event::{Guard, PseudonymKey, line::Counts};
use sluice_identity::Identity;
use sluice_sandbox::Chain;
use sluice_wire::Route;
use std::{collections::HashMap, sync::Arc};

/// The label of identities whose tenant is not configured.
const OTHER: &str = "other";

/// One tenant, with what its requests need.
pub struct Tenant {
    /// Contact center id; none for identities without one and for those that share the series `other`.
    pub id: Option<Arc<str>>,
    /// The configured name.
    pub name: Option<Arc<str>>,
    /// The tenant's own.
    pub chain: OwnChain,
    /// For pseudonyms of the default chain.
    pub key: Option<PseudonymKey>,
    /// What it may take of the service.
    pub fairness: Arc<Fairness>,
    /// What looks at its events after their last filter.
    pub guard: Option<Arc<Guard>>,
    /// Its publishable keys.
    pub keys: Vec<PublishableKey>,
    account: Arc<str>,
    pages: Pages,
    written: IntCounter,
    dropped: IntCounter,
    withheld: IntCounter,
    rejected: IntCounter,
    bytes: IntCounter,
}

/// How personal data of a tenant is treated outside its filters.
#[derive(Default)]
pub struct PersonalData {
    /// For pseudonyms of the default chain.
    pub key: Option<PseudonymKey>,
    /// What looks at events after their last filter.
    pub guard: Option<Guard>,
}

/// Whether a tenant has a chain.
#[derive(Clone)]
pub enum OwnChain {
    /// It has no filters of its own: the default chain is for it.
    None,
    /// It has.
    Loaded(Arc<Chain>),
    /// It should have, and its filters were refused or are still being compiled: its requests are refused, because what
    /// these filters would take away must not be written.
    Unavailable,
}

/// A chain, and the key of its pseudonyms where it serves more than one tenant.
pub type KeyedChain<'a> = (&'a Arc<Chain>, Option<&'a PseudonymKey>);

/// All tenants, the operator's chains, and what happens to identities that belong to no tenant. Immutable: what changes
/// while the service runs is swapped as a whole, and a request ends on what it began with.
pub struct Tenants {
    edge: Arc<Chain>,
    default: Option<Arc<Chain>>,
    by_id: HashMap<Arc<str>, Arc<Tenant>>,
    keys: Keys,
    other: Arc<Tenant>,
    everybody: Pages,
    anybody: Pages,
    serves_unknown: bool,
    serves_without_tenant: bool,
}

impl Tenants {
    /// Puts tenants and chains together.
    #[must_use]
    pub fn new(
        config: &Config,
        (edge, default): (Arc<Chain>, Arc<Chain>),
        tenants: impl IntoIterator<Item = Arc<Tenant>>,
        other: Arc<Tenant>,
        old: Option<&Self>,
    ) -> Self {
        let tenants: Vec<_> = tenants.into_iter().collect();
        let keys = Keys::new(&tenants, old.map(|old| &old.keys));
        let by_id = tenants.into_iter().filter_map(|tenant| Some((Arc::clone(tenant.id.as_ref()?), tenant)));
        let by_id: HashMap<_, _> = by_id.collect();
        let everybody = Pages::of_everybody(config);
        Self {
            anybody: Pages::of_any(&everybody, by_id.values().flat_map(|tenant| tenant.all_pages())),
            edge,
            default: (!default.is_empty()).then_some(default),
            by_id,
            keys,
            other,
            everybody,
            serves_unknown: config.serves_unknown_tenants(),
            serves_without_tenant: config.access.without_tenant == WithoutTenant::Allow,
        }
    }

    /// The tenant of an identity.
    ///
    /// # Errors
    /// [`Rejection::TenantNotAllowed`] where the configuration refuses it.
    pub fn of(&self, identity: &Identity) -> Result<&Arc<Tenant>, Rejection> {
        let (found, is_served) = match &identity.tenant {
            Some(id) => (self.by_id.get(id), self.serves_unknown),
            None => (None, self.serves_without_tenant),
        };
        match found {
            Some(tenant) => Ok(tenant),
            None if is_served => Ok(&self.other),
            None => Err(Rejection::TenantNotAllowed),
        }
    }

    /// The tenant of a publishable key, where one has it.
    #[must_use]
    pub fn of_key(&self, key: &str) -> Option<(&Arc<Tenant>, &PublishableKey)> {
        self.keys.find(key)
    }

    /// The operator's chain.
    #[must_use]
    pub fn edge(&self) -> &Arc<Chain> {
        &self.edge
    }

    /// The chain of a tenant, and the key of its pseudonyms where the chain has none of its own.
    ///
    /// # Errors
    /// [`Rejection::TenantUnavailable`] where its own chain could not be loaded.
    pub fn chain<'a>(&'a self, tenant: &'a Tenant) -> Result<Option<KeyedChain<'a>>, Rejection> {
        match &tenant.chain {
            OwnChain::Loaded(chain) => Ok(Some((chain, None))),
            OwnChain::None => Ok(self.default.as_ref().map(|chain| (chain, tenant.key.as_ref()))),
            OwnChain::Unavailable => Err(Rejection::TenantUnavailable),
        }
    }

    /// Every chain with its name: `edge`, `default`, or a tenant's id.
    pub fn chains(&self) -> impl Iterator<Item = (&str, &Arc<Chain>)> {
        let own = self.by_id.values().filter_map(|tenant| match &tenant.chain {
            OwnChain::Loaded(chain) => Some(chain),
            _ => None,
        });
        [&self.edge].into_iter().chain(&self.default).chain(own).map(|chain| (chain.name(), chain))
    }

    /// The ids of tenants that have no filters of their own.
    pub fn without_chain(&self) -> impl Iterator<Item = &str> {
        self.by_id.iter().filter(|(_, tenant)| matches!(tenant.chain, OwnChain::None)).map(|(id, _)| &**id)
    }

    /// Whether a page of `origin` may send to a path for `tenant`.
    #[must_use]
    pub fn allow(&self, tenant: &Tenant, origin: &str, route: Route) -> bool {
        self.everybody.allow(origin, Some(route)) || tenant.pages.allow(origin, Some(route))
    }

    /// Whether a page of `origin` may send to a path for any tenant: before the identity is known, no more can be said.
    #[must_use]
    pub fn allow_any(&self, origin: &str, route: Option<Route>) -> bool {
        self.anybody.allow(origin, route)
    }
}

impl Tenant {
    /// Resolves names, origins and metric handles once. What it has taken of its share as `old`, it has taken.
    #[must_use]
    pub fn new(
        id: Option<Arc<str>>,
        config: &TenantConfig,
        chain: OwnChain,
        PersonalData { key, guard }: PersonalData,
        fairness: &FairnessConfig,
        metrics: &Metrics,
        old: Option<&Self>,
    ) -> Self {
        let label = id.as_deref().unwrap_or(OTHER);
        let (key_metrics, metrics) = (&metrics.keys, &metrics.events);
        let old_keys = old.map_or(&[][..], |old| &old.keys);
        let keys = id.iter().flat_map(|id| {
            config.publishable_keys.iter().map(|key| PublishableKey::new(id, key, key_metrics, old_keys))
        });
        let keys = keys.collect();
        let outcome = |outcome| metrics.outcomes.with_label_values(&[label, outcome]);
        let limited = metrics.limited.with_label_values(&[label]);
        Self {
            written: outcome("written"),
            dropped: outcome("dropped"),
            withheld: outcome("withheld"),
            rejected: outcome("rejected"),
            bytes: metrics.bytes.with_label_values(&[label]),
            name: (!config.name.is_empty()).then(|| config.name.as_str().into()),
            fairness: Fairness::kept(
                old.map(|old| &old.fairness),
                config.fairness.as_ref().unwrap_or(fairness),
                limited,
            ),
            keys,
            account: label.into(),
            pages: Pages::of_tenant(config),
            chain,
            key,
            guard: guard.map(Arc::new),
            id,
        }
    }

    fn all_pages(&self) -> impl Iterator<Item = &Pages> {
        [&self.pages].into_iter().chain(self.keys.iter().map(|key| &key.pages))
    }

    /// What its filters' failures are counted under.
    #[must_use]
    pub fn account(&self) -> Arc<str> {
        Arc::clone(&self.account)
    }

    /// Counts the fates of a batch's events, and the bytes of its lines.
    pub fn count(&self, counts: &Counts, bytes: usize) {
        self.written.inc_by(u64::from(counts.written));
        self.dropped.inc_by(u64::from(counts.dropped));
        self.withheld.inc_by(u64::from(counts.withheld));
        self.bytes.inc_by(bytes as u64);
    }

    /// Counts the events of a request that was refused after its tenant was known.
    pub fn count_rejected(&self, events: usize) {
        self.rejected.inc_by(events as u64);
    }
}
