//! Which outcome an error of wasmtime stands for, and the text about it that goes into the log: the cause, the place in
//! the filter, and what to do about it.

use wasmtime::{PoolConcurrencyLimitError, Trap, WasmBacktrace};

use super::{
    outcome::Outcome,
    trace::{self, Why},
};
use crate::{debug_info::line_table::LineSource, printable::printable, run::state::run_state::RunState};

/// A run that ended before `process` returned.
pub(crate) struct Failure {
    pub(crate) outcome: Outcome,
    /// The message of wasmtime or the host, never of the guest, and the innermost functions if the component has names.
    pub(crate) detail: String,
}

/// In the message of wasmtime's error, which has no public type.
const HOSTCALL_FUEL: &str = "fuel allocated for hostcalls";
/// Messages of wasmtime and the host are fixed texts with numbers. Longer ones are truncated.
const DETAIL_CHARS: usize = 400;

impl Failure {
    /// `open_lines` is called if there is a backtrace.
    pub(crate) fn from_error<L: LineSource>(
        error: &wasmtime::Error,
        run: &RunState,
        open_lines: impl FnOnce() -> Option<L>,
    ) -> Self {
        let outcome = run.stop_reason().unwrap_or_else(|| classify(error));
        let mut detail = printable(&error.root_cause().to_string(), DETAIL_CHARS);
        let why = match error.downcast_ref::<WasmBacktrace>() {
            Some(trace) => trace::append_functions(&mut detail, trace, open_lines().as_ref()),
            None => Why::Unknown,
        };
        detail.push_str(advice(outcome, error, why, run));
        Self { outcome, detail }
    }
}

fn classify(error: &wasmtime::Error) -> Outcome {
    if error.is::<PoolConcurrencyLimitError>() {
        return Outcome::PoolExhausted;
    }
    match error.downcast_ref::<Trap>() {
        Some(Trap::StackOverflow) => Outcome::StackOverflow,
        Some(Trap::Interrupt) => Outcome::CpuLimit,
        _ => Outcome::Trap,
    }
}

/// What to do about an error whose own text does not say it.
fn advice(outcome: Outcome, error: &wasmtime::Error, why: Why, run: &RunState) -> &'static str {
    match (outcome, error.downcast_ref::<Trap>()) {
        (Outcome::StackOverflow, _) => "; it calls itself too often, or needs a larger `pool.stack_bytes`",
        (Outcome::HostCallLimit, _) => "; one `scan-batch` or `set-batch` does the work of a call for each event",
        (Outcome::Trap, Some(Trap::UnreachableCodeReached)) => of_unreachable(why, run.diagnostics.lines.is_empty()),
        (Outcome::Trap, Some(Trap::MemoryOutOfBounds)) => {
            "; its stack may be used up, which is 64 KiB unless it was built otherwise: does it call itself too often?"
        }
        (Outcome::Trap, None) if error.root_cause().to_string().contains(HOSTCALL_FUEL) => {
            "; one call carries at most `limits.host_call_bytes`"
        }
        _ => "",
    }
}

fn of_unreachable(why: Why, is_silent: bool) -> &'static str {
    match why {
        Why::Missing => "",
        _ if !is_silent => "; what it logged last says why",
        Why::Panic => "; a panic ends like this, and `sluice filter test` shows its text",
        Why::Unknown => "; a panic or an abort ends like this, and `sluice filter test` shows the text of a panic",
        Why::Other => "; it ended itself, as `abort()` does",
    }
}
