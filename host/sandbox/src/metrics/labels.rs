//! The values of labels that have a fixed set of them.

/// What a filter did to events.
pub(crate) const EVENTS: &[&str] = &["passed", "changed", "dropped", "withheld"];
/// What happened to a line that a filter logged.
pub(crate) const LOG_LINES: &[&str] = &["written", "cut"];
/// The limits past which something is left out.
pub(crate) const OMISSIONS: &[&str] =
    &["log_lines", "log_bytes", "measurements", "edits", "metric_names", "undeclared"];
/// The results of a batch on which a filter and its candidate were compared.
pub(crate) const CANDIDATE_BATCHES: &[&str] = &["equal", "fewer", "more", "other", "failed", "slower", "dropped"];
/// What became of a component that would replace another.
pub(crate) const PROMOTIONS: &[&str] = &["promoted", "refused", "kept", "rolled_back"];
/// The results of a load.
pub(crate) const LOADS: &[&str] = &["loaded", "refused", "pending"];
