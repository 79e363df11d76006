//! How a run ended, in the words of metrics and logs.

use wasmtime::{PoolConcurrencyLimitError, Trap, WasmBacktrace};

use super::run_state::RunState;
use crate::report::{printable::printable, trace};

/// The end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// `process` returned ok.
    Ok,
    /// `process` returned an error. Its text may hold what the filter read: only `sluice filter test` shows it.
    Error,
    /// The guest did what it must not: `unreachable`, a wrong address, a rule or a scanner that is none.
    Trap,
    /// Out of processor time, the filter's own or its chain's.
    CpuLimit,
    /// Waited too long for the processor. Only in the slow lane.
    WallLimit,
    /// Out of memory.
    MemoryLimit,
    /// Out of stack.
    StackOverflow,
    /// Too many calls into the host.
    HostCallLimit,
    /// Too many edits.
    EditLimit,
    /// The batch grew by too much.
    GrowthLimit,
    /// No sandbox was free.
    PoolExhausted,
    /// Not run: its compiled form is gone from the store.
    NotLoaded,
    /// Not run: it has failed too often.
    BreakerOpen,
}

impl Outcome {
    /// Every one.
    pub const ALL: [Self; 13] = [
        Self::Ok,
        Self::Error,
        Self::Trap,
        Self::CpuLimit,
        Self::WallLimit,
        Self::MemoryLimit,
        Self::StackOverflow,
        Self::HostCallLimit,
        Self::EditLimit,
        Self::GrowthLimit,
        Self::PoolExhausted,
        Self::NotLoaded,
        Self::BreakerOpen,
    ];

    /// There was no sandbox or no processor for this run. The batch is as it was, its client may send it again, and
    /// nothing is held against the filter.
    pub(crate) fn is_out_of_capacity(self) -> bool {
        matches!(self, Self::PoolExhausted | Self::WallLimit)
    }

    /// The label.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Error => "error",
            Self::Trap => "trap",
            Self::CpuLimit => "cpu_limit",
            Self::WallLimit => "wall_limit",
            Self::MemoryLimit => "memory_limit",
            Self::StackOverflow => "stack_overflow",
            Self::HostCallLimit => "host_call_limit",
            Self::EditLimit => "edit_limit",
            Self::GrowthLimit => "growth_limit",
            Self::PoolExhausted => "pool_exhausted",
            Self::NotLoaded => "not_loaded",
            Self::BreakerOpen => "breaker_open",
        }
    }
}

/// A run that ended before `process` returned.
pub(crate) struct Failure {
    pub(crate) outcome: Outcome,
    /// What wasmtime or the host says, never the guest; and the innermost functions, where the component has names.
    pub(crate) detail: String,
}

/// Wasmtime's own words are fixed texts with numbers; anything longer is cut.
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
