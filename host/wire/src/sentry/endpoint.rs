//! The paths of Sentry.

/// What a path takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// Envelopes.
    Envelope,
    /// One event as JSON, as SDKs before 2020 sent it.
    Store,
}

impl Endpoint {
    /// The end point of a path below a project: which one does not matter, because the key stands for a tenant.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let (project, rest) = path.strip_prefix("/api/")?.split_once('/')?;
        let is_project = (1..=64).contains(&project.len()) && project.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match rest.strip_suffix('/').unwrap_or(rest) {
            "envelope" if is_project => Some(Self::Envelope),
            "store" if is_project => Some(Self::Store),
            _ => None,
        }
    }
}
