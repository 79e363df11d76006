//! Loads filters. Read in this order: [`loader`] takes an artifact from the store or starts a [`process`]. That process
//! confines itself, inspects the component ([`component`]), configures it and takes its [`snapshot`], and writes the
//! artifact.

pub(crate) mod component;
mod configure;
pub(crate) mod declared;
pub(crate) mod error;
pub(crate) mod filter_scanner;
pub(crate) mod load_request;
pub(crate) mod loader;
mod loads_in_progress;
pub(crate) mod process;
mod read_component;
pub(crate) mod snapshot;
pub(crate) mod stage;
pub(crate) mod warm_up_batch;
