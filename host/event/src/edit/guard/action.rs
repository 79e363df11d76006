//! What the guard can do about something.

/// What is done with a match that filters left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuardAction {
    /// It is counted and written.
    Observe,
    /// It is masked, with a receipt.
    Mask,
    /// Nothing of its event is written but the envelope.
    Withhold,
    /// A filter keeps its place: it is counted and written.
    Keep,
}

impl GuardAction {
    /// All of them.
    pub const ALL: [GuardAction; 4] =
        [GuardAction::Observe, GuardAction::Mask, GuardAction::Withhold, GuardAction::Keep];

    /// The name in configurations and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            GuardAction::Observe => "observe",
            GuardAction::Mask => "mask",
            GuardAction::Withhold => "withhold",
            GuardAction::Keep => "keep",
        }
    }
}
