//! Registers metrics. A function for one metric, such as [`counter`], and one for a family with labels, such as [`counters`].

use prometheus::{
    Encoder, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    TextEncoder, core::Collector,
};
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// Buckets for what a request waits for, in seconds.
pub const REQUEST_SECONDS: &[f64] =
    &[1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// The metrics of a service, each under a name of its own.
#[derive(Default)]
pub struct Registry {
    families: prometheus::Registry,
    names: Mutex<BTreeSet<String>>,
}

impl Registry {
    /// The name of every metric that was registered, whether it has series yet or not.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The text exposition, version 0.0.4. What could be encoded before an error is in `out`.
    ///
    /// # Errors
    /// When a metric cannot be encoded.
    pub fn render(&self, out: &mut Vec<u8>) -> Result<(), prometheus::Error> {
        TextEncoder::new().encode(&self.families.gather(), out)
    }
}

/// Registers a metric of any kind.
///
/// # Errors
/// When its name is taken.
pub fn register<C: Collector + Clone + 'static>(registry: &Registry, metric: C) -> Result<C, prometheus::Error> {
    registry.families.register(Box::new(metric.clone()))?;
    let names = metric.desc().into_iter().map(|desc| desc.fq_name.clone());
    registry.names.lock().unwrap_or_else(PoisonError::into_inner).extend(names);
    Ok(metric)
}

/// Registers a counter.
///
/// # Errors
/// When its name is taken or malformed.
pub fn counter(r: &Registry, name: &str, help: &str) -> Result<IntCounter, prometheus::Error> {
    register(r, IntCounter::new(name, help)?)
}

/// Registers counters by labels.
///
/// # Errors
/// When their name is taken or malformed, or a label's is malformed.
pub fn counters(r: &Registry, name: &str, help: &str, labels: &[&str]) -> Result<IntCounterVec, prometheus::Error> {
    register(r, IntCounterVec::new(Opts::new(name, help), labels)?)
}

/// Registers a gauge.
///
/// # Errors
/// When its name is taken or malformed.
pub fn gauge(r: &Registry, name: &str, help: &str) -> Result<IntGauge, prometheus::Error> {
    register(r, IntGauge::new(name, help)?)
}

/// Registers gauges by labels.
///
/// # Errors
/// When their name is taken or malformed, or a label's is malformed.
pub fn gauges(r: &Registry, name: &str, help: &str, labels: &[&str]) -> Result<IntGaugeVec, prometheus::Error> {
    register(r, IntGaugeVec::new(Opts::new(name, help), labels)?)
}

/// Registers a histogram with these upper bounds.
///
/// # Errors
/// When its name is taken or malformed.
pub fn histogram(r: &Registry, name: &str, help: &str, buckets: &[f64]) -> Result<Histogram, prometheus::Error> {
    register(r, Histogram::with_opts(HistogramOpts::new(name, help).buckets(buckets.to_vec()))?)
}

/// Registers histograms by labels, all with these upper bounds.
///
/// # Errors
/// When their name is taken or malformed, or a label's is malformed.
pub fn histograms(
    r: &Registry,
    name: &str,
    help: &str,
    labels: &[&str],
    buckets: &[f64],
) -> Result<HistogramVec, prometheus::Error> {
    register(r, HistogramVec::new(HistogramOpts::new(name, help).buckets(buckets.to_vec()), labels)?)
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
