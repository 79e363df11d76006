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

/// Origins and domains that no page has.
pub(super) fn cors_mistakes(cors: &CorsConfig, tenants: &Tenants) -> Vec<String> {
    let mut mistakes = Vec::new();
    let mut check = |key: &str, origins: &[String], domains: &[&String]| {
        let origins = origins.iter().filter(|origin| !is_origin(origin));
        mistakes.extend(origins.map(|origin| {
            format!("{key}origins: {origin:?} is no origin; as in \"https://wwe.example.com\", and domains where there are many")
        }));
        let domains = domains.iter().filter(|domain| !is_domain(domain));
        mistakes.extend(domains.map(|domain| {
            format!("{key}domains: {domain:?} is no domain; as in \"example.com\", which allows what is under it too")
        }));
    };
    check("cors.", &cors.origins, &[]);
    for (id, tenant) in tenants {
        check(&format!("tenants.{id:?}."), &tenant.origins, &tenant.domains.iter().collect::<Vec<_>>());
    }
    if let Some(domain) = cors.domain.as_ref().filter(|domain| !is_domain(domain)) {
        mistakes.push(format!("cors.domain: {domain:?} is no domain; as in \"example.com\""));
    }
    mistakes
}

/// <https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin>; `null` is everybody's.
fn is_origin(text: &str) -> bool {
    let Some((scheme, authority)) = text.trim_end_matches('/').split_once("://") else { return false };
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let is_authority = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    !scheme.is_empty() && scheme.bytes().all(is_scheme) && !authority.is_empty() && authority.bytes().all(is_authority)
}

fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    bare_domain(text).split('.').all(is_label)
}

/// `*.example.com` and `.example.com` say the same as `example.com`.
#[must_use]
pub fn bare_domain(text: &str) -> &str {
    text.trim_start_matches("*.").trim_start_matches('.')
}
