//! The writer of stdout.

use prometheus::{IntCounter, IntGauge};
use sluice_metrics::{Registry, counter, gauge};

/// Handles to the metrics of the writer of stdout; clones share them.
#[derive(Clone)]
pub struct StdoutMetrics {
    /// Bytes accepted by the operating system.
    pub written_bytes: IntCounter,
    /// Lines accepted by the operating system.
    pub written_lines: IntCounter,
    /// Bytes that wait to be written.
    pub waiting_bytes: IntGauge,
    /// Calls of `writev`.
    pub writes: IntCounter,
    /// Requests refused because too many bytes waited.
    pub refused: IntCounter,
    /// 1 while somebody reads.
    pub open: IntGauge,
}

impl StdoutMetrics {
    /// Registers all of them.
    ///
    /// # Errors
    /// When a name is taken.
    pub fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        Ok(Self {
            written_bytes: counter(
                r,
                "telemetry_stdout_written_bytes_total",
                "Bytes accepted by the operating system",
            )?,
            written_lines: counter(
                r,
                "telemetry_stdout_written_lines_total",
                "Lines accepted by the operating system",
            )?,
            waiting_bytes: gauge(r, "telemetry_stdout_waiting_bytes", "Bytes that wait to be written")?,
            writes: counter(r, "telemetry_stdout_writes_total", "Calls of writev")?,
            refused: counter(r, "telemetry_stdout_refused_total", "Requests refused because too many bytes waited")?,
            open: gauge(r, "telemetry_stdout_open", "1 while stdout takes lines")?,
        })
    }
}
