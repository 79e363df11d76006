//! The log lines and measurements of one run.

use crate::run::bindings::sluice::filter::diagnostics::Level;

/// What the filter logged and measured. It is written when the run has ended.
#[derive(Default)]
pub(crate) struct Diagnostics {
    pub(crate) lines: Vec<(Level, String)>,
    pub(crate) line_bytes: usize,
    pub(crate) omitted: Omitted,
    /// By the numbers of counters.
    pub(crate) counts: Vec<(u32, u64)>,
    /// By the numbers of histograms.
    pub(crate) observations: Vec<(u32, f64)>,
}

/// How much was left out because it went past a limit.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Omitted {
    pub(crate) log_lines: u32,
    pub(crate) log_bytes: u32,
    pub(crate) measurements: u32,
    /// Measurements of counters or histograms that the filter has not declared.
    pub(crate) undeclared: u32,
    /// Calls of `enrich` that returned the error `limit`.
    pub(crate) edits: u32,
}
