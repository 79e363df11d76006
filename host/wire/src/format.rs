//! Formats by name, as a configuration has them.

use crate::route::Route;

/// A family of paths with one format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain JSON.
    Events,
    /// OpenTelemetry's protocol.
    Otlp,
    /// Grafana Faro.
    Faro,
    /// Sentry.
    Sentry,
    /// What browsers report by themselves.
    Reports,
    /// Datadog.
    Datadog,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Events, Self::Otlp, Self::Faro, Self::Sentry, Self::Reports, Self::Datadog];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Otlp => "otlp",
            Self::Faro => "faro",
            Self::Sentry => "sentry",
            Self::Reports => "reports",
            Self::Datadog => "datadog",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// That of a path.
    #[must_use]
    pub fn of(route: Route) -> Self {
        match route {
            Route::Events => Self::Events,
            Route::Otlp(_) => Self::Otlp,
            Route::Faro => Self::Faro,
            Route::Sentry(_) => Self::Sentry,
            Route::Reports => Self::Reports,
            Route::Datadog(_) => Self::Datadog,
        }
    }
}
