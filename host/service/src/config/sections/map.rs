//! `[map]`: which kinds of personal data come from where.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The data map, which port 9107 shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct MapConfig {
    /// Where it is kept, so that it survives a restart. Without a file it begins anew.
    pub file: Option<PathBuf>,
}
