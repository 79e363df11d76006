//! What the playground's page asks for.

use serde::Deserialize;

/// The longest body, bytes.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// To run events through the chains of a tenant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RunRequest {
    /// The tenant's id, as in the catalog.
    pub(super) chain: String,
    /// As `sluice filter run` reads them.
    pub(super) events: String,
    /// What differs from the configuration, for each filter in order.
    #[serde(default)]
    pub(super) filters: Vec<FilterEdit>,
}

/// What differs from the configuration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilterEdit {
    /// JSON text; none where they are as configured.
    pub(super) settings: Option<String>,
}

/// To compare two versions of a filter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CompareRequest {
    pub(super) events: String,
    pub(super) old: Version,
    pub(super) new: Version,
}

/// A component with its settings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Version {
    /// As the catalog shows it.
    pub(super) component: String,
    /// JSON text.
    pub(super) settings: String,
}
