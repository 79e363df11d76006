//! `[memory]`: how much the process may have.

use crate::config::settings::Config;
use crate::memory::limit::MemoryLimit;
use crate::memory::plan::MemoryPlan;
use serde::{Deserialize, Serialize};

/// See the module.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct MemoryConfig {
    /// Bytes that all budgets are shares of; 0 takes the limit of the control group, or else what the machine has.
    pub limit_bytes: u64,
    /// What the budgets were made to fit; none where nobody has looked.
    #[serde(skip)]
    pub limit: Option<MemoryLimit>,
}

impl MemoryConfig {
    /// What the parts of the service may hold; none where the limit is not known.
    #[must_use]
    pub fn plan(&self, config: &Config) -> Option<MemoryPlan> {
        self.limit.map(|limit| MemoryPlan::of(config, limit))
    }
}
