//! The writer of stdout.

use super::{counter, gauge};
use prometheus::{IntCounter, IntGauge};
use sluice_metrics::Registry;

/// The writer of stdout.
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
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
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
