//! Metrics of the checks of tokens and of the requests to Genesys Authentication.

mod last_minute;
pub(crate) mod recorder;

use prometheus::{IntGauge, IntGaugeVec, Opts};
use sluice_metrics::{
    Histogram, IntCounterVec, REQUEST_SECONDS, Registry, counters, gauge, gauges, histogram, register,
};

/// Handles to the metrics. Clones share them.
#[derive(Clone)]
pub struct AuthMetrics {
    /// Checks by result: `hit`, `good`, `refused`, `unavailable`, `stale`.
    pub checks: IntCounterVec,
    /// Seconds that requests to the service took.
    pub duration: Histogram,
    /// Milliseconds that requests of the last minute took, by `metricType`: `COUNT`, `AVG`, `MAX`. The name is Genesys's.
    pub gws_auth_req_time: prometheus::GaugeVec,
    /// 1 if the service is up, 0 if it is down, by `serviceName`. The name is Genesys's.
    pub dependency_status: IntGaugeVec,
    /// Cached tokens, valid and refused.
    pub cached: IntGauge,
    /// State of the breaker: 0 closed, 1 open, 2 half-open (a probe is in flight).
    pub breaker: IntGauge,
}

impl AuthMetrics {
    /// Registers all metrics.
    ///
    /// # Errors
    /// A name is taken.
    pub fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let times = Opts::new(
            "telemetry_gws_auth_req_time",
            "Milliseconds that Genesys Authentication took: COUNT, AVG, MAX of the last minute",
        );
        Ok(Self {
            checks: counters(r, "telemetry_auth_checks_total", "Checks of a token by result", &["result"])?,
            duration: histogram(
                r,
                "telemetry_auth_request_duration_seconds",
                "Round trips to Genesys Authentication",
                REQUEST_SECONDS,
            )?,
            gws_auth_req_time: register(r, prometheus::GaugeVec::new(times, &["metricType"])?)?,
            dependency_status: gauges(r, "telemetry_dependency_status", "1 up, 0 down", &["serviceName"])?,
            cached: gauge(r, "telemetry_auth_cached_tokens", "Tokens remembered")?,
            breaker: gauge(r, "telemetry_auth_breaker_state", "0 closed, 1 open, 2 probing")?,
        })
    }
}
