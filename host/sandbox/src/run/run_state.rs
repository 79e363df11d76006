//! What belongs to one run of one filter: the data of its store.

use std::sync::Arc;

use super::{
    limits::{clock::Clock, memory_use::MemoryUse},
    request_context::RequestContext,
    result::{diagnostics::Diagnostics, outcome::Outcome},
};
use crate::{
    load::{
        declared::{DeclaredNames, FilterScanner},
        warm_up_batch,
    },
    settings::{filters::FilterLog, limits::RunLimits},
};
use sluice_event::{Batch, PseudonymKey, RuleId};

/// What a loaded filter brings to each of its runs.
pub(crate) struct RunConfig {
    pub(crate) limits: RunLimits,
    pub(crate) scanners: Arc<[FilterScanner]>,
    /// How many it declared.
    pub(crate) counters: u32,
    pub(crate) histograms: u32,
    pub(crate) key: PseudonymKey,
    pub(crate) log: FilterLog,
    /// Whether the filter's own text of a failure may be told.
    pub(crate) shows_error_text: bool,
}

/// Which export of the guest runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Scanners may be compiled, and names declared.
    Configure,
    /// `warm-up`, `process`, and the reading of the snapshot.
    Work,
}

/// One run.
pub(crate) struct RunState {
    pub(crate) batch: Box<Batch>,
    pub(crate) context: Arc<RequestContext>,
    pub(crate) config: Arc<RunConfig>,
    pub(crate) phase: Phase,
    /// Compiled in `configure`, in the process that loads the filter.
    pub(crate) compiled_scanners: Vec<FilterScanner>,
    pub(crate) declared: DeclaredNames,
    pub(crate) clock: Clock,
    pub(crate) memory: MemoryUse,
    pub(crate) table_elements: usize,
    pub(crate) diagnostics: Diagnostics,
    host_calls: u32,
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
            host_calls: 0,
            stop_reason: None,
        }
    }

    /// Why the host ended the run, if it did.
    pub(crate) fn stop_reason(&self) -> Option<Outcome> {
        self.stop_reason
    }

    pub(crate) fn host_calls(&self) -> u32 {
        self.host_calls
    }

    /// The error that ends the run with this outcome.
    pub(crate) fn stop(&mut self, outcome: Outcome, why: &'static str) -> wasmtime::Error {
        self.stop_reason = Some(outcome);
        wasmtime::Error::msg(why)
    }

    /// The error that ends a run whose clock says so.
    pub(crate) fn stop_out_of_time(&mut self, outcome: Outcome) -> wasmtime::Error {
        let cpu = outcome == Outcome::CpuLimit;
        self.stop(
            outcome,
            if cpu { self.clock.budget().exhausted_message() } else { "waited too long for the processor" },
        )
    }

    /// Every host function begins with this. A guest without loops and functions of its own looks at the clock nowhere
    /// else.
    pub(crate) fn begin_host_call(&mut self) -> wasmtime::Result<()> {
        self.host_calls += 1;
        if self.host_calls > self.config.limits.host_calls {
            return Err(self.stop(Outcome::HostCallLimit, "too many calls into the host"));
        }
        self.check_clock()
    }

    /// Ends the run if it is out of time. Work of the host that grows with its arguments or with the batch does this while
    /// it goes on.
    pub(crate) fn check_clock(&mut self) -> wasmtime::Result<()> {
        match self.clock.exceeded_limit_in_host() {
            None => Ok(()),
            Some(outcome) => Err(self.stop_out_of_time(outcome)),
        }
    }

    /// [`RunState::check_clock`] for work in small steps, once in many bytes.
    pub(crate) fn check_clock_after(&mut self, bytes: usize) -> wasmtime::Result<()> {
        match self.clock.exceeded_limit_after(bytes) {
            None => Ok(()),
            Some(outcome) => Err(self.stop_out_of_time(outcome)),
        }
    }

    /// Every host function that takes away ends with this: half a redaction must not pass for one.
    pub(crate) fn check_edit_limits(&mut self) -> wasmtime::Result<()> {
        if self.batch.edits() > self.config.limits.edits {
            return Err(self.stop(Outcome::EditLimit, "too many edits"));
        }
        if self.batch.grown() > self.config.limits.growth_bytes {
            return Err(self.stop(Outcome::GrowthLimit, "edits made the batch too long"));
        }
        if self.batch.most_grown() > self.config.limits.event_growth_bytes {
            return Err(self.stop(Outcome::GrowthLimit, "edits made an event too long"));
        }
        Ok(())
    }

    /// Declares names; in `configure` only. The error is for the filter's author.
    pub(crate) fn declare<T>(
        &mut self,
        what: &str,
        declare: impl FnOnce(&mut DeclaredNames) -> Result<T, String>,
    ) -> Result<T, String> {
        if self.phase != Phase::Configure {
            return Err(format!("{what} in `configure` only"));
        }
        let before = self.declared.rules.len();
        let made = declare(&mut self.declared);
        if self.declared.rules.len() > before {
            self.batch.begin(warm_up_batch::filter_name(&self.declared.rules));
        }
        made
    }

    /// A rule by the number that the guest gave.
    pub(crate) fn find_rule(&mut self, number: u32) -> wasmtime::Result<RuleId> {
        let rule = RuleId(number);
        if self.batch.has_rule(rule) {
            return Ok(rule);
        }
        Err(self.stop(Outcome::Trap, "no such rule: declare it in `configure`, with `redact.declare-rule`"))
    }

    /// A scanner by the number that the guest gave.
    pub(crate) fn find_scanner(&mut self, number: u32) -> wasmtime::Result<FilterScanner> {
        let index = number as usize;
        match self.config.scanners.get(index).or_else(|| self.compiled_scanners.get(index)) {
            Some(scanner) => Ok(scanner.clone()),
            None => Err(self.stop(Outcome::Trap, "no such scanner: compile it in `configure`")),
        }
    }
}
