//! `[stdout]`: how much may wait for the reader of stdout.

use serde::Deserialize;

/// Settings of the writer of stdout.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StdoutConfig {
    /// Bytes of lines that may wait to be written; past that, requests wait and are then refused.
    pub max_waiting_bytes: usize,
    /// Milliseconds that a request waits for room, or for writes to succeed again, before it is refused with 503.
    pub max_wait_ms: u64,
}

impl Default for StdoutConfig {
    fn default() -> Self {
        // 16 MiB: some seconds of what one core can produce into a reader that has stalled, and little beside the pool.
        Self { max_waiting_bytes: 16 << 20, max_wait_ms: 500 }
    }
}
