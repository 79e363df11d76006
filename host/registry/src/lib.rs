//! Pulls components from OCI registries and pushes them, keeps what was pulled, and signs and verifies where components
//! come from.

mod cache;
mod client;
mod credentials;
mod digest;
mod error;
mod layout;
pub mod provenance;
mod pull;
mod puller;
mod push;
mod reference;
mod secret;
mod settings;

pub use cache::{Cache, Cached};
pub use client::{Client, OtherHosts};
pub use digest::{Digest, DigestError};
pub use error::{Cause, RegistryError};
pub use puller::{Pull, PullEnd, Puller};
pub use push::{Artifact, Pushed};
pub use reference::{Reference, ReferenceError, Version};
pub use settings::{HostConfig, RegistryConfig};

#[cfg(test)]
mod tests;
