//! What all runs of a filter in a chain share.

use std::sync::Arc;

use crate::{
    load::filter_scanner::FilterScanner,
    settings::{filters::FilterLog, limits::RunLimits},
};
use sluice_event::{Keeper, PseudonymKey, RuleId};

/// What all runs of a filter in a chain share.
pub(crate) struct RunConfig {
    pub(crate) limits: RunLimits,
    pub(crate) scanners: Arc<[FilterScanner]>,
    /// How many counters the filter has declared.
    pub(crate) counters: u32,
    pub(crate) histograms: u32,
    pub(crate) key: PseudonymKey,
    pub(crate) log: FilterLog,
    /// Whether the text of an error that the filter returns is reported.
    pub(crate) shows_error_text: bool,
    /// On whose behalf its scanners keep places.
    pub(crate) keeper: Keeper,
    pub(crate) counts_instructions: bool,
    pub(crate) disabled: Option<DisabledEdit>,
}

/// An edit that a filter asks for and that is not made, so that its author sees whether a test case notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DisabledEdit {
    Rule(RuleId),
    Drop,
}
