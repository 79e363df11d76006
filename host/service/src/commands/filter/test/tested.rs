//! One case, and what came of it.

use std::time::Duration;

/// See the module.
pub(super) struct Tested {
    pub(super) name: String,
    pub(super) differences: Vec<String>,
    /// What the filter logged, and why it failed.
    pub(super) told: Vec<String>,
    pub(super) took: Duration,
}
