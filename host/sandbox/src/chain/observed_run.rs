//! What one filter did to one batch, for tools that show it to the filter's author.

use std::{sync::Arc, time::Duration};

use crate::{
    run::{
        bindings::sluice::filter::diagnostics::Level, filter_version::FilterVersion, result::outcome::Outcome,
        sandbox::RunResult,
    },
    settings::limits::RunLimits,
};
use sluice_event::{Batch, EditSummary, FilterName};

/// One run of one filter.
#[derive(Clone, Debug)]
pub struct ObservedRun {
    /// The filter, with the names of its rules.
    pub filter: Arc<FilterName>,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it failed, if it did.
    pub detail: Option<String>,
    /// What it changed; nothing if it failed.
    pub edits: EditSummary,
    /// What it logged, with the level of each line. Printable; the content is the filter's.
    pub logged: Vec<(&'static str, String)>,
    /// What its counters were raised by.
    pub counts: Vec<(String, u64)>,
    /// What its histograms observed.
    pub observations: Vec<(String, f64)>,
    /// What it may use.
    pub limits: RunLimits,
    /// Wall time until its sandbox was ready.
    pub start: Duration,
    /// Processor time, with that of the start.
    pub cpu: Duration,
    /// Linear memory at the end.
    pub memory_bytes: usize,
    /// Calls into the host.
    pub host_calls: u32,
    /// WebAssembly instructions, where the engine counts them; those of the host are not among them.
    pub instructions: Option<u64>,
}

/// Looks at each run of a chain when it has ended.
pub(crate) trait RunObserver {
    /// `result` still has the batch, as it goes on.
    fn observe(&mut self, filter: &FilterVersion, result: &RunResult, edits: &EditSummary);
}

/// Nobody looks: what the service uses.
impl RunObserver for () {
    #[inline]
    fn observe(&mut self, _: &FilterVersion, _: &RunResult, _: &EditSummary) {}
}

/// Passes each run on, with the batch as it goes on.
pub(crate) struct ForAuthor<F>(pub(crate) F);

impl<F: FnMut(ObservedRun, &Batch)> RunObserver for ForAuthor<F> {
    fn observe(&mut self, filter: &FilterVersion, result: &RunResult, edits: &EditSummary) {
        let declared = &filter.loaded.built().declared;
        let name = |names: &[String], number: u32| names.get(number as usize).cloned().unwrap_or_default();
        let diagnostics = &result.diagnostics;
        let run = ObservedRun {
            filter: Arc::clone(&filter.name),
            outcome: result.outcome,
            detail: result.detail.clone(),
            edits: edits.clone(),
            logged: diagnostics.lines.iter().map(|(level, line)| (level_name(*level), line.clone())).collect(),
            counts: diagnostics.counts.iter().map(|(at, by)| (name(&declared.counters, *at), *by)).collect(),
            observations: diagnostics
                .observations
                .iter()
                .map(|(at, value)| (name(&declared.histograms, *at), *value))
                .collect(),
            limits: filter.run_config.limits.clone(),
            start: result.stats.start,
            cpu: result.stats.cpu,
            memory_bytes: result.stats.memory_bytes,
            host_calls: result.stats.host_calls,
            instructions: result.stats.instructions,
        };
        (self.0)(run, &result.batch);
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Debug => "debug",
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Error => "error",
    }
}
