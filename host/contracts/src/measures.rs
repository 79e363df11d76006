//! What is counted of the values of metrics.

use sluice_metrics::{HistogramVec, IntCounterVec, Registry, counters, histograms};

use crate::{
    apdex::Zone,
    config::{ApdexThresholds, Comparison, ContractConfig, MonitoredMetric},
    family::{Bounds, Family, Key, Origin},
    maps::HashMap,
    metric_name,
};

const METRIC: &str = "metricName";
pub(crate) const TENANT: [&str; 2] = ["tenantName", "contactCenterId"];

/// The metrics of a contract, by name.
#[derive(Default)]
pub(crate) struct Measures {
    by_name: HashMap<Box<str>, Measure>,
    exceeded: Option<Family<IntCounterVec>>,
    apdex: Option<Family<IntCounterVec>>,
}

/// What is counted of the values of one metric.
#[derive(Default)]
struct Measure {
    limits: Vec<(f64, Comparison)>,
    apdex: Option<Apdex>,
    histogram: Option<Family<HistogramVec>>,
}

struct Apdex {
    thresholds: ApdexThresholds,
    /// The name of the metric with each zone, in the order of [`Zone::ALL`].
    names: [Box<str>; 3],
}

impl Measures {
    pub(crate) fn new(config: &ContractConfig, r: &Registry, bounds: Bounds) -> Result<Self, prometheus::Error> {
        let mut new = Self::default();
        let labels = |own: &[&'static str]| [own, &TENANT].concat();
        let app = &config.app_name;
        if !config.monitored_metrics.is_empty() {
            let name = metric_name::join(app, "metrics_exceeded_total");
            let help = "Values of monitored metrics beyond their limit, by metric and tenant";
            new.exceeded = Some(Family::new(counters(r, &name, help, &labels(&[METRIC]))?, name, bounds));
        }
        if !config.apdex.metrics.is_empty() {
            let name = metric_name::join(app, "apdex_total");
            let help = "Values by how satisfied users are with them, by metric and tenant";
            new.apdex = Some(Family::new(counters(r, &name, help, &labels(&[METRIC, "zone"]))?, name, bounds));
        }
        for MonitoredMetric { name, value, comparison } in &config.monitored_metrics {
            new.measure(name).limits.push((*value, *comparison));
        }
        for (name, thresholds) in &config.apdex.metrics {
            // No name of a metric has a control character.
            let names = Zone::ALL.map(|zone| format!("{name}\0{}", zone.label()).into());
            new.measure(name).apdex = Some(Apdex { thresholds: *thresholds, names });
        }
        for bucketized in &config.bucketized_metrics {
            let name = metric_name::join(app, &bucketized.name);
            let help = "Values of a bucketized metric, by tenant";
            let histogram = histograms(r, &name, help, &labels(&[]), &bucketized.buckets)?;
            new.measure(&bucketized.name).histogram = Some(Family::new(histogram, name, bounds));
        }
        Ok(new)
    }

    fn measure(&mut self, name: &str) -> &mut Measure {
        self.by_name.entry(name.into()).or_default()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// Counts one value of a metric, if the contract names it.
    #[inline]
    pub(crate) fn count(&self, origin: Origin<'_>, name: &str, value: f64) {
        let Some(measure) = self.by_name.get(name) else { return };
        let key = Key { name, labels: &[name], is_open: false };
        if let Some(exceeded) = &self.exceeded {
            for _ in measure.limits.iter().filter(|(limit, comparison)| comparison.holds(value, *limit)) {
                exceeded.with(origin, key, |counter| counter.inc());
            }
        }
        if let (Some(family), Some(apdex)) = (&self.apdex, &measure.apdex) {
            let zone = apdex.thresholds.zone(value);
            let key = Key { name: &apdex.names[zone as usize], labels: &[name, zone.label()], is_open: false };
            family.with(origin, key, |counter| counter.inc());
        }
        if let Some(family) = &measure.histogram {
            family.with(origin, Key { name: "", labels: &[], is_open: false }, |histogram| histogram.observe(value));
        }
    }
}

impl Comparison {
    fn holds(self, value: f64, limit: f64) -> bool {
        match self {
            Self::Gt => value > limit,
            Self::Lt => value < limit,
        }
    }
}
