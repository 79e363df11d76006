//! What the operator says: one TOML file, and the `TELEMETRY_*` variables of the original service, which win over it.
//!
//! Unknown keys are errors, and all mistakes are reported at once, each naming its key.

pub(crate) mod checks;
mod environment;
mod load;
mod read;
pub(crate) mod sections;
mod setting_sources;
mod settings;
pub mod tenant_directory;

pub use load::ConfigError;
pub use setting_sources::{Setting, SettingSource, SettingSources};
pub use settings::Config;

#[cfg(test)]
mod tests;
