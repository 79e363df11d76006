//! The only home of wire formats: bytes to a batch, and what happened to a reply.

pub mod cors;
pub mod json;
pub mod reply;

/// What a path takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// `/v1/events`: plain JSON.
    Events,
}

impl Route {
    /// The route of a path.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        match path {
            "/v1/events" => Some(Self::Events),
            _ => None,
        }
    }

    /// The label of metrics and logs.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Events => "events",
        }
    }
}
