//! Records checks, requests and the service's health.

use std::time::{Duration, Instant};

use parking_lot::Mutex;
use sluice_metrics::IntCounter;

use super::{AuthMetrics, last_minute::LastMinute};

/// The label of the service in `telemetry_dependency_status`.
const SERVICE_NAME: &str = "gws-auth";

pub(crate) struct MetricsRecorder {
    metrics: AuthMetrics,
    /// Valid tokens from the cache.
    pub(crate) hit: IntCounter,
    /// Valid tokens after a lookup.
    pub(crate) good: IntCounter,
    /// Refused tokens, from the cache or after a lookup.
    pub(crate) refused: IntCounter,
    /// Lookups that failed or were not possible.
    pub(crate) unavailable: IntCounter,
    /// The same, but a stale identity was used instead.
    pub(crate) stale: IntCounter,
    last_minute: Mutex<LastMinute>,
}

impl MetricsRecorder {
    pub(crate) fn new(metrics: AuthMetrics) -> Self {
        let checks = |result| metrics.checks.with_label_values(&[result]);
        Self {
            hit: checks("hit"),
            good: checks("good"),
            refused: checks("refused"),
            unavailable: checks("unavailable"),
            stale: checks("stale"),
            last_minute: Mutex::default(),
            metrics,
        }
    }

    /// Records the duration of a request to the service.
    pub(crate) fn record_request(&self, duration: Duration, now: Instant) {
        self.metrics.duration.observe(duration.as_secs_f64());
        self.last_minute.lock().record(duration, now);
    }

    pub(crate) fn set_service_health(&self, is_up: bool, breaker: i64) {
        self.metrics.dependency_status.with_label_values(&[SERVICE_NAME]).set(is_up.into());
        self.metrics.breaker.set(breaker);
    }

    /// Updates the gauges that change without a request.
    pub(crate) fn update_gauges(&self, cached: usize, breaker: i64, now: Instant) {
        let summary = self.last_minute.lock().summarize(now);
        let times = &self.metrics.gws_auth_req_time;
        times.with_label_values(&["COUNT"]).set(f64::from(summary.count));
        times.with_label_values(&["AVG"]).set(summary.average_ms);
        times.with_label_values(&["MAX"]).set(summary.max_ms);
        self.metrics.cached.set(i64::try_from(cached).unwrap_or(i64::MAX));
        self.metrics.breaker.set(breaker);
    }
}
