//! `[fairness]`: what one tenant may take of the service, so that the others get theirs.

use serde::{Deserialize, Serialize};

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct FairnessConfig {
    /// Requests in a second, on average; then 429. 0 for no limit.
    pub requests_per_second: u32,
    /// Requests at once that the average is not held against.
    pub burst: u32,
    /// Requests in flight at once; then 429. 0 for no limit.
    pub concurrent: u32,
}

impl Default for FairnessConfig {
    fn default() -> Self {
        // Requests in flight hold whatever one tenant sends to a few milliseconds of the others' time; what rate a
        // tenant may have is a matter of its size.
        Self { requests_per_second: 0, burst: 4_000, concurrent: 256 }
    }
}
