//! The steps of loading a filter.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A step at which a filter can be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Pulling the component from a registry.
    Pull,
    /// Verifying who has signed it.
    Signature,
    /// Reading the component's file.
    Read,
    /// Checking that it is a valid component.
    Validate,
    /// Checking that every import is allowed.
    Imports,
    /// Checking that it fits the contract.
    World,
    /// Instrumenting it so that its state can be read.
    Instrument,
    /// Compiling it to native code.
    Compile,
    /// Instantiating it, which runs start functions.
    Instantiate,
    /// Running its `configure`.
    Configure,
    /// Running its `warm-up`.
    WarmUp,
    /// Taking a snapshot of its state.
    Snapshot,
    /// The child process that does all of the above.
    Process,
    /// Writing or reading the artifact on disk.
    Store,
    /// Not pulled yet, not compiled yet, or its test cases have not run yet.
    Pending,
    /// Running its test cases.
    Cases,
    /// Deciding whether it may replace the filter that is in use.
    Promote,
    /// Preparing it for use in the service.
    Prepare,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pull => "pull",
            Self::Signature => "signature",
            Self::Read => "read",
            Self::Validate => "validate",
            Self::Imports => "imports",
            Self::World => "world",
            Self::Instrument => "instrument",
            Self::Compile => "compile",
            Self::Instantiate => "instantiate",
            Self::Configure => "configure",
            Self::WarmUp => "warm-up",
            Self::Snapshot => "snapshot",
            Self::Process => "process",
            Self::Store => "store",
            Self::Pending => "pending",
            Self::Cases => "cases",
            Self::Promote => "promote",
            Self::Prepare => "prepare",
        })
    }
}
