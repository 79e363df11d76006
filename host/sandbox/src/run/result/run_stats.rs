//! What one run used.

use std::time::Duration;

/// What one run used.
#[derive(Default)]
pub(crate) struct RunStats {
    /// Wall time until the sandbox was ready to be called.
    pub(crate) start: Duration,
    /// Wall time, with that of the start.
    pub(crate) wall: Duration,
    /// Processor time.
    pub(crate) cpu: Duration,
    /// Linear memory at the end.
    pub(crate) memory_bytes: usize,
    /// Calls into the host.
    pub(crate) host_calls: u32,
    /// There was no sandbox: the calls were known.
    pub(crate) is_replayed: bool,
    /// WebAssembly instructions, where they are counted.
    pub(crate) instructions: Option<u64>,
}
