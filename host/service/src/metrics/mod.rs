//! Every metric of the service, by name, in one place. Labels are closed sets, or come from the configuration or from an
//! authenticated identity; never from a client's or a filter's text.

mod events;
mod guard;
mod http;
mod keys;
mod sentry;
pub mod series;

use prometheus::Gauge;
use sluice_metrics::{Registry, register};
use sluice_sandbox::metrics::SandboxMetrics;
use std::sync::Arc;

pub use events::EventMetrics;
pub use guard::GuardMetrics;
pub use http::{CertificateReloads, ConnectionsByBound, ConnectionsEnded, HandshakesFailed, HttpMetrics};
pub use keys::{KeyMetrics, KeySeries};
pub use sentry::SentryMetrics;
pub use sluice_identity::AuthMetrics;
pub use sluice_metrics::GaugeGuard;
pub use sluice_output::StdoutMetrics;

/// All metrics, registered once; cheap handles are taken from it when a filter or a service is set up.
pub struct Metrics {
    registry: Registry,
    /// Requests and connections.
    pub http: HttpMetrics,
    /// Genesys Authentication.
    pub auth: AuthMetrics,
    /// Filters and chains.
    pub filters: Arc<SandboxMetrics>,
    /// The writer of stdout.
    pub stdout: StdoutMetrics,
    /// Events by tenant.
    pub events: EventMetrics,
    /// What the guard finds, by tenant.
    pub guard: GuardMetrics,
    /// Requests by publishable key.
    pub keys: KeyMetrics,
    /// Items of Sentry's SDKs.
    pub sentry: SentryMetrics,
}

impl Metrics {
    /// Registers everything in a registry of its own.
    ///
    /// # Errors
    /// Only when two metrics have one name, which a test rules out.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::default();
        let new = Self {
            http: HttpMetrics::new(&registry)?,
            auth: AuthMetrics::new(&registry)?,
            filters: Arc::new(SandboxMetrics::new(&registry)?),
            stdout: StdoutMetrics::new(&registry)?,
            events: EventMetrics::new(&registry)?,
            guard: GuardMetrics::new(&registry)?,
            keys: KeyMetrics::new(&registry)?,
            sentry: SentryMetrics::new(&registry)?,
            registry,
        };
        #[cfg(target_os = "linux")]
        register(
            &new.registry,
            Gauge::new("telemetry_start_time_seconds", "When the process started, seconds since 1970")?,
        )?
        .set(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |d| d.as_secs_f64()));
        Ok(new)
    }

    /// The text exposition, version 0.0.4.
    #[must_use]
    pub fn render(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(16 * 1024);
        if let Err(error) = self.registry.render(&mut out) {
            tracing::error!(%error, "encoding metrics");
        }
        out
    }
}

#[cfg(test)]
mod tests;
