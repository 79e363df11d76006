//! How the filters of a chain are loaded.

use crate::{
    load::load_request::LoadMode,
    settings::limits::{BreakerConfig, RunLimits},
};
use sluice_event::{Keeper, PseudonymKey};

/// The settings that the filters of a chain share.
pub struct ChainSettings<'a> {
    /// `edge`, or a tenant's id. A label of metrics.
    pub name: &'a str,
    /// For filters that have no limits of their own.
    pub limits: &'a RunLimits,
    /// For filters that have no breaker settings of their own.
    pub breaker: &'a BreakerConfig,
    /// The key of pseudonyms: the tenant's, or that of the edge.
    pub key: &'a PseudonymKey,
    /// Whether filters may be compiled now.
    pub load_mode: LoadMode,
    /// Series of metrics that the names which its filters declare may take together.
    pub max_series: usize,
    /// Whether the text of an error that a filter returns is reported. It may contain what the filter read, so this is
    /// only for batches that the filter's author wrote.
    pub shows_error_text: bool,
    /// On whose behalf scanners of its filters keep places.
    pub keeper: Keeper,
    /// An edit that its filters ask for and that is not made. None for a service.
    pub disabled: Option<DisabledEdit<'a>>,
}

/// An edit that is not made, so that a filter's author sees whether a test case notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisabledEdit<'a> {
    /// Everything that is taken away under the rule of this name.
    Rule(&'a str),
    /// Dropping events.
    Drop,
}
