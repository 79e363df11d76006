//! Requests and connections.

use super::requests::RequestCounters;
use crate::request::rejection::Rejection;
use prometheus::{IntGauge, IntGaugeVec};
use sluice_metrics::{HistogramWithExemplars, IntCounter, IntCounterVec, Registry, UpDownGauge};
use sluice_metrics::{REQUEST_SECONDS, counter, counters, gauge, gauges, histogram_with_exemplars, up_down_gauge};

/// Requests and connections on port 8107.
pub struct HttpMetrics {
    /// By route and status.
    pub requests: RequestCounters,
    /// By reason of rejection; every reason has its series from the start, so that the first one is an increase.
    pub rejections: IntCounterVec,
    /// From the end of the head to the reply.
    pub duration: HistogramWithExemplars,
    /// Bytes of bodies as they came.
    pub received_bytes: IntCounter,
    /// Open connections.
    pub connections: IntGauge,
    /// Connections that were ended because their place was wanted.
    pub connections_evicted: ConnectionsByBound,
    /// Connections that were not taken because every other had a request in flight.
    pub connections_refused: ConnectionsByBound,
    /// Heads that hyper has answered itself, with 400, 414 or 431.
    pub heads_unreadable: IntCounter,
    /// Connections that the service has ended.
    pub connections_ended: ConnectionsEnded,
    /// Connections that ended before HTTP began.
    pub handshakes_failed: HandshakesFailed,
    /// Changes of the certificate's files.
    pub certificate_reloads: CertificateReloads,
    /// When the certificate in use ends; without a series where there is none.
    pub certificate_expiry: IntGaugeVec,
    /// Requests in flight.
    pub in_flight: UpDownGauge,
}

/// By reason.
#[derive(Clone)]
pub struct ConnectionsEnded {
    /// HTTP/2 frames that carry nothing, without end.
    pub frames: IntCounter,
    /// The budget of connections had no room for it.
    pub memory: IntCounter,
}

/// By reason.
pub struct HandshakesFailed {
    /// A PROXY protocol head that is none, or is not allowed.
    pub proxy_protocol: IntCounter,
    /// TLS.
    pub tls: IntCounter,
    /// It took too long.
    pub timeout: IntCounter,
}

/// By result.
pub struct CertificateReloads {
    /// The new certificate is in use.
    pub applied: IntCounter,
    /// The one before stays in use.
    pub refused: IntCounter,
}

/// By the bound that was reached.
#[derive(Clone)]
pub struct ConnectionsByBound {
    /// `server.max_connections`
    pub all: IntCounter,
    /// `server.max_connections_per_peer`
    pub peer: IntCounter,
}

impl ConnectionsByBound {
    fn of(counters: &IntCounterVec) -> Self {
        Self { all: counters.with_label_values(&["all"]), peer: counters.with_label_values(&["peer"]) }
    }
}

impl HttpMetrics {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let rejections = counters(r, "telemetry_http_rejections_total", "Requests refused, by reason", &["reason"])?;
        Rejection::REASONS.iter().for_each(|reason| drop(rejections.with_label_values(&[reason])));
        let handshakes_failed = counters(
            r,
            "telemetry_http_handshakes_failed_total",
            "Connections that ended before HTTP began, by reason",
            &["reason"],
        )?;
        let connections_ended = counters(
            r,
            "telemetry_http_connections_ended_total",
            "Connections that the service has ended in the middle, by reason",
            &["reason"],
        )?;
        let certificate_reloads = counters(
            r,
            "telemetry_http_certificate_reloads_total",
            "Changes of the certificate's files by result",
            &["result"],
        )?;
        Ok(Self {
            requests: RequestCounters::of(counters(
                r,
                "telemetry_http_requests_total",
                "Requests by route and status",
                &["route", "status"],
            )?),
            rejections,
            duration: histogram_with_exemplars(
                r,
                "telemetry_http_request_duration_seconds",
                "From the head of a request to its reply",
                REQUEST_SECONDS,
            )?,
            received_bytes: counter(r, "telemetry_http_received_bytes_total", "Bytes of request bodies as they came")?,
            connections: gauge(r, "telemetry_http_connections", "Open connections")?,
            connections_evicted: ConnectionsByBound::of(&counters(
                r,
                "telemetry_http_connections_evicted_total",
                "Idle connections that were ended because others wanted their place, by bound",
                &["bound"],
            )?),
            connections_refused: ConnectionsByBound::of(&counters(
                r,
                "telemetry_http_connections_refused_total",
                "Connections that were not taken because none of the others was idle, or there was no memory for them, by bound",
                &["bound"],
            )?),
            heads_unreadable: counter(
                r,
                "telemetry_http_heads_unreadable_total",
                "Heads that became no request: malformed, ambiguous or too large",
            )?,
            connections_ended: ConnectionsEnded {
                frames: connections_ended.with_label_values(&["frames"]),
                memory: connections_ended.with_label_values(&["memory"]),
            },
            handshakes_failed: HandshakesFailed {
                proxy_protocol: handshakes_failed.with_label_values(&["proxy_protocol"]),
                tls: handshakes_failed.with_label_values(&["tls"]),
                timeout: handshakes_failed.with_label_values(&["timeout"]),
            },
            certificate_reloads: CertificateReloads {
                applied: certificate_reloads.with_label_values(&["applied"]),
                refused: certificate_reloads.with_label_values(&["refused"]),
            },
            certificate_expiry: gauges(
                r,
                "telemetry_http_certificate_expiry_time_seconds",
                "When the first certificate of the chain in use ends, seconds since 1970",
                &[],
            )?,
            in_flight: up_down_gauge(r, "telemetry_http_in_flight", "Requests in flight")?,
        })
    }
}
