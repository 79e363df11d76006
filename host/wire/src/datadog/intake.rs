//! What Datadog's SDKs send, by the paths that they send it to.

use super::forward::FORWARD;
use crate::query::parameter;

/// What a path takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    /// Events of Real User Monitoring.
    Rum,
    /// Logs.
    Logs,
    /// Recordings and profiles, which are not taken.
    Recording,
    /// The path of a `proxy`: which of the others it is, the query says.
    Proxy,
}

impl Intake {
    /// The intake of a path.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        Some(match path {
            "/api/v2/rum" => Self::Rum,
            "/api/v2/logs" => Self::Logs,
            "/api/v2/replay" | "/api/v2/profile" => Self::Recording,
            "/datadog" => Self::Proxy,
            _ => return None,
        })
    }

    /// The one that the query says, where it says one.
    #[must_use]
    pub fn forwarded(self, query: Option<&str>) -> Option<Self> {
        match query.and_then(|query| parameter(query, FORWARD)) {
            Some(target) => Self::of(target.split('?').next().unwrap_or_default()).filter(|to| *to != Self::Proxy),
            None => Some(self).filter(|to| *to != Self::Proxy),
        }
    }
}
