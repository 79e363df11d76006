//! What a new filter does, until its author changes it.

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Kind {
    /// Takes away what is personal.
    Redact,
    /// Adds a member to events.
    Enrich,
}
