//! What the operator says: one TOML file, and the `TELEMETRY_*` variables of the original service, which win over it.
//!
//! Unknown keys are errors, and all mistakes are reported at once, each naming its key.

pub(crate) mod checks;
mod environment;
mod load;
mod memory_plan;
mod paths;
mod read;
pub(crate) mod sections;
mod setting;
mod setting_sources;
mod settings;
pub mod tenant_directory;
mod variables;

pub use load::ConfigError;
pub use setting::{Setting, SettingSource};
pub use setting_sources::SettingSources;
pub use settings::Config;

#[cfg(test)]
mod tests;
