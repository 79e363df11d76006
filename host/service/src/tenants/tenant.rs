//! One tenant, with what its requests need.

use super::fairness::Fairness;
use super::pages::Pages;
use super::publishable_key::PublishableKey;
use crate::config::sections::tenants::{FairnessConfig, TenantConfig};
use crate::metrics::Metrics;
use sluice_event::{Guard, PseudonymKey, line::Counts};
use sluice_metrics::IntCounter;
use sluice_sandbox::Chain;
use sluice_wire::Route;
use std::sync::Arc;

/// The label of identities whose tenant is not configured.
const OTHER: &str = "other";

/// See the module.
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
    /// Whether it wants what browsers report by themselves.
    pub takes_reports: bool,
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
            takes_reports: config.reports.unwrap_or(true),
            account: label.into(),
            pages: Pages::of_tenant(config),
            chain,
            key,
            guard: guard.map(Arc::new),
            id,
        }
    }

    /// Whether a page of `origin` may send to a path for this tenant, also where it may not for others.
    pub(super) fn allows_page(&self, origin: &str, route: Route) -> bool {
        self.pages.allow(origin, Some(route))
    }

    /// From which somebody may send for it, with a token or a publishable key.
    pub(super) fn all_pages(&self) -> impl Iterator<Item = &Pages> {
        [&self.pages].into_iter().chain(self.keys.iter().map(|key| &key.pages))
    }

    /// What its filters' failures are counted under.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// [`account`](Tenant::account), to keep.
    #[must_use]
    pub fn shared_account(&self) -> Arc<str> {
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
