//! Loads chains of filters. The [`engine`] holds what all chains share.

pub(crate) mod chain_settings;
mod disabled;
pub(crate) mod engine;
pub(crate) mod engine_error;
mod load_candidate;
pub(crate) mod load_chain;
mod load_filter;
mod test_cases;
