//! The steps of loading a filter.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where loading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The component's file.
    Read,
    /// Is it a component, and valid.
    Validate,
    /// Is every import allowed.
    Imports,
    /// Does it fit the contract.
    World,
    /// Making its state readable.
    Instrument,
    /// To native code.
    Compile,
    /// An instance of it, start functions included.
    Instantiate,
    /// Its own `configure`.
    Configure,
    /// Its own `warm-up`.
    WarmUp,
    /// Reading its state.
    Snapshot,
    /// The process that does all of the above.
    Process,
    /// The compiled filter on disk.
    Store,
    /// It waits for its turn to be compiled.
    Pending,
    /// Its own cases.
    Cases,
    /// Putting it to use in the service.
    Prepare,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
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
            Self::Prepare => "prepare",
        })
    }
}
