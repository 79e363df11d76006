//! `/filters`: every chain with its filters, what was refused, and the last reload. [`super::filters_page`] shows it to a person.

use crate::{
    reload::{LastReload, Problem},
    service::Service,
};
use serde::Serialize;
use sluice_sandbox::FilterStatus;
use std::collections::BTreeMap;

/// What is shown.
#[derive(Serialize)]
pub(super) struct Filters {
    pub(super) last_reload: Option<LastReload>,
    /// By tenant, and `configuration` for the operator's file.
    pub(super) problems: BTreeMap<String, Problem>,
    /// By name: `edge`, `default`, or a tenant's id; empty for a tenant without filters of its own.
    pub(super) chains: BTreeMap<String, Vec<FilterStatus>>,
}

impl Filters {
    pub(super) fn of(service: &Service) -> Self {
        let tenants = service.tenants.load();
        Self {
            last_reload: service.reload.last(),
            problems: service.reload.problems(),
            chains: tenants
                .without_chain()
                .map(|id| (id.to_owned(), Vec::new()))
                .chain(tenants.chains().map(|(name, chain)| (name.to_owned(), chain.describe())))
                .collect(),
        }
    }

    pub(super) fn json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }
}
