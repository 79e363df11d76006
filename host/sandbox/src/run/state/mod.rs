//! What a run knows: the request ([`request_context`]), the settings that all runs of its filter share ([`run_config`]),
//! and the data of its store ([`run_state`]), with the rules and scanners that the guest names by their [`numbers`].

pub(crate) mod numbers;
pub(crate) mod request_context;
pub(crate) mod run_config;
pub(crate) mod run_state;
