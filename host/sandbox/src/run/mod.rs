//! One run of one filter: [`sandbox`] starts an instance from the pool of the [`engine`] and calls it. Its store holds a
//! [`run_state`] under limits ([`store_limits`], [`clock`]); [`host_functions`] are what the guest can call.

pub(crate) mod bindings;
pub(crate) mod clock;
pub(crate) mod engine;
pub(crate) mod failure;
pub(crate) mod host_functions;
pub(crate) mod request_context;
pub(crate) mod run_state;
pub(crate) mod sandbox;
pub(crate) mod slots;
pub(crate) mod store_limits;
pub(crate) mod swap;
pub(crate) mod ticker;
