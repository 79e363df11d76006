//! What settings change about the built-in kinds.

use super::SecretNames;

/// What settings change about the built-in kinds.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The names that tell secrets.
    pub secret_names: SecretNames,
}
