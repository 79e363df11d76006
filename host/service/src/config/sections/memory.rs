//! `[memory]`: how much the process may have.

use crate::memory::limit::MemoryLimit;
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
