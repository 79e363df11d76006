//! Loads filters. Read in this order: [`loader`] takes an artifact from the store or starts a process
//! ([`child_process`]) whose `main` is in [`child`]. That process confines itself ([`confinement`]), inspects the
//! component ([`component`]), configures it and takes its [`snapshot`], and writes the artifact. The messages between
//! the two are in [`task`].

pub(crate) mod child;
pub(crate) mod child_process;
pub(crate) mod component;
mod configure;
pub(crate) mod confinement;
pub(crate) mod declared;
pub(crate) mod error;
pub(crate) mod load_request;
pub(crate) mod loader;
pub(crate) mod snapshot;
pub(crate) mod stage;
pub(crate) mod task;
pub(crate) mod warm_up_batch;
