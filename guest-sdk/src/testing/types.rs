//! What goes into a run of a filter, and what comes out.

use crate::types::{Level, Tenant};
use serde_json::Value;
use std::collections::BTreeMap;

/// The request that a batch comes with.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the functions of `context` and `personal` say what they are")]
pub struct Request {
    pub tenant: Option<Tenant>,
    pub user: Option<String>,
    pub client_address: Option<String>,
    pub user_agent: Option<String>,
    pub origin: Option<String>,
}

/// What a filter did to a batch.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The events that were not dropped.
    pub events: Vec<Value>,
    /// How often each rule took something away.
    pub redactions: BTreeMap<String, u32>,
    /// Log lines.
    pub log: Vec<(Level, String)>,
    /// Counters of the filter.
    pub counts: BTreeMap<String, u64>,
    /// Observations of the filter.
    pub observations: Vec<(String, f64)>,
}
