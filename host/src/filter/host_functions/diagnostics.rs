//! Log lines and measurements, held until the run has ended.

use crate::{
    config::filters::FilterLog,
    filter::{
        bindings::sluice::filter::diagnostics::{Host, Level},
        run::Run,
        text,
    },
};

/// A line longer than this is cut.
const LINE_CHARS: usize = 1_000;
const NAME_BYTES: usize = 48;

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
        let line = text::printable(&message, most);
        diagnostics.cut.log_bytes += u32::from(message.chars().nth(most).is_some());
        diagnostics.line_bytes += line.len();
        diagnostics.lines.push((level, line));
        Ok(())
    }

    fn count(&mut self, name: String, amount: u64) -> wasmtime::Result<()> {
        self.called()?;
        if measured(self) && is_name(&name) {
            self.diagnostics.counts.push((name, amount));
        }
        Ok(())
    }

    fn observe(&mut self, name: String, value: f64) -> wasmtime::Result<()> {
        self.called()?;
        if measured(self) && is_name(&name) && value.is_finite() {
            self.diagnostics.observations.push((name, value));
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

fn measured(run: &mut Run) -> bool {
    let diagnostics = &mut run.diagnostics;
    let fits = diagnostics.counts.len() + diagnostics.observations.len() < run.grant.limits.measurements as usize;
    diagnostics.cut.measurements += u32::from(!fits);
    fits
}

fn is_name(name: &str) -> bool {
    (1..=NAME_BYTES).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
