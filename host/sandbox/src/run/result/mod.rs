//! What is left of a run when it has ended.

pub(crate) mod diagnostics;
pub(crate) mod failure;
mod missing;
pub(crate) mod outcome;
pub(crate) mod run_stats;
mod trace;
