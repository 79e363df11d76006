//! Which outcome an error of wasmtime stands for, and the text about it that goes into the log.

use wasmtime::{PoolConcurrencyLimitError, Trap, WasmBacktrace};

use super::{outcome::Outcome, trace};
use crate::{printable::printable, run::run_state::RunState};

/// A run that ended before `process` returned.
pub(crate) struct Failure {
    pub(crate) outcome: Outcome,
    /// The message of wasmtime or the host, never of the guest, and the innermost functions if the component has names.
    pub(crate) detail: String,
}

/// Messages of wasmtime are fixed texts with numbers. Longer ones are truncated.
const DETAIL_CHARS: usize = 200;

impl Failure {
    pub(crate) fn from_error(error: &wasmtime::Error, run: &RunState) -> Self {
        let outcome = run.stop_reason().unwrap_or_else(|| classify(error));
        let mut detail = printable(&error.root_cause().to_string(), DETAIL_CHARS);
        if let Some(trace) = error.downcast_ref::<WasmBacktrace>() {
            trace::append_functions(&mut detail, trace);
        }
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
