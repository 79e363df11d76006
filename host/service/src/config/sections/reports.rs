//! `[reports]`: what browsers report by themselves.

use serde::{Deserialize, Serialize};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReportsConfig {
    /// Whether they are written. If not, browsers get 204: of all replies, that is the one that ends their tries.
    pub enabled: bool,
}

impl Default for ReportsConfig {
    fn default() -> Self {
        Self { enabled: true }
    }
}
