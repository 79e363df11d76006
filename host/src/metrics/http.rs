//! Requests and connections.

use super::{REQUEST_SECONDS, counter, counters, gauge, histogram};
use prometheus::{Histogram, IntCounter, IntCounterVec, IntGauge, Registry};

/// Requests and connections on port 8107.
pub struct HttpMetrics {
    /// By route and status.
    pub requests: IntCounterVec,
    /// By reason of rejection.
    pub rejections: IntCounterVec,
    /// From the end of the head to the reply.
    pub duration: Histogram,
    /// Bytes of bodies as they came.
    pub received_bytes: IntCounter,
    /// Open connections.
    pub connections: IntGauge,
    /// Connections that were not taken because the cap was reached.
    pub connections_refused: IntCounter,
    /// Connections that ended before HTTP began, by reason: `proxy_protocol`, `tls`, `timeout`.
    pub handshakes_failed: IntCounterVec,
    /// Changes of the certificate's files by result: `applied`, `refused`.
    pub certificate_reloads: IntCounterVec,
    /// Requests in the works.
    pub in_flight: IntGauge,
}

impl HttpMetrics {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        Ok(Self {
            requests: counters(
                r,
                "telemetry_http_requests_total",
                "Requests by route and status",
                &["route", "status"],
            )?,
            rejections: counters(r, "telemetry_http_rejections_total", "Requests refused, by reason", &["reason"])?,
            duration: histogram(
                r,
                "telemetry_http_request_duration_seconds",
                "From the head of a request to its reply",
                REQUEST_SECONDS,
            )?,
            received_bytes: counter(r, "telemetry_http_received_bytes_total", "Bytes of request bodies as they came")?,
            connections: gauge(r, "telemetry_http_connections", "Open connections")?,
            connections_refused: counter(
                r,
                "telemetry_http_connections_refused_total",
                "Connections closed because the cap was reached",
            )?,
            handshakes_failed: counters(
                r,
                "telemetry_http_handshakes_failed_total",
                "Connections that ended before HTTP began, by reason",
                &["reason"],
            )?,
            certificate_reloads: counters(
                r,
                "telemetry_http_certificate_reloads_total",
                "Changes of the certificate's files by result",
                &["result"],
            )?,
            in_flight: gauge(r, "telemetry_http_in_flight", "Requests in the works")?,
        })
    }
}
