//! Formats by name, as a configuration has them.

use super::Route;

/// A family of paths with one format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain JSON.
    Events,
    /// OpenTelemetry's protocol.
    Otlp,
    /// Grafana Faro.
    Faro,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Events, Self::Otlp, Self::Faro];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Otlp => "otlp",
            Self::Faro => "faro",
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
        }
    }
}
