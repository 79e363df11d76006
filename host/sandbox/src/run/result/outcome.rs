//! How a run ended, as metrics and logs name it.

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// `process` returned ok.
    Ok,
    /// `process` returned an error. Its text may contain what the filter read, so only `sluice filter test` shows it.
    Error,
    /// The guest trapped: `unreachable`, an invalid address, an unknown rule or scanner.
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
    /// Not run: its artifact could not be mapped again.
    NotLoaded,
    /// Not run: the breaker is open.
    BreakerOpen,
}

impl Outcome {
    /// All outcomes.
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

    /// Whether the run ended because the service had no sandbox or no processor time for it. The batch is unchanged,
    /// the client may send it again, and no breaker counts the run as a failure.
    pub(crate) fn is_out_of_capacity(self) -> bool {
        matches!(self, Self::PoolExhausted | Self::WallLimit)
    }

    /// The value of the metric label `outcome`.
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
