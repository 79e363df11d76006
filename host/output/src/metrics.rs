//! Metrics of the writer of stdout.

use prometheus::IntGauge;
use sluice_metrics::{IntCounter, Registry, counter, counters, gauge};

/// Handles to the metrics. Clones share them.
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
    /// Requests refused because stdout did not take their lines in time.
    pub refused: IntCounter,
    /// 1 while new requests are refused because lines have waited for too long, otherwise 0.
    pub blocked: IntGauge,
    /// 1 until stdout is closed, then 0.
    pub open: IntGauge,
    /// Failed writes that are retried.
    pub write_errors: WriteErrors,
}

/// Failed writes by error.
#[derive(Clone)]
pub struct WriteErrors {
    /// `ENOSPC`.
    pub no_space: IntCounter,
    /// `EDQUOT`.
    pub quota: IntCounter,
    /// `EIO`.
    pub io: IntCounter,
    /// `EAGAIN` from a descriptor that `poll` reports as writable.
    pub again: IntCounter,
}

impl StdoutMetrics {
    /// Registers all metrics.
    ///
    /// # Errors
    /// A name is taken.
    pub fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let write_errors = counters(
            r,
            "telemetry_stdout_write_errors_total",
            "Writes that failed and are tried again, by error",
            &["error"],
        )?;
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
            refused: counter(
                r,
                "telemetry_stdout_refused_total",
                "Requests refused because stdout did not take their lines in time",
            )?,
            blocked: gauge(
                r,
                "telemetry_stdout_blocked",
                "1 while requests are refused at once because lines have waited for longer than stdout.max_wait_ms",
            )?,
            open: gauge(r, "telemetry_stdout_open", "0 once stdout is closed")?,
            write_errors: WriteErrors {
                no_space: write_errors.with_label_values(&["no_space"]),
                quota: write_errors.with_label_values(&["quota"]),
                io: write_errors.with_label_values(&["io"]),
                again: write_errors.with_label_values(&["again"]),
            },
        })
    }
}
