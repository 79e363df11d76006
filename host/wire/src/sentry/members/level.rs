//! Levels.

/// As other formats call it.
pub(crate) fn level(level: &str) -> &str {
    match level {
        "warning" => "warn",
        "log" => "info",
        other => other,
    }
}
