//! Why an engine cannot be set up.

use std::io;

use crate::settings::store::StoreConfig;

/// Why an engine cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The pool of sandboxes. The usual reason is too little address space.
    #[error("setting up the pool of sandboxes (`pool`): {0}")]
    Pool(String),
    /// The directory of artifacts.
    #[error(
        "opening the store of compiled filters {directory} (`store.directory`, or `--store` of a command): {error}"
    )]
    Store {
        /// As configured.
        directory: String,
        /// From the operating system.
        error: io::Error,
    },
    /// The thread of the sandboxes' clock, or that of the watchdog.
    #[error("starting a thread that looks after the sandboxes: {0}")]
    Ticker(io::Error),
}

impl EngineError {
    pub(super) fn store(store: &StoreConfig, error: io::Error) -> Self {
        Self::Store { directory: store.directory.display().to_string(), error }
    }
}
