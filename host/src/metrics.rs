//! Every metric of the service, by name, in one place. Labels are closed sets, or come from the configuration or from an
//! authenticated identity; never from a client's or a filter's text.

mod events;
mod filter;
mod filters;
mod http;
pub mod series;

use prometheus::Gauge;
use sluice_metrics::{REQUEST_SECONDS, Registry, counter, counters, gauge, gauges, histogram, histograms, register};

pub use events::EventMetrics;
pub use filter::FilterMetrics;
pub use filters::FilterFamilies;
pub use http::{CertificateReloads, HandshakesFailed, HttpMetrics};
pub use sluice_identity::AuthMetrics;
pub use sluice_metrics::Counted;
pub use sluice_output::StdoutMetrics;

/// Microseconds to seconds: a sandbox starts in 5 µs, a run may take 10 ms.
const FAST_SECONDS: &[f64] =
    &[2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1];
const MEMORY_BYTES: &[f64] = &[65536.0, 262144.0, 1048576.0, 2097152.0, 4194304.0, 8388608.0, 16777216.0, 33554432.0];

/// All metrics, registered once; cheap handles are taken from it when a filter or a service is set up.
pub struct Metrics {
    registry: Registry,
    /// Requests and connections.
    pub http: HttpMetrics,
    /// Genesys Authentication.
    pub auth: AuthMetrics,
    /// Filters and chains.
    pub filters: FilterFamilies,
    /// The writer of stdout.
    pub stdout: StdoutMetrics,
    /// Events by tenant.
    pub events: EventMetrics,
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
            filters: FilterFamilies::new(&registry)?,
            stdout: StdoutMetrics::new(&registry)?,
            events: EventMetrics::new(&registry)?,
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
