//! A failed run, for the status page.

use serde::Serialize;

/// A failed run.
#[derive(Clone, Debug, Serialize)]
pub struct FailureStatus {
    /// RFC 3339.
    pub at: String,
    /// The outcome, as in the metrics.
    pub outcome: &'static str,
    /// The message of wasmtime or the host, with names of functions if the component has them.
    pub detail: Option<String>,
}
