//! `telemetry_events`: the counter that alerts and dashboards of the original service read.

use super::{HttpMetrics, StdoutMetrics};
use sluice_metrics::{IntCounter, IntCounterVec, Registry, counters};
use sluice_sandbox::metrics::SandboxMetrics;

/// Every status above 399 that a reply can have: a series that begins with its first error would hide that one from
/// `increase`.
const STATUSES: [u16; 15] = [400, 401, 403, 404, 405, 408, 413, 414, 415, 429, 431, 500, 501, 503, 504];

/// What happened to the service, by the name of the event.
pub struct OriginalEvents {
    family: IntCounterVec,
    /// Events that other metrics count as well.
    counted_elsewhere: Vec<(IntCounter, Vec<IntCounter>)>,
}

impl OriginalEvents {
    pub(super) fn new(
        r: &Registry,
        http: &HttpMetrics,
        filters: &SandboxMetrics,
        stdout: &StdoutMetrics,
    ) -> Result<Self, prometheus::Error> {
        let family = counters(
            r,
            "telemetry_events",
            "What happened to the service, by name: http_error_<status>, and others that have metrics of their own",
            &["eventName"],
        )?;
        STATUSES.iter().for_each(|status| drop(family.with_label_values(&[http_error(*status)])));
        let (refused, evicted) = (&http.connections_refused, &http.connections_evicted);
        let (handshakes, certificates) = (&http.handshakes_failed, &http.certificate_reloads);
        let counted_elsewhere = [
            ("connection_refused", vec![&refused.all, &refused.peer]),
            ("connection_evicted", vec![&evicted.all, &evicted.peer]),
            ("handshake_failed", vec![&handshakes.proxy_protocol, &handshakes.tls, &handshakes.timeout]),
            ("certificate_refused", vec![&certificates.refused]),
            ("configuration_loaded", vec![&filters.reloads_loaded]),
            ("configuration_refused", vec![&filters.reloads_refused]),
            ("sandboxes_exhausted", vec![&filters.pool_exhausted]),
            ("stdout_blocked", vec![&stdout.refused]),
        ];
        let counted_elsewhere = counted_elsewhere
            .into_iter()
            .map(|(name, of)| (family.with_label_values(&[name]), of.into_iter().cloned().collect()));
        Ok(Self { counted_elsewhere: counted_elsewhere.collect(), family })
    }

    /// Counts a reply with a status above 399.
    pub fn count_http_error(&self, status: u16) {
        self.family.with_label_values(&[http_error(status)]).inc();
    }

    pub(super) fn update(&self) {
        for (event, of) in &self.counted_elsewhere {
            let sum: u64 = of.iter().map(IntCounter::get).sum();
            event.inc_by(sum.saturating_sub(event.get()));
        }
    }
}

fn http_error(status: u16) -> String {
    format!("http_error_{status}")
}
