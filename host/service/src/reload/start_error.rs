//! Why the service cannot start with its configuration.

use crate::config::checks::mistakes;
use crate::tenants::chains::ChainLoaderError;
use sluice_sandbox::LoadError;

/// Why the service cannot start with its configuration.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The key of pseudonyms, or the guard's options.
    #[error(transparent)]
    Loader(#[from] ChainLoaderError),
    /// The directory of the tenants' directories cannot be read.
    #[error("reading the tenants' directory {directory} (`reload.tenants_directory`): {error}")]
    Directory {
        /// As configured.
        directory: String,
        /// What the operating system said.
        error: std::io::Error,
    },
    /// Filters of the operator's own file were refused.
    #[error("{}", mistakes::listed(.0).join("\n"))]
    Filters(Vec<LoadError>),
}
