//! A gauge that counts values that exist.

use prometheus::IntGauge;

/// Increments a gauge until it is dropped, for example because a client disconnects.
pub struct GaugeGuard(IntGauge);

impl GaugeGuard {
    /// Increments `gauge` by one.
    #[must_use]
    pub fn increment(gauge: &IntGauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for GaugeGuard {
    fn drop(&mut self) {
        self.0.dec();
    }
}
