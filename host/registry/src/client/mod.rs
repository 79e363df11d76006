//! The few calls of the OCI distribution specification that a component needs
//! (<https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md>).

mod address;
mod authorize;
mod body;
mod calls;
mod challenge;
mod endpoint;
mod redirect;
mod registry_client;
mod session;
mod tls;

pub use registry_client::{Client, OtherHosts};
pub(crate) use session::Session;
