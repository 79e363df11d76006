//! Registers metrics.
//!
//! There is a function for a single metric, such as [`counter`], and one for a family with labels, such as [`counters`].

mod exemplars;
mod gauge_guard;
mod histogram;
mod open_metrics;
mod registry;
mod sharded;
mod shards;

pub use exemplars::HistogramWithExemplars;
pub use gauge_guard::GaugeGuard;
pub use histogram::{Histogram, HistogramVec};
pub use registry::Registry;
pub use sharded::{IntCounter, IntCounterVec, SecondsCounter, SecondsCounterVec, UpDownGauge};

use histogram::HistogramBuilder;
use prometheus::{HistogramOpts, IntGauge, IntGaugeVec, Opts, core::Collector, proto::MetricType};

/// Histogram buckets for durations of requests, in seconds.
pub const REQUEST_SECONDS: &[f64] =
    &[1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Registers a metric of any type.
///
/// # Errors
/// The name is taken.
pub fn register<C: Collector + Clone + 'static>(registry: &Registry, metric: C) -> Result<C, prometheus::Error> {
    registry.register(&metric)?;
    Ok(metric)
}

/// Registers a counter.
///
/// # Errors
/// The name is taken or malformed.
pub fn counter(r: &Registry, name: &str, help: &str) -> Result<IntCounter, prometheus::Error> {
    register(r, IntCounter::new(name, help)?)
}

/// Registers a family of counters with labels.
///
/// # Errors
/// The name is taken or malformed, or a label is malformed.
pub fn counters(r: &Registry, name: &str, help: &str, labels: &[&str]) -> Result<IntCounterVec, prometheus::Error> {
    register(r, IntCounterVec::new(Opts::new(name, help), labels)?)
}

/// Registers a gauge.
///
/// # Errors
/// The name is taken or malformed.
pub fn gauge(r: &Registry, name: &str, help: &str) -> Result<IntGauge, prometheus::Error> {
    register(r, IntGauge::new(name, help)?)
}

/// Registers a gauge of how many there are of something, which many threads change.
///
/// # Errors
/// The name is taken or malformed.
pub fn up_down_gauge(r: &Registry, name: &str, help: &str) -> Result<UpDownGauge, prometheus::Error> {
    register(r, UpDownGauge::new(name, help)?)
}

/// Registers a family of counters of seconds with labels.
///
/// # Errors
/// The name is taken or malformed, or a label is malformed.
pub fn seconds_counters(
    r: &Registry,
    name: &str,
    help: &str,
    labels: &[&str],
) -> Result<SecondsCounterVec, prometheus::Error> {
    register(r, SecondsCounterVec::new(Opts::new(name, help), labels)?)
}

/// Registers a family of gauges with labels.
///
/// # Errors
/// The name is taken or malformed, or a label is malformed.
pub fn gauges(r: &Registry, name: &str, help: &str, labels: &[&str]) -> Result<IntGaugeVec, prometheus::Error> {
    register(r, IntGaugeVec::new(Opts::new(name, help), labels)?)
}

/// Registers a histogram. `buckets` are the upper bounds.
///
/// # Errors
/// The name is taken or malformed.
pub fn histogram(r: &Registry, name: &str, help: &str, buckets: &[f64]) -> Result<Histogram, prometheus::Error> {
    register(r, Histogram::with_opts(HistogramOpts::new(name, help).buckets(buckets.to_vec()))?)
}

/// Registers a histogram of requests, with exemplars in OpenMetrics. `buckets` are the upper bounds.
///
/// # Errors
/// The name is taken or malformed.
pub fn histogram_with_exemplars(
    r: &Registry,
    name: &str,
    help: &str,
    buckets: &[f64],
) -> Result<HistogramWithExemplars, prometheus::Error> {
    let new = HistogramWithExemplars::new(histogram(r, name, help, buckets)?);
    r.register_exemplars(name, new.exemplars());
    Ok(new)
}

/// Registers a family of histograms with labels. `buckets` are the upper bounds.
///
/// # Errors
/// The name is taken or malformed, or a label is malformed.
pub fn histograms(
    r: &Registry,
    name: &str,
    help: &str,
    labels: &[&str],
    buckets: &[f64],
) -> Result<HistogramVec, prometheus::Error> {
    let options = HistogramOpts::new(name, help).buckets(buckets.to_vec());
    let options = labels.iter().fold(options, |options, label| options.variable_label(*label));
    register(r, HistogramVec::create(MetricType::HISTOGRAM, HistogramBuilder, options)?)
}
