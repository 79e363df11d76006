//! Ends a run that is past a limit which the host checks.

use std::time::Duration;

use super::budget::Millis;
use crate::{
    run::{result::outcome::Outcome, state::run_state::RunState},
    settings::limits::RunLimits,
};

impl RunState {
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
}
