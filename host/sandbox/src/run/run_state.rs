//! The state of one run of one filter: the data of its store.

use std::{sync::Arc, time::Duration};

use super::{
    limits::{budget::Millis, clock::Clock, memory_use::MemoryUse},
    replay::{
        call::{Answer, Call},
        recording::{Next, Recording},
    },
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
use sluice_event::{Batch, Keeper, PseudonymKey, RuleId};

/// What all runs of a filter in a chain share.
pub(crate) struct RunConfig {
    pub(crate) limits: RunLimits,
    pub(crate) scanners: Arc<[FilterScanner]>,
    /// How many counters the filter has declared.
    pub(crate) counters: u32,
    pub(crate) histograms: u32,
    pub(crate) key: PseudonymKey,
    pub(crate) log: FilterLog,
    /// Whether the text of an error that the filter returns is reported.
    pub(crate) shows_error_text: bool,
    /// On whose behalf its scanners keep places.
    pub(crate) keeper: Keeper,
    pub(crate) counts_instructions: bool,
    pub(crate) disabled: Option<DisabledEdit>,
}

/// An edit that a filter asks for and that is not made, so that its author sees whether a test case notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DisabledEdit {
    Rule(RuleId),
    Drop,
}

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
            recording: None,
            host_calls: 0,
            stop_reason: None,
        }
    }

    /// The outcome with which the host ended the run, if it did.
    pub(crate) fn stop_reason(&self) -> Option<Outcome> {
        self.stop_reason
    }

    pub(crate) fn host_calls(&self) -> u32 {
        self.host_calls
    }

    /// Makes the error that ends the run with this outcome.
    pub(crate) fn stop(&mut self, outcome: Outcome, why: impl Into<String>) -> wasmtime::Error {
        self.stop_reason = Some(outcome);
        wasmtime::Error::msg(why.into())
    }

    /// Makes the error that ends a run which is out of time.
    pub(crate) fn stop_out_of_time(&mut self, outcome: Outcome) -> wasmtime::Error {
        let (cpu, wall) = self.clock.used();
        let why = if outcome == Outcome::CpuLimit {
            self.describe_cpu_limit(cpu)
        } else {
            let limit = Millis(self.clock.wall_budget().unwrap_or_default());
            let (cpu, wall) = (Millis(cpu), Millis(wall));
            format!(
                "waited for the processor: {wall} have passed, in which it had {cpu} of processor time; the limit is \
                 {limit} (`limits.wall_ms`, at least 2 s)"
            )
        };
        self.stop(outcome, why)
    }

    /// The detail of a run that has used too much processor time.
    pub(crate) fn describe_cpu_limit(&self, used: Duration) -> String {
        let mut why = self.clock.budget().describe_exhaustion(used);
        if let Some(growth) = self.memory.describe_growth() {
            why.push_str("; ");
            why.push_str(&growth);
        }
        why
    }

    /// Takes everything back that the run has done, but the time that it took.
    pub(crate) fn start_over(&mut self) {
        self.batch.start_over();
        self.diagnostics = Diagnostics::default();
        self.memory = MemoryUse::new(self.config.limits.memory_bytes);
        self.table_elements = 0;
        (self.recording, self.host_calls, self.stop_reason) = (None, 0, None);
    }

    /// Makes a call of the guest, or gives it the result if the call was made before the guest was started.
    pub(crate) fn call(&mut self, call: Call) -> wasmtime::Result<Answer> {
        match self.recording.as_mut().map(|recording| recording.next(&call)) {
            Some(Next::Made(answer)) => {
                self.check_clock()?;
                return Ok(answer);
            }
            Some(Next::Other) => return Err(self.stop_diverged()),
            Some(Next::New) | None => {}
        }
        let answer = self.make_counted(&call)?;
        if let Some(recording) = &mut self.recording {
            recording.push(call, &answer);
        }
        Ok(answer)
    }

    /// Makes a call that is one of the run's, whoever has asked for it.
    pub(crate) fn make_counted(&mut self, call: &Call) -> wasmtime::Result<Answer> {
        self.count_host_call()?;
        call.make(self)
    }

    fn stop_diverged(&mut self) -> wasmtime::Error {
        self.stop(Outcome::Trap, "made other calls than before, with the same results")
    }

    /// Begins a call that nobody but the guest can make: counts it and checks the clock. Every host function begins with
    /// this, or makes a [`Call`].
    pub(crate) fn begin_host_call(&mut self) -> wasmtime::Result<()> {
        if self.recording.as_mut().is_some_and(|recording| !recording.abandon()) {
            return Err(self.stop_diverged());
        }
        self.count_host_call()
    }

    /// Counts a host call and checks the clock: a guest without loops and functions checks it nowhere else.
    fn count_host_call(&mut self) -> wasmtime::Result<()> {
        self.host_calls += 1;
        if self.host_calls > self.config.limits.host_calls {
            let (calls, limit) = (self.host_calls, self.config.limits.host_calls);
            let why = format!("made {calls} calls into the host, the limit is {limit} (`limits.host_calls`)");
            return Err(self.stop(Outcome::HostCallLimit, why));
        }
        self.check_clock()
    }

    /// Ends the run if it is out of time. Host functions whose work grows with their arguments or with the batch call
    /// this repeatedly.
    pub(crate) fn check_clock(&mut self) -> wasmtime::Result<()> {
        match self.clock.exceeded_limit_in_host() {
            None => Ok(()),
            Some(outcome) => Err(self.stop_out_of_time(outcome)),
        }
    }

    /// Checks the clock like [`RunState::check_clock`], but only after many bytes. For work in small steps.
    pub(crate) fn check_clock_after(&mut self, bytes: usize) -> wasmtime::Result<()> {
        match self.clock.exceeded_limit_after(bytes) {
            None => Ok(()),
            Some(outcome) => Err(self.stop_out_of_time(outcome)),
        }
    }

    /// Ends the run if its edits are past a limit. Every host function that redacts ends with this: an incomplete
    /// redaction must not look like a complete one.
    pub(crate) fn check_edit_limits(&mut self) -> wasmtime::Result<()> {
        let RunLimits { edits, growth_bytes, event_growth_bytes, .. } = self.config.limits;
        let (made, grown, most_grown) = (self.batch.edits(), self.batch.grown(), self.batch.most_grown());
        let (outcome, why) = if made > edits {
            (Outcome::EditLimit, format!("made {made} edits, the limit is {edits} (`limits.edits`)"))
        } else if grown > growth_bytes {
            let limit = format!("the limit is {growth_bytes} (`limits.growth_bytes`)");
            (Outcome::GrowthLimit, format!("made the batch {grown} bytes longer, {limit}"))
        } else if most_grown > event_growth_bytes {
            let limit = format!("the limit is {event_growth_bytes} (`limits.event_growth_bytes`)");
            (Outcome::GrowthLimit, format!("made an event {most_grown} bytes longer, {limit}"))
        } else {
            return Ok(());
        };
        Err(self.stop(outcome, why))
    }

    /// Declares names, which is allowed in `configure` only. The error is for the filter's author.
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

    /// The rule with a number that the guest has passed.
    pub(crate) fn find_rule(&mut self, number: u32) -> wasmtime::Result<RuleId> {
        let rule = RuleId(number);
        if self.batch.has_rule(rule) {
            return Ok(rule);
        }
        Err(self.stop(Outcome::Trap, "no such rule: declare it in `configure`, with `redact.declare-rule`"))
    }

    /// Whether edits under a rule are not made.
    pub(crate) fn is_disabled(&self, rule: RuleId) -> bool {
        self.config.disabled == Some(DisabledEdit::Rule(rule))
    }

    /// The scanner with a number that the guest has passed.
    pub(crate) fn find_scanner(&mut self, number: u32) -> wasmtime::Result<FilterScanner> {
        let index = number as usize;
        match self.config.scanners.get(index).or_else(|| self.compiled_scanners.get(index)) {
            Some(scanner) => Ok(scanner.clone()),
            None => Err(self.stop(Outcome::Trap, "no such scanner: compile it in `configure`")),
        }
    }
}
