//! What the operator writes: `[contracts]`, or `TELEMETRY_CONFIG_CONTRACTS`, whose members are in camel case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// `[contracts]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContractsConfig {
    /// Names of events, found by patterns, that one tenant may have in the metric of one application. Others are counted
    /// as `other`.
    pub max_names: usize,
    /// Series that one metric of an application may have. Past it, everything is counted in one series, whose labels are
    /// `other`.
    pub max_series: usize,
    /// One contract for each application.
    pub apps: Vec<ContractConfig>,
}

impl Default for ContractsConfig {
    fn default() -> Self {
        Self { max_names: 100, max_series: 10_000, apps: Vec::new() }
    }
}

/// The contract of one application.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ContractConfig {
    /// `app.name` of its events.
    #[serde(alias = "appName")]
    pub app_name: String,
    /// The attributes that are kept; all, where this is missing. A name that ends in `__NUM` is that of a number.
    #[serde(default)]
    pub properties: Option<Vec<String>>,
    /// Regular expressions that match whole names of events.
    #[serde(default, alias = "monitoredEvents")]
    pub monitored_events: Vec<String>,
    /// Metrics whose values are compared with a limit.
    #[serde(default, alias = "monitoredMetrics")]
    pub monitored_metrics: Vec<MonitoredMetric>,
    /// Metrics whose values say how satisfied users are.
    #[serde(default)]
    pub apdex: ApdexConfig,
    /// Metrics whose values are counted in a histogram.
    #[serde(default, alias = "bucketizedMetrics")]
    pub bucketized_metrics: Vec<BucketizedMetric>,
}

/// A metric whose values are compared with a limit.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MonitoredMetric {
    /// The name of the metric.
    pub name: String,
    /// The limit.
    pub value: f64,
    /// Which values are counted.
    #[serde(rename = "type")]
    pub comparison: Comparison,
}

/// Which values are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Comparison {
    /// Those above the limit.
    Gt,
    /// Those below it.
    Lt,
}

/// Metrics whose values say how satisfied users are.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ApdexConfig {
    /// Thresholds by name of metric.
    pub metrics: BTreeMap<String, ApdexThresholds>,
}

/// Up to where users are satisfied, and up to where they tolerate it. Higher values are better where `satisfied` is above
/// `tolerated`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ApdexThresholds {
    /// The last value with which users are satisfied.
    #[serde(alias = "satisfiedTH")]
    pub satisfied: f64,
    /// The last value that they tolerate.
    #[serde(alias = "toleratedTH")]
    pub tolerated: f64,
    /// Taken, and without effect: what the original service does with it is not public.
    #[serde(default, alias = "isExtended")]
    pub is_extended: bool,
}

/// A metric whose values are counted in a histogram.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BucketizedMetric {
    /// The name of the metric.
    pub name: String,
    /// Upper bounds, ascending.
    pub buckets: Vec<f64>,
}
