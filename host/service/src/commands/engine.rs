//! The engine that commands load filters with.

use crate::{config::Config, metrics::Metrics};
use sluice_sandbox::{FilterEngine, LoaderCommand};
use std::{error::Error, sync::Arc};

/// The engine of a configuration, with this executable as the loader of its filters.
pub(crate) fn engine(config: &Config, metrics: &Metrics) -> Result<Arc<FilterEngine>, Box<dyn Error + Send + Sync>> {
    let loader = LoaderCommand::this_executable()?;
    Ok(FilterEngine::new(&config.pool, &config.store, loader, Arc::clone(&metrics.filters))?)
}
