//! A gauge that counts values that exist.

use crate::sharded::UpDownGauge;

/// Increments a gauge until it is dropped, for example because a client disconnects.
pub struct GaugeGuard<'a>(&'a UpDownGauge);

impl<'a> GaugeGuard<'a> {
    /// Increments `gauge` by one.
    #[must_use]
    pub fn increment(gauge: &'a UpDownGauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for GaugeGuard<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}
