//! Compiled filters, called artifacts: on disk ([`store`], [`sweep`]) and mapped into memory ([`code_cache`],
//! [`loaded_filter`]).

pub(crate) mod cache_entry;
pub(crate) mod code_cache;
pub(crate) mod digest;
pub(crate) mod loaded_filter;
pub(crate) mod loaded_filters;
pub(crate) mod pinned_keys;
pub(crate) mod prebuilt;
pub(crate) mod private_file;
pub(crate) mod store;
mod sweep;
