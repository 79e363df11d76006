//! Log lines and measurements, held until the run has ended.

use crate::{
    report::printable::printable,
    run::{
        bindings::sluice::filter::diagnostics::{Host, Level},
        run_state::{Diagnostics, Run},
    },
    settings::filters::FilterLog,
};

/// A line longer than this is cut.
const LINE_CHARS: usize = 1_000;

impl Host for Run {
    fn log(&mut self, level: Level, message: String) -> wasmtime::Result<()> {
        self.called()?;
        if severity(level) > self.grant.log {
            return Ok(());
        }
        let limits = &self.grant.limits;
        let diagnostics = &mut self.diagnostics;
        let left = limits.log_bytes.saturating_sub(diagnostics.line_bytes);
        if diagnostics.lines.len() >= limits.log_lines as usize || left == 0 {
            diagnostics.cut.log_lines += 1;
            return Ok(());
        }
        let most = LINE_CHARS.min(left);
        let line = printable(&message, most);
        diagnostics.cut.log_bytes += u32::from(message.chars().nth(most).is_some());
        diagnostics.line_bytes += line.len();
        diagnostics.lines.push((level, line));
        Ok(())
    }

    fn declare_counter(&mut self, name: String) -> wasmtime::Result<Result<u32, String>> {
        self.called()?;
        Ok(self.declare("counters can be declared", |declared| declared.counter(&name)))
    }

    fn declare_histogram(&mut self, name: String) -> wasmtime::Result<Result<u32, String>> {
        self.called()?;
        Ok(self.declare("histograms can be declared", |declared| declared.histogram(&name)))
    }

    fn count(&mut self, counter: u32, amount: u64) -> wasmtime::Result<()> {
        self.called()?;
        if counts(self, counter < self.grant.counters) {
            self.diagnostics.counts.push((counter, amount));
        }
        Ok(())
    }

    fn observe(&mut self, histogram: u32, value: f64) -> wasmtime::Result<()> {
        self.called()?;
        if counts(self, histogram < self.grant.histograms) && value.is_finite() {
            self.diagnostics.observations.push((histogram, value));
        }
        Ok(())
    }
}

fn severity(level: Level) -> FilterLog {
    match level {
        Level::Error => FilterLog::Error,
        Level::Warn => FilterLog::Warn,
        Level::Info => FilterLog::Info,
        Level::Debug => FilterLog::Debug,
    }
}

/// Whether a measurement is kept; it is counted where it is not.
fn counts(run: &mut Run, is_declared: bool) -> bool {
    let Diagnostics { counts, observations, cut, .. } = &mut run.diagnostics;
    let fits = counts.len() + observations.len() < run.grant.limits.measurements as usize;
    match (is_declared, fits) {
        (true, true) => return true,
        (true, false) => cut.measurements += 1,
        (false, _) => cut.undeclared += 1,
    }
    false
}
