//! `[reload]`: what may change while the service runs, and how it is noticed.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
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
