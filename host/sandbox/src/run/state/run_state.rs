//! The state of one run of one filter: the data of its store.

use std::sync::Arc;

use super::{request_context::RequestContext, run_config::RunConfig};
use crate::{
    load::{declared::DeclaredNames, filter_scanner::FilterScanner},
    run::{
        limits::{clock::Clock, memory_use::MemoryUse},
        replay::recording::Recording,
        result::{diagnostics::Diagnostics, outcome::Outcome},
    },
};
use sluice_event::Batch;

/// Which export of the guest is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Scanners may be compiled, and names declared.
    Configure,
    /// `warm-up`, `process`, and the reading of the snapshot.
    Work,
}

/// The state of one run.
pub(crate) struct RunState {
    pub(crate) batch: Box<Batch>,
    pub(crate) context: Arc<RequestContext>,
    pub(crate) config: Arc<RunConfig>,
    pub(crate) phase: Phase,
    /// Scanners that `configure` has compiled. Empty outside of the process that loads the filter.
    pub(crate) compiled_scanners: Vec<FilterScanner>,
    pub(crate) declared: DeclaredNames,
    pub(crate) clock: Clock,
    pub(crate) memory: MemoryUse,
    pub(crate) table_elements: usize,
    pub(crate) diagnostics: Diagnostics,
    /// The calls of this run, if runs to come may be without a guest.
    pub(crate) recording: Option<Recording>,
    pub(crate) host_calls: u32,
    stop_reason: Option<Outcome>,
}

impl RunState {
    pub(crate) fn new(batch: Box<Batch>, context: Arc<RequestContext>, config: Arc<RunConfig>, clock: Clock) -> Self {
        let memory = MemoryUse::new(config.limits.memory_bytes);
        Self {
            batch,
            context,
            config,
            phase: Phase::Work,
            compiled_scanners: Vec::new(),
            declared: DeclaredNames::default(),
            clock,
            memory,
            table_elements: 0,
            diagnostics: Diagnostics::default(),
            recording: None,
            host_calls: 0,
            stop_reason: None,
        }
    }

    /// The outcome with which the host ended the run, if it did.
    pub(crate) fn stop_reason(&self) -> Option<Outcome> {
        self.stop_reason
    }

    /// Makes the error that ends the run with this outcome.
    pub(crate) fn stop(&mut self, outcome: Outcome, why: impl Into<String>) -> wasmtime::Error {
        self.stop_reason = Some(outcome);
        wasmtime::Error::msg(why.into())
    }

    /// Takes everything back that the run has done, but the time that it took.
    pub(crate) fn start_over(&mut self) {
        self.batch.start_over();
        self.diagnostics = Diagnostics::default();
        self.memory = MemoryUse::new(self.config.limits.memory_bytes);
        self.table_elements = 0;
        (self.recording, self.host_calls, self.stop_reason) = (None, 0, None);
    }

    /// How many events the batch has.
    pub(crate) fn count_events(&self) -> u32 {
        u32::try_from(self.batch.len()).unwrap_or(u32::MAX)
    }
}
