//! Tenants as requests meet them: by the contact center id of an authenticated identity.

use crate::{
    auth::Identity,
    config::{
        Config,
        tenants::{AccessConfig, TenantConfig, UnknownTenants},
    },
    line::Counts,
    metrics::EventMetrics,
    rejection::Rejection,
    wire::cors::Origins,
};
use prometheus::IntCounter;
use std::{collections::HashMap, sync::Arc};

/// The label of identities whose tenant is not configured.
const OTHER: &str = "other";

/// One tenant, with what its requests need.
pub struct Tenant {
    /// Contact center id; none for identities without one and for those that share the series `other`.
    pub id: Option<Arc<str>>,
    /// The configured name.
    pub name: Option<Arc<str>>,
    origins: Origins,
    written: IntCounter,
    dropped: IntCounter,
    withheld: IntCounter,
    bytes: IntCounter,
}

/// All tenants, and what happens to identities that belong to none of them.
pub struct Tenants {
    by_id: HashMap<Arc<str>, Arc<Tenant>>,
    other: Arc<Tenant>,
    everybody: Origins,
    access: AccessConfig,
}

impl Tenants {
    /// Resolves names, origins and metric handles once.
    #[must_use]
    pub fn new(config: &Config, metrics: &EventMetrics) -> Self {
        let by_id = config.tenants.iter().map(|(id, tenant)| {
            let id: Arc<str> = id.as_str().into();
            (Arc::clone(&id), Arc::new(Tenant::new(Some(id), tenant, metrics)))
        });
        Self {
            by_id: by_id.collect(),
            other: Arc::new(Tenant::new(None, &TenantConfig::default(), metrics)),
            everybody: Origins::of_everybody(config),
            access: config.access.clone(),
        }
    }

    /// The tenant of an identity.
    ///
    /// # Errors
    /// [`Rejection::TenantNotAllowed`] where the configuration refuses it.
    pub fn of(&self, identity: &Identity) -> Result<&Arc<Tenant>, Rejection> {
        let (found, policy) = match &identity.tenant {
            Some(id) => (self.by_id.get(id), self.access.unknown_tenants),
            None => (None, self.access.without_tenant),
        };
        match (found, policy) {
            (Some(tenant), _) => Ok(tenant),
            (None, UnknownTenants::Allow) => Ok(&self.other),
            (None, UnknownTenants::Refuse) => Err(Rejection::TenantNotAllowed),
        }
    }

    /// Whether a page of `origin` may send for `tenant`.
    #[must_use]
    pub fn allow(&self, tenant: &Tenant, origin: &str) -> bool {
        self.everybody.allow(origin) || tenant.origins.allow(origin)
    }
}

impl Tenant {
    fn new(id: Option<Arc<str>>, config: &TenantConfig, metrics: &EventMetrics) -> Self {
        let label = id.as_deref().unwrap_or(OTHER);
        let outcome = |outcome| metrics.outcomes.with_label_values(&[label, outcome]);
        Self {
            written: outcome("written"),
            dropped: outcome("dropped"),
            withheld: outcome("withheld"),
            bytes: metrics.bytes.with_label_values(&[label]),
            name: (!config.name.is_empty()).then(|| config.name.as_str().into()),
            origins: Origins::of_tenant(config),
            id,
        }
    }

    /// Counts the fates of a batch's events, and the bytes of its lines.
    pub fn count(&self, counts: &Counts, bytes: usize) {
        self.written.inc_by(u64::from(counts.written));
        self.dropped.inc_by(u64::from(counts.dropped));
        self.withheld.inc_by(u64::from(counts.withheld));
        self.bytes.inc_by(bytes as u64);
    }
}
