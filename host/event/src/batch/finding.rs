//! What was found in a batch, and what became of it.

use super::filter_name::RuleId;

/// What became of something that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A filter, or the guard, took it away.
    Removed,
    /// The guard has let it through.
    Observed,
    /// Nothing of its event was written.
    Withheld,
    /// The guard has seen it in a place that a filter keeps.
    Kept,
}

impl Fate {
    /// All of them.
    pub const ALL: [Fate; 4] = [Fate::Removed, Fate::Observed, Fate::Withheld, Fate::Kept];

    /// The name for readers.
    pub fn as_str(self) -> &'static str {
        match self {
            Fate::Removed => "removed",
            Fate::Observed => "observed",
            Fate::Withheld => "withheld",
            Fate::Kept => "kept",
        }
    }
}

/// Something that was found at a node, once or more often.
#[derive(Clone, Copy)]
pub(crate) struct Finding {
    pub(crate) event: u32,
    /// The value, or the key where it was found in a name; `NONE` past the bound of a log.
    pub(crate) at: u32,
    pub(crate) filter: u32,
    pub(crate) rule: RuleId,
    pub(crate) fate: Fate,
    pub(crate) count: u32,
}
