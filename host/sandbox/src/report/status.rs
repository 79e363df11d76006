//! A filter in a chain, for the status page and `sluice filter inspect`.

use serde::Serialize;

use crate::{
    chain::{breaker::BreakerState, filter_in_chain::FilterInChain},
    settings::filters::{Interface, OnFailure},
};

/// See the module.
#[derive(Clone, Debug, Serialize)]
pub struct FilterStatus {
    /// As configured.
    pub name: String,
    /// Of the component, or the beginning of its digest.
    pub version: String,
    /// SHA-256 over the component, its configuration and its permissions, and the compiler that made it.
    pub digest: String,
    /// Full names.
    pub imports: Vec<String>,
    /// What its chain allows.
    pub allow: Vec<Interface>,
    /// What becomes of a batch when it fails.
    pub on_failure: OnFailure,
    /// What its breakers let it do: `active`, `suspended` (for at least one tenant it is not run) or `probing` (one run
    /// decides).
    pub state: &'static str,
    /// Linear memory of its snapshot, bytes.
    pub memory_bytes: u64,
    /// Of its component, bytes.
    pub component_bytes: usize,
    /// Of its native code and its snapshot, bytes.
    pub artifact_bytes: u64,
    /// If it has failed since its chain was loaded.
    pub last_failure: Option<FailureStatus>,
}

/// A failed run.
#[derive(Clone, Debug, Serialize)]
pub struct FailureStatus {
    /// RFC 3339.
    pub at: String,
    /// As in the metrics.
    pub outcome: &'static str,
    /// What wasmtime or the host said, with the names of functions where the component has them.
    pub detail: Option<String>,
}

impl FilterStatus {
    pub(crate) fn of(member: &FilterInChain) -> Self {
        let built = member.loaded.built();
        let last = member.last_failure.lock().clone();
        Self {
            name: member.name.name.clone(),
            version: member.name.version.clone(),
            digest: member.loaded.key().to_owned(),
            imports: built.inspection.imports.clone(),
            allow: member.allow.clone(),
            on_failure: member.on_failure,
            state: match member.breakers.state() {
                BreakerState::Closed => "active",
                BreakerState::Open => "suspended",
                BreakerState::Probing => "probing",
            },
            memory_bytes: built.memory_bytes,
            component_bytes: built.inspection.bytes,
            artifact_bytes: built.artifact_bytes,
            last_failure: last.map(|failure| FailureStatus {
                at: format!("{:.0}", failure.at),
                outcome: failure.outcome.as_str(),
                detail: failure.detail,
            }),
        }
    }
}
