//! The section `[stdout]`: how much may wait for the reader of stdout.

use serde::{Deserialize, Serialize};

/// The section `[stdout]`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct StdoutConfig {
    /// Bytes that may wait to be written. Beyond that, requests wait for space.
    pub max_waiting_bytes: usize,
    /// Milliseconds that a request waits for its lines to be accepted, before it is refused with 503. While any have waited for
    /// so long, new requests are refused at once.
    pub max_wait_ms: u64,
}

impl Default for StdoutConfig {
    fn default() -> Self {
        // 16 MiB: what one core can write in some seconds to a reader that has stalled, and little beside the pool.
        Self { max_waiting_bytes: 16 << 20, max_wait_ms: 500 }
    }
}
