//! How long tasks wait until a thread runs them.

use crate::server::scheduling_delay::SchedulingDelay;
use prometheus::Gauge;
use sluice_metrics::{Histogram, Registry, histogram, register};
use std::sync::Arc;

const SECONDS: &[f64] = &[1e-5, 1e-4, 1e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// The scheduling delay under its own name, and under those of the original service, which runs on Node.js.
pub struct RuntimeMetrics {
    /// Where delays are measured.
    pub delay: Arc<SchedulingDelay>,
    now: Gauge,
    last_minute: [(Gauge, Statistic); 7],
}

type Statistic = fn(&[f64]) -> f64;

impl RuntimeMetrics {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let histogram: Histogram = histogram(
            r,
            "telemetry_runtime_scheduling_delay_seconds",
            "How long a new task waits until a thread that serves runs it",
            SECONDS,
        )?;
        let lag = |what: &str, help: &str| {
            let name = format!("telemetry_nodejs_eventloop_lag_{what}seconds");
            register(r, Gauge::new(name, format!("Scheduling delay of tasks: {help}"))?)
        };
        Ok(Self {
            now: lag("", "now")?,
            last_minute: [
                (lag("min_", "least of the last minute")?, |sorted| sorted[0]),
                (lag("max_", "most of the last minute")?, |sorted| sorted[sorted.len() - 1]),
                (lag("mean_", "mean of the last minute")?, mean),
                (lag("stddev_", "standard deviation of the last minute")?, deviation),
                (lag("p50_", "50th percentile of the last minute")?, |sorted| percentile(sorted, 50)),
                (lag("p90_", "90th percentile of the last minute")?, |sorted| percentile(sorted, 90)),
                (lag("p99_", "99th percentile of the last minute")?, |sorted| percentile(sorted, 99)),
            ],
            delay: Arc::new(SchedulingDelay::new(histogram)),
        })
    }

    pub(super) fn update(&self) {
        self.now.set(self.delay.now());
        let sorted = self.delay.last_minute();
        if !sorted.is_empty() {
            self.last_minute.iter().for_each(|(gauge, statistic)| gauge.set(statistic(&sorted)));
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are a few hundred")]
fn mean(delays: &[f64]) -> f64 {
    delays.iter().sum::<f64>() / delays.len() as f64
}

fn deviation(delays: &[f64]) -> f64 {
    let mean_delay = mean(delays);
    mean(&delays.iter().map(|delay| (delay - mean_delay).powi(2)).collect::<Vec<_>>()).sqrt()
}

/// By the nearest rank.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() * percent).div_ceil(100).saturating_sub(1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_those_of_the_delays() {
        let delays: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!([50, 90, 99].map(|percent| percentile(&delays, percent)), [50.0, 90.0, 99.0]);
        assert_eq!((percentile(&[7.0], 50), mean(&delays)), (7.0, 50.5));
        assert!((deviation(&delays) - 28.866).abs() < 0.001 && deviation(&[7.0, 7.0]) == 0.0);
    }
}
