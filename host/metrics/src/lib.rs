//! Registers metrics.
//!
//! There is a function for a single metric, such as [`counter`], and one for a family with labels, such as [`counters`].

mod gauge_guard;

pub use gauge_guard::GaugeGuard;

use prometheus::{
    Encoder, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    TextEncoder, core::Collector,
};
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// Histogram buckets for durations of requests, in seconds.
pub const REQUEST_SECONDS: &[f64] =
    &[1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// The metrics of a service. Names are unique.
#[derive(Default)]
pub struct Registry {
    families: prometheus::Registry,
    names: Mutex<BTreeSet<String>>,
}

impl Registry {
    /// The name of every registered metric, whether or not it has series.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Appends the text exposition format, version 0.0.4, to `out`.
    ///
    /// # Errors
    /// A metric cannot be encoded. What was encoded before it stays in `out`.
    pub fn render(&self, out: &mut Vec<u8>) -> Result<(), prometheus::Error> {
        TextEncoder::new().encode(&self.families.gather(), out)
    }
}

/// Registers a metric of any type.
///
/// # Errors
/// The name is taken.
pub fn register<C: Collector + Clone + 'static>(registry: &Registry, metric: C) -> Result<C, prometheus::Error> {
    registry.families.register(Box::new(metric.clone()))?;
    let names = metric.desc().into_iter().map(|desc| desc.fq_name.clone());
    registry.names.lock().unwrap_or_else(PoisonError::into_inner).extend(names);
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
    register(r, HistogramVec::new(HistogramOpts::new(name, help).buckets(buckets.to_vec()), labels)?)
}
