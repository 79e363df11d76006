//! Which chains would delay other requests.

use std::{
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Duration,
};

/// A chain with this average would delay the requests that share a thread with it.
const SLOW_MICROS: u32 = 1_000;
/// If the limit of a filter is higher than this, the chain starts in the slow lane until its average is low enough.
const QUICK_CPU_MS: u64 = 20;
/// The weight of a batch in the average is one divided by this.
const AVERAGE_WEIGHT: u32 = 8;

/// A moving average of the processor time of a chain's batches.
pub(super) struct CpuAverage {
    micros: AtomicU32,
}

impl CpuAverage {
    /// Of a chain that has not run. `longest_cpu_ms` is the highest limit of its filters, in milliseconds.
    pub(super) fn new(longest_cpu_ms: u64) -> Self {
        let is_quick = longest_cpu_ms <= QUICK_CPU_MS;
        Self { micros: AtomicU32::new(if is_quick { 0 } else { SLOW_MICROS }) }
    }

    /// Whether a batch is expected to take long.
    pub(super) fn is_slow(&self) -> bool {
        self.micros.load(Relaxed) >= SLOW_MICROS
    }

    /// Adds the processor time of a batch.
    pub(super) fn record(&self, duration: Duration) {
        let micros = u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
        let average = self.micros.load(Relaxed);
        // Of two concurrent writes one is lost, which an average can bear.
        self.micros.store(average - average / AVERAGE_WEIGHT + micros / AVERAGE_WEIGHT, Relaxed);
    }
}
