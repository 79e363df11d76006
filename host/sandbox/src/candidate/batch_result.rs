//! What became of a batch on which two versions were compared.

use sluice_event::DifferenceKind;

/// What became of one batch. The numbers are places in the counts.
#[derive(Clone, Copy)]
pub(crate) enum BatchResult {
    /// Both did the same, or both failed.
    Equal,
    /// The new version left something that the old one took away.
    Fewer,
    /// It took more away, and left nothing.
    More,
    /// It put something else in the same places, or did not fail where the old one did.
    Other,
    /// It failed where the old one did not.
    Failed,
    /// It took much more processor time. Counted beside one of the others.
    Slower,
    /// Not compared: too large, too many waiting, or no sandbox was free.
    Dropped,
}

impl BatchResult {
    /// Of a batch whose worst difference is of this kind.
    pub(super) fn of(kind: DifferenceKind) -> Self {
        match kind {
            DifferenceKind::Fewer => Self::Fewer,
            DifferenceKind::More => Self::More,
            DifferenceKind::Other => Self::Other,
        }
    }

    /// The value of the label `result`.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Fewer => "fewer",
            Self::More => "more",
            Self::Other => "other",
            Self::Failed => "failed",
            Self::Slower => "slower",
            Self::Dropped => "dropped",
        }
    }
}
