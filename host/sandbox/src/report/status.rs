//! The status of a filter in a chain, for the status page.

use serde::Serialize;

use super::failure_status::FailureStatus;
use crate::{
    candidate::status::{CandidateStatus, PromotionStatus},
    settings::filters::{Interface, OnFailure},
};

/// A filter, as the chain has loaded it.
#[derive(Clone, Debug, Serialize)]
pub struct FilterStatus {
    /// The configured name.
    pub name: String,
    /// The version of the component, or the beginning of its digest.
    pub version: String,
    /// SHA-256 of the component, its configuration, its permissions, and the compiler's version and settings.
    pub digest: String,
    /// Full names of the imported interfaces.
    pub imports: Vec<String>,
    /// The interfaces that its chain allows.
    pub allow: Vec<Interface>,
    /// The places that its scanners pass over.
    pub keeps: Vec<String>,
    /// What happens to a batch when the filter fails.
    pub on_failure: OnFailure,
    /// The state of its breakers: `active`, `suspended` (it is not run for at least one tenant) or `probing` (one run
    /// decides).
    pub state: &'static str,
    /// Linear memory of its snapshot, bytes.
    pub memory_bytes: u64,
    /// Size of its component, bytes.
    pub component_bytes: usize,
    /// Size of its native code and its snapshot, bytes.
    pub artifact_bytes: u64,
    /// The last failure since its chain was loaded.
    pub last_failure: Option<FailureStatus>,
    /// A component that may replace it.
    pub candidate: Option<CandidateStatus>,
    /// What became of it since it has replaced another, if it was its candidate.
    pub promotion: Option<PromotionStatus>,
}
