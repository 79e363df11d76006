//! IP addresses.

mod dotted_version;
pub(crate) mod names;
pub(crate) mod v4;
pub(crate) mod v6;
