//! A filter in a chain, for the status page and `sluice filter inspect`.

use serde::Serialize;

use crate::settings::filters::{Interface, OnFailure};

/// A filter, as the chain has loaded it.
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
