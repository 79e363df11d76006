//! `[cors]` and `[tenants]`: who may send, and from which pages.

use super::{filters::FilterEntry, limits::LimitsOverride};
use serde::Deserialize;
use std::{collections::BTreeMap, path::PathBuf};

/// Origins that any tenant's pages may have.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CorsConfig {
    /// Origins at or under this domain are allowed: `example.com` allows `https://example.com` and `https://wwe.example.com`.
    pub domain: Option<String>,
    /// Exact origins that are allowed whoever the tenant is.
    pub origins: Vec<String>,
}

/// One tenant, by its contact center id.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TenantConfig {
    /// The name that lines carry.
    pub name: String,
    /// Exact origins of this tenant's pages, such as `http://localhost:8080`.
    pub origins: Vec<String>,
    /// Domains at or under which this tenant's pages may be.
    pub domains: Vec<String>,
    /// The tenant's own filters; they run after the edge chain, in place of the default chain.
    pub filters: Vec<FilterEntry>,
    /// For its filters: what differs from `[limits]`.
    pub limits: LimitsOverride,
    /// In place of `[fairness]`, all of it.
    pub fairness: Option<FairnessConfig>,
}

/// `[fairness]`: what one tenant may take of the service, so that the others get theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FairnessConfig {
    /// Requests in a second, on average; then 429. 0 for no limit.
    pub requests_per_second: u32,
    /// Requests at once that the average is not held against.
    pub burst: u32,
    /// Requests in the works at once; then 429. 0 for no limit.
    pub concurrent: u32,
}

impl Default for FairnessConfig {
    fn default() -> Self {
        // Some thousand agents whose pages send every few seconds.
        Self { requests_per_second: 2_000, burst: 4_000, concurrent: 256 }
    }
}

/// `[reload]`: what may change while the service runs, and how it is noticed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReloadConfig {
    /// Holds a directory for each tenant, named by its contact center id, with a `chain.toml` and its components.
    pub tenants_directory: Option<PathBuf>,
    /// Seconds between two looks at all files, for changes of which the operating system says nothing. 0 for never.
    pub poll_seconds: u64,
}

impl Default for ReloadConfig {
    fn default() -> Self {
        Self { tenants_directory: None, poll_seconds: 10 }
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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

/// Origins and domains that no page of a tenant has; `key` is where its table stands, with a dot.
pub(super) fn page_mistakes(key: &str, tenant: &TenantConfig) -> Vec<String> {
    let mut mistakes = origin_mistakes(&format!("{key}origins"), &tenant.origins);
    mistakes.extend(domain_mistakes(&format!("{key}domains"), &tenant.domains));
    mistakes
}

/// The same, for pages that any tenant may have.
pub(super) fn shared_page_mistakes(cors: &CorsConfig) -> Vec<String> {
    let mut mistakes = origin_mistakes("cors.origins", &cors.origins);
    mistakes.extend(domain_mistakes("cors.domain", &cors.domain));
    mistakes
}

fn origin_mistakes<'a>(key: &str, origins: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let wrong = origins.into_iter().filter(|origin| !is_origin(origin));
    wrong
        .map(|origin| {
            format!("{key}: {origin:?} is no origin; as in \"https://wwe.example.com\", or name a domain where there are many")
        })
        .collect()
}

fn domain_mistakes<'a>(key: &str, domains: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let wrong = domains.into_iter().filter(|domain| !is_domain(domain));
    wrong
        .map(|domain| {
            format!("{key}: {domain:?} is no domain; as in \"example.com\", which allows what is under it too")
        })
        .collect()
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
