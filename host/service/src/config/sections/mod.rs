//! One module for each section of the file.

pub(crate) mod ceiling;
pub(crate) mod chain;
pub(crate) mod guard;
pub(crate) mod ingress;
pub(crate) mod lines;
pub(crate) mod map;
pub(crate) mod memory;
pub(crate) mod reload;
pub(crate) mod reports;
pub(crate) mod server;
pub(crate) mod tenants;
