//! Clients of the service.

pub(crate) mod browser;
pub(crate) mod load;
pub(crate) mod raw;
