//! `[access]`: identities that belong to no configured tenant.

use serde::{Deserialize, Serialize};

/// What happens to an identity with a contact center id that no configured tenant has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum UnknownTenants {
    /// `allow` where no tenant is configured and no directory of tenants, `refuse` otherwise.
    Auto,
    /// Its events are taken.
    Allow,
    /// 403.
    Refuse,
}

/// What happens to an identity without a contact center id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WithoutTenant {
    /// Its events are taken; they share the metric label `other`.
    Allow,
    /// 403.
    Refuse,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccessConfig {
    /// Identities with a contact center id that is not under `[tenants]`.
    pub unknown_tenants: UnknownTenants,
    /// Identities without a contact center id.
    pub without_tenant: WithoutTenant,
}

impl Default for AccessConfig {
    fn default() -> Self {
        // Where tenants are named, one that was forgotten is refused and so noticed. Where none is, whoever Genesys
        // Authentication vouches for is served, as by the original service with its sample settings.
        Self { unknown_tenants: UnknownTenants::Auto, without_tenant: WithoutTenant::Refuse }
    }
}
