//! One run of one filter: [`sandbox`] starts an instance from the pool of the [`engine`] and calls it. Its store holds
//! a [`state`] under [`limits`]; [`host_functions`] are what the guest can call, [`operations`] what these calls do, and
//! [`result`] is what comes of the run. A run whose calls are known needs no instance: [`replay`].

pub(crate) mod bindings;
pub(crate) mod engine;
pub(crate) mod filter_version;
pub(crate) mod host_functions;
pub(crate) mod limits;
mod operations;
pub(crate) mod replay;
pub(crate) mod result;
pub(crate) mod sandbox;
pub(crate) mod slots;
pub(crate) mod state;
