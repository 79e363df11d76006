//! `[cors]` and `[tenants]`: who may send, and from which pages.

use super::filters::FilterEntry;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Origins that any tenant's pages may have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CorsConfig {
    /// Origins at or under this domain are allowed: `example.com` allows `https://example.com` and `https://wwe.example.com`.
    pub domain: Option<String>,
    /// Exact origins that are allowed whoever the tenant is.
    pub origins: Vec<String>,
}

/// One tenant, by its contact center id.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TenantConfig {
    /// The name that lines carry.
    pub name: String,
    /// Exact origins of this tenant's pages, such as `http://localhost:8080`.
    pub origins: Vec<String>,
    /// Domains at or under which this tenant's pages may be.
    pub domains: Vec<String>,
    /// The tenant's own filters; they run after the edge chain.
    pub filters: Vec<FilterEntry>,
}

/// Tenants by contact center id.
pub type Tenants = BTreeMap<String, TenantConfig>;

/// What happens to an identity that no configured tenant owns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnknownTenants {
    /// Its events are taken; they share the metric label `other`.
    Allow,
    /// 403.
    Refuse,
}

/// `[access]`: identities that belong to no configured tenant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccessConfig {
    /// Identities with a contact center id that is not under `[tenants]`.
    pub unknown_tenants: UnknownTenants,
    /// Identities without a contact center id.
    pub without_tenant: UnknownTenants,
}

impl Default for AccessConfig {
    fn default() -> Self {
        // Whoever is not known is not served: the other way round, a forgotten entry would go unnoticed.
        Self { unknown_tenants: UnknownTenants::Refuse, without_tenant: UnknownTenants::Refuse }
    }
}
