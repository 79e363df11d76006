//! Types of items, and what of them is taken.

use super::category::Category;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemType {
    /// An error or a message.
    Event,
    Transaction,
    Session,
    Feedback,
    /// Feedback of SDK 7.
    UserReport,
    CheckIn,
    Log,
    Metric,
    Span,
    ClientReport,
    /// Not taken: files, recordings and what nobody has heard of.
    Refused(Category),
}

impl ItemType {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "event" => Self::Event,
            "transaction" => Self::Transaction,
            "session" => Self::Session,
            "feedback" => Self::Feedback,
            "user_report" => Self::UserReport,
            "check_in" => Self::CheckIn,
            "log" => Self::Log,
            "metric" | "trace_metric" => Self::Metric,
            "span" => Self::Span,
            "client_report" => Self::ClientReport,
            "attachment" => Self::Refused(Category::Attachment),
            "profile" | "profile_chunk" => Self::Refused(Category::Profile),
            "replay_event" | "replay_recording" | "replay_video" => Self::Refused(Category::Replay),
            _ => Self::Refused(Category::Other),
        }
    }

    /// As `envelopeItemTypeToDataCategory` of `@sentry/core` has it.
    pub(super) fn category(self) -> Category {
        match self {
            Self::Event => Category::Error,
            Self::Transaction => Category::Transaction,
            Self::Session => Category::Session,
            Self::Feedback => Category::Feedback,
            Self::UserReport => Category::Other,
            Self::CheckIn => Category::Monitor,
            Self::Log => Category::LogItem,
            Self::Metric => Category::Metric,
            Self::Span => Category::Span,
            Self::ClientReport => Category::Internal,
            Self::Refused(category) => category,
        }
    }

    pub(super) fn is_refused(self) -> bool {
        matches!(self, Self::Refused(_))
    }
}
