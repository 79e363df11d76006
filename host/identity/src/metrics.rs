//! Questions to Genesys Authentication.

use prometheus::{Histogram, IntCounterVec, IntGauge, IntGaugeVec, Opts};
use sluice_metrics::{REQUEST_SECONDS, Registry, counters, gauge, gauges, histogram, register};

/// Handles to the metrics of questions to Genesys Authentication; clones share them.
#[derive(Clone)]
pub struct AuthMetrics {
    /// Checks by result: `hit`, `good`, `refused`, `unavailable`, `stale`.
    pub checks: IntCounterVec,
    /// Round trips to the service.
    pub duration: Histogram,
    /// Genesys's own name: milliseconds, by `metricType` `COUNT`, `AVG`, `MAX`.
    pub gws_auth_req_time: prometheus::GaugeVec,
    /// Genesys's own name: 1 up, 0 down, by `serviceName`.
    pub dependency_status: IntGaugeVec,
    /// Identities remembered.
    pub cached: IntGauge,
    /// 0 closed, 1 open, 2 probing.
    pub breaker: IntGauge,
}

impl AuthMetrics {
    /// Registers all of them.
    ///
    /// # Errors
    /// When a name is taken.
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
