//! Compiled filters, called artifacts: on disk ([`store`], [`sweep`]) and mapped into memory ([`code_cache`], [`loaded_filter`]).

pub(crate) mod code_cache;
pub(crate) mod loaded_filter;
pub(crate) mod store;
pub(crate) mod sweep;
