//! What the operator says: one TOML file, and the `TELEMETRY_*` variables of the original service, which win over it.
//!
//! Unknown keys are errors, and all mistakes are reported at once, each naming its key.

pub mod ceiling;
pub mod chain;
mod environment;
pub mod ingress;
pub mod lines;
mod load;
pub mod memory;
pub mod mistakes;
pub mod pages;
mod ranges;
mod read;
pub mod server;
mod server_mistakes;
mod settings;
mod sizes;
pub mod tenant_directory;
pub mod tenants;
mod warnings;

pub use load::ConfigError;
pub use settings::Config;

#[cfg(test)]
mod tests;
