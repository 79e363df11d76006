//! The interface `diagnostics`: log lines and measurements. They are kept until the run has ended.

use crate::{
    printable::printable,
    run::{
        bindings::sluice::filter::diagnostics::{Host, Level},
        operations::measure,
        replay::call::Call,
        state::run_state::RunState,
    },
    settings::filters::FilterLog,
};

/// Longer lines are truncated.
const LINE_CHARS: usize = 1_000;

impl Host for RunState {
    fn log(&mut self, level: Level, message: String) -> wasmtime::Result<()> {
        self.begin_host_call()?;
        if severity(level) > self.config.log {
            return Ok(());
        }
        let limits = &self.config.limits;
        let diagnostics = &mut self.diagnostics;
        let left = limits.log_bytes.saturating_sub(diagnostics.line_bytes);
        if diagnostics.lines.len() >= limits.log_lines as usize || left == 0 {
            diagnostics.omitted.log_lines += 1;
            return Ok(());
        }
        let max_chars = LINE_CHARS.min(left);
        let line = printable(&message, max_chars);
        diagnostics.omitted.log_bytes += u32::from(message.chars().nth(max_chars).is_some());
        diagnostics.line_bytes += line.len();
        diagnostics.lines.push((level, line));
        Ok(())
    }

    fn declare_counter(&mut self, name: String) -> wasmtime::Result<Result<u32, String>> {
        self.begin_host_call()?;
        Ok(self.declare("counters can be declared", |declared| declared.declare_counter(&name)))
    }

    fn declare_histogram(&mut self, name: String) -> wasmtime::Result<Result<u32, String>> {
        self.begin_host_call()?;
        Ok(self.declare("histograms can be declared", |declared| declared.declare_histogram(&name)))
    }

    fn count(&mut self, counter: u32, amount: u64) -> wasmtime::Result<()> {
        self.call(Call::Count { counter, amount }).map(drop)
    }

    fn observe(&mut self, histogram: u32, value: f64) -> wasmtime::Result<()> {
        self.begin_host_call()?;
        measure::observe(self, histogram, value);
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
