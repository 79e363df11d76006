//! Every metric of the service, by name, in one place. Labels are closed sets, or come from the configuration or from an
//! authenticated identity; never from a client's or a filter's text.

mod auth;
mod events;
mod filter;
mod filters;
mod http;
pub mod series;
mod stdout;

use prometheus::{
    Encoder, Gauge, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    Registry, TextEncoder, core::Collector,
};

pub use auth::AuthMetrics;
pub use events::EventMetrics;
pub use filter::FilterMetrics;
pub use filters::FilterFamilies;
pub use http::{CertificateReloads, HandshakesFailed, HttpMetrics};
pub use stdout::StdoutMetrics;

/// Microseconds to seconds: a sandbox starts in 5 µs, a run may take 10 ms.
const FAST_SECONDS: &[f64] =
    &[2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1];
const REQUEST_SECONDS: &[f64] =
    &[1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
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
        let registry = Registry::new();
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
        if let Err(error) = TextEncoder::new().encode(&self.registry.gather(), &mut out) {
            tracing::error!(%error, "encoding metrics");
        }
        out
    }
}

/// One of what a gauge counts; it counts until this is dropped, as when a client goes away in the middle.
pub struct Counted(IntGauge);

impl Counted {
    /// One more.
    #[must_use]
    pub fn one_of(gauge: &IntGauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

fn register<C: Collector + Clone + 'static>(registry: &Registry, metric: C) -> Result<C, prometheus::Error> {
    registry.register(Box::new(metric.clone()))?;
    Ok(metric)
}

fn counter(r: &Registry, name: &str, help: &str) -> Result<IntCounter, prometheus::Error> {
    register(r, IntCounter::new(name, help)?)
}

fn counters(r: &Registry, name: &str, help: &str, labels: &[&str]) -> Result<IntCounterVec, prometheus::Error> {
    register(r, IntCounterVec::new(Opts::new(name, help), labels)?)
}

fn gauge(r: &Registry, name: &str, help: &str) -> Result<IntGauge, prometheus::Error> {
    register(r, IntGauge::new(name, help)?)
}

fn gauges(r: &Registry, name: &str, help: &str, labels: &[&str]) -> Result<IntGaugeVec, prometheus::Error> {
    register(r, IntGaugeVec::new(Opts::new(name, help), labels)?)
}

fn histogram(r: &Registry, name: &str, help: &str, buckets: &[f64]) -> Result<Histogram, prometheus::Error> {
    register(r, Histogram::with_opts(HistogramOpts::new(name, help).buckets(buckets.to_vec()))?)
}

fn histograms(
    r: &Registry,
    name: &str,
    help: &str,
    labels: &[&str],
    buckets: &[f64],
) -> Result<HistogramVec, prometheus::Error> {
    register(r, HistogramVec::new(HistogramOpts::new(name, help).buckets(buckets.to_vec()), labels)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_registered_once_and_begins_with_telemetry() {
        let metrics = Metrics::new().expect("names are unique");
        metrics.http.connections.set(1);
        let text = String::from_utf8(metrics.render()).expect("utf-8");
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            assert!(line.starts_with("telemetry_"), "{line}");
        }
    }
}
