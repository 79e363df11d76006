//! The service with a configuration of its own, and what it needs.

pub(crate) mod dev;
pub(crate) mod filter;
pub(crate) mod publishable_key;
pub(crate) mod running;
pub(crate) mod setup;
pub(crate) mod stand_in;
pub(crate) mod tenant_directory;
