//! A version of a filter, with what a run of it needs.

use std::sync::Arc;

use super::state::run_config::RunConfig;
use crate::artifact::loaded_filter::LoadedFilter;
use sluice_event::FilterName;

/// A loaded filter with a name and the settings of its runs.
#[derive(Clone)]
pub(crate) struct FilterVersion {
    pub(crate) name: Arc<FilterName>,
    pub(crate) loaded: Arc<LoadedFilter>,
    pub(crate) run_config: Arc<RunConfig>,
}
