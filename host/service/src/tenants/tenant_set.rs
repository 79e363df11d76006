//! The tenants of one configuration, by the contact center id of an authenticated identity or by a publishable key.

use super::keys::Keys;
use super::pages::Pages;
use super::publishable_key::PublishableKey;
use super::refusal::{ChainUnavailable, TenantNotServed};
use super::tenant::{OwnChain, Tenant};
use crate::config::Config;
use crate::config::sections::tenants::WithoutTenant;
use sluice_event::PseudonymKey;
use sluice_identity::Identity;
use sluice_sandbox::Chain;
use sluice_wire::Route;
use std::{collections::HashMap, sync::Arc};

/// The name of the operator's chain in logs and metrics.
pub(super) const EDGE: &str = "edge";
/// That of the chain of tenants without one.
pub(super) const DEFAULT: &str = "default";

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
    takes_reports: bool,
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
            takes_reports: config.reports.enabled,
            serves_unknown: config.serves_unknown_tenants(),
            serves_without_tenant: config.access.without_tenant == WithoutTenant::Allow,
        }
    }

    /// The tenant of an identity.
    ///
    /// # Errors
    /// When the configuration refuses it.
    pub fn of(&self, identity: &Identity) -> Result<&Arc<Tenant>, TenantNotServed> {
        let (found, is_served) = match &identity.tenant {
            Some(id) => (self.by_id.get(id), self.serves_unknown),
            None => (None, self.serves_without_tenant),
        };
        match found {
            Some(tenant) => Ok(tenant),
            None if is_served => Ok(&self.other),
            None => Err(TenantNotServed),
        }
    }

    /// The tenant of a publishable key, where one has it.
    #[must_use]
    pub fn of_key(&self, key: &str) -> Option<(&Arc<Tenant>, &PublishableKey)> {
        self.keys.find(key)
    }

    /// Whether the operator wants what browsers report by themselves.
    #[must_use]
    pub fn takes_reports(&self) -> bool {
        self.takes_reports
    }

    /// The operator's chain.
    #[must_use]
    pub fn edge(&self) -> &Arc<Chain> {
        &self.edge
    }

    /// The chain of a tenant, and the key of its pseudonyms where the chain has none of its own.
    ///
    /// # Errors
    /// When its own chain could not be loaded.
    pub fn chain<'a>(&'a self, tenant: &'a Tenant) -> Result<Option<KeyedChain<'a>>, ChainUnavailable> {
        match &tenant.chain {
            OwnChain::Loaded(chain) => Ok(Some((chain, None))),
            OwnChain::None => Ok(self.default.as_ref().map(|chain| (chain, tenant.key.as_ref()))),
            OwnChain::Unavailable => Err(ChainUnavailable),
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

    /// The chain with this name, if there is one.
    #[must_use]
    pub fn chain_named(&self, name: &str) -> Option<&Arc<Chain>> {
        match name {
            EDGE => Some(&self.edge),
            DEFAULT => self.default.as_ref(),
            id => match &self.by_id.get(id)?.chain {
                OwnChain::Loaded(chain) => Some(chain),
                _ => None,
            },
        }
    }

    /// The ids of tenants that have no filters of their own.
    pub fn without_chain(&self) -> impl Iterator<Item = &str> {
        self.by_id.iter().filter(|(_, tenant)| matches!(tenant.chain, OwnChain::None)).map(|(id, _)| &**id)
    }

    /// Whether a page of `origin` may send to a path for `tenant`.
    #[must_use]
    pub fn allow(&self, tenant: &Tenant, origin: &str, route: Route) -> bool {
        self.everybody.allow(origin, Some(route)) || tenant.allows_page(origin, route)
    }

    /// Whether a page of `origin` may send to a path for any tenant: before the identity is known, no more can be said.
    #[must_use]
    pub fn allow_any(&self, origin: &str, route: Option<Route>) -> bool {
        self.anybody.allow(origin, route)
    }
}
