//! Data categories: what SDKs count what they drop by, and what can be limited by itself.
//! <https://develop.sentry.dev/sdk/expected-features/rate-limiting/>

/// A data category. `Other` is any that is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Category {
    Error,
    Transaction,
    Span,
    Session,
    LogItem,
    Metric,
    Monitor,
    Feedback,
    Attachment,
    Profile,
    Replay,
    Internal,
    Other,
}

const NAMES: [(Category, &str); 13] = [
    (Category::Error, "error"),
    (Category::Transaction, "transaction"),
    (Category::Span, "span"),
    (Category::Session, "session"),
    (Category::LogItem, "log_item"),
    (Category::Metric, "trace_metric"),
    (Category::Monitor, "monitor"),
    (Category::Feedback, "feedback"),
    (Category::Attachment, "attachment"),
    (Category::Profile, "profile"),
    (Category::Replay, "replay"),
    (Category::Internal, "internal"),
    (Category::Other, "default"),
];

impl Category {
    /// How many there are.
    pub const COUNT: usize = NAMES.len();

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.into_iter().map(|(category, _)| category)
    }

    /// The name in headers and reports, and the label of metrics.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The kinds of events that items of this category can become; none where that cannot be said.
    #[must_use]
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Error => &["exception", "log"],
            Self::Transaction | Self::Span => &["span"],
            Self::Session | Self::Monitor | Self::Feedback => &["event"],
            Self::LogItem => &["log"],
            Self::Metric => &["measurement"],
            Self::Attachment | Self::Profile | Self::Replay | Self::Internal | Self::Other => &[],
        }
    }

    /// The category of that name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        NAMES.iter().find(|(_, known)| *known == name).map_or(Self::Other, |(category, _)| *category)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_category_has_the_name_in_its_place() {
        for (place, category) in Category::all().enumerate() {
            assert_eq!(category as usize, place);
            assert_eq!(Category::named(category.name()), category);
        }
    }
}
