//! Requests by publishable key: by the key's configured name, and never by the key.

use sluice_metrics::{IntCounter, IntCounterVec, Registry, counters};
use std::sync::Arc;

/// What becomes of a request with a key.
pub(super) const RESULTS: &[&str] = &["admitted", "format", "origin", "client_rate", "rate"];

/// Requests and events by key.
pub struct KeyMetrics {
    requests: IntCounterVec,
    refused_events: IntCounterVec,
}

/// The series of one key. They go when nobody holds this any more.
pub struct KeySeries {
    /// Requests whose page, format and rate are right.
    pub admitted: IntCounter,
    /// Requests in a format that the key is not for.
    pub format: IntCounter,
    /// Requests of pages that may not use the key.
    pub origin: IntCounter,
    /// Requests of one client beyond its rate.
    pub client_rate: IntCounter,
    /// Requests of all clients beyond the key's rate.
    pub rate: IntCounter,
    /// Events of kinds that the key is not for.
    pub refused_events: IntCounter,
    labels: [String; 2],
    of: [IntCounterVec; 2],
}

impl KeyMetrics {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        Ok(Self {
            requests: counters(
                r,
                "telemetry_key_requests_total",
                "Requests by publishable key, by its tenant, its configured name, and whether it was admitted or what forbade it",
                &["tenant", "key", "result"],
            )?,
            refused_events: counters(
                r,
                "telemetry_key_events_refused_total",
                "Events that were not taken because of their kind, by the tenant and the configured name of their publishable key",
                &["tenant", "key"],
            )?,
        })
    }

    /// The series of a tenant's key.
    #[must_use]
    pub fn series(&self, tenant: &str, key: &str) -> Arc<KeySeries> {
        let [admitted, format, origin, client_rate, rate] = ["admitted", "format", "origin", "client_rate", "rate"]
            .map(|result| self.requests.with_label_values(&[tenant, key, result]));
        Arc::new(KeySeries {
            admitted,
            format,
            origin,
            client_rate,
            rate,
            refused_events: self.refused_events.with_label_values(&[tenant, key]),
            labels: [tenant.to_owned(), key.to_owned()],
            of: [self.requests.clone(), self.refused_events.clone()],
        })
    }
}

impl Drop for KeySeries {
    fn drop(&mut self) {
        let ([tenant, key], [requests, refused_events]) = (&self.labels, &self.of);
        for result in RESULTS {
            let _ = requests.remove_label_values(&[tenant.as_str(), key.as_str(), result]);
        }
        let _ = refused_events.remove_label_values(&[tenant.as_str(), key.as_str()]);
    }
}
