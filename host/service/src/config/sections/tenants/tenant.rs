//! `[tenants]`: what the operator, or its own directory, says of one tenant.

use super::fairness::FairnessConfig;
use super::pages::{RoutePages, keys_of_null, page_mistakes};
use super::publishable_keys::{self, PublishableKeyConfig};
use crate::components::Demands;
use crate::config::sections::guard::TenantGuardConfig;
use serde::Deserialize;
use sluice_registry::provenance::SignedBy;
use sluice_sandbox::settings::{
    filters::{FilterEntry, Interface},
    limits::LimitsOverride,
};
use std::collections::BTreeMap;

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
    /// More pages of this tenant, for one path each.
    pub routes: RoutePages,
    /// The tenant's own filters; they run after the edge chain, in place of the default chain.
    pub filters: Vec<FilterEntry>,
    /// Public keys of which one has to have signed each of its components.
    pub signed_by: SignedBy,
    /// What its filters may import, whatever their `allow` and their signed statements say; no less than `allow` by default.
    pub imports: Option<Vec<Interface>>,
    /// Keys of which the operator demands one for its directory, beside its own. Not a key.
    #[serde(skip)]
    pub operators_signed_by: SignedBy,
    /// For its filters: what differs from `[limits]`.
    pub limits: LimitsOverride,
    /// What the guard does with its events, where that is stricter than `[guard]`.
    pub guard: TenantGuardConfig,
    /// In place of `[fairness]`, all of it.
    pub fairness: Option<FairnessConfig>,
    /// Whether browsers' own reports of its pages are written, where the operator takes them; they are unless this says no.
    pub reports: Option<bool>,
    /// Keys that stand for this tenant in URLs that everybody can read.
    pub publishable_keys: Vec<PublishableKeyConfig>,
}

impl TenantConfig {
    /// Origins and domains that no page of this tenant has; `key` is where its table stands, with a dot.
    pub(crate) fn page_mistakes(&self, key: &str) -> Vec<String> {
        let mut mistakes = page_mistakes(key, &self.origins, &self.domains, &self.routes);
        mistakes.extend(publishable_keys::mistakes(key, &self.publishable_keys));
        mistakes
    }

    /// What its components have to be.
    #[must_use]
    pub fn demands(&self) -> Demands<'_> {
        Demands { signed_by: vec![&self.signed_by, &self.operators_signed_by], imports: self.imports.as_deref() }
    }

    /// Filters that are allowed to import more than `imports` names; `key` is where its table stands, with a dot.
    pub(crate) fn import_mistakes(&self, key: &str) -> Vec<String> {
        let Some(imports) = &self.imports else { return Vec::new() };
        let beyond = self.filters.iter().flat_map(|filter| {
            let beyond = filter.allow.iter().filter(|interface| !imports.contains(interface));
            beyond.map(move |interface| (&filter.name, interface.as_str()))
        });
        beyond
            .map(|(filter, interface)| {
                format!(
                    "{key}imports: filter `{filter}`: allow = [\"{interface}\"] is more than `imports` grants; name in its `allow` \
                     what it may import (without it: redact, enrich and context)"
                )
            })
            .collect()
    }

    /// Whether it says which pages may send.
    pub(in crate::config) fn names_pages(&self) -> bool {
        let has_own = !self.origins.is_empty() || !self.domains.is_empty() || !self.routes.is_empty();
        has_own || !self.publishable_keys.is_empty()
    }

    /// Where it allows the origin `null`.
    pub(crate) fn keys_of_null(&self, key: &str) -> Vec<String> {
        let mut keys = keys_of_null(key, &self.origins, &self.routes);
        keys.extend(publishable_keys::keys_of_null(key, &self.publishable_keys));
        keys
    }
}

/// Tenants by contact center id.
pub(crate) type Tenants = BTreeMap<String, TenantConfig>;
