//! What is wrong with contracts.

use std::collections::HashMap;

use crate::{
    config::{ApdexThresholds, BucketizedMetric, ContractConfig, ContractsConfig},
    event_names, metric_name,
};

const MAX_APPS: usize = 64;
/// Entries of any list of a contract.
const MAX_ENTRIES: usize = 1_000;
const MAX_TEXT_BYTES: usize = 256;
const MAX_BUCKETS: usize = 64;
const MAX_SERIES: usize = 1_000_000;
/// What the names of the service's own metrics begin with.
const RESERVED: [&str; 3] = ["telemetry_", "process_", "sluice_"];

impl ContractsConfig {
    /// Every mistake, beginning with its key.
    #[must_use]
    pub fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        for (key, value) in [("max_names", self.max_names), ("max_series", self.max_series)] {
            if value > MAX_SERIES {
                mistakes.push(format!("contracts.{key}: at most {MAX_SERIES}"));
            }
        }
        if self.apps.len() > MAX_APPS {
            mistakes.push(format!("contracts.apps: at most {MAX_APPS}"));
        }
        let mut metrics = HashMap::new();
        for (number, app) in self.apps.iter().enumerate() {
            let place = format!("contracts.apps[{number}]");
            mistakes.extend(app.mistakes(&place));
            for metric in app.metrics() {
                if let Some(other) = metrics.insert(metric.clone(), number) {
                    mistakes.push(format!(
                        "{place}: its metric {metric} would also be one of contracts.apps[{other}]; give one of them \
                         another name"
                    ));
                }
            }
        }
        mistakes
    }
}

impl ContractConfig {
    fn mistakes(&self, place: &str) -> Vec<String> {
        let mut mistakes = Vec::new();
        let mut say = |key: &str, what: String| mistakes.push(format!("{place}.{key}: {what}"));
        if !is_name(&self.app_name) {
            say("app_name", format!("{:?} is not a name of 1 to {MAX_TEXT_BYTES} bytes", self.app_name));
        }
        if let Some(prefix) = RESERVED.iter().find(|prefix| metric_name::join(&self.app_name, "").starts_with(*prefix))
        {
            say("app_name", format!("names of metrics that begin with {prefix} are the service's own"));
        }
        let lists = [
            ("properties", self.properties.as_ref().map_or(0, Vec::len)),
            ("monitored_events", self.monitored_events.len()),
            ("monitored_metrics", self.monitored_metrics.len()),
            ("apdex.metrics", self.apdex.metrics.len()),
            ("bucketized_metrics", self.bucketized_metrics.len()),
        ];
        for (key, _) in lists.iter().filter(|(_, entries)| *entries > MAX_ENTRIES) {
            say(key, format!("at most {MAX_ENTRIES} entries"));
        }
        for pattern in &self.monitored_events {
            let mistake = if pattern.len() > MAX_TEXT_BYTES {
                Some(format!("is longer than {MAX_TEXT_BYTES} bytes"))
            } else {
                event_names::mistake(pattern)
            };
            if let Some(mistake) = mistake {
                say("monitored_events", format!("{pattern:?}: {mistake}"));
            }
        }
        for metric in &self.monitored_metrics {
            if !is_name(&metric.name) || !metric.value.is_finite() {
                say("monitored_metrics", format!("{:?} needs a name, and a value that is a number", metric.name));
            }
        }
        for (name, thresholds) in &self.apdex.metrics {
            if !is_name(name) || !thresholds.say_a_direction() {
                say("apdex", format!("{name:?} needs a name, and two thresholds that differ"));
            }
        }
        for metric in &self.bucketized_metrics {
            if !is_name(&metric.name) || !metric.has_buckets() {
                let what = format!("{:?} needs a name, and 1 to {MAX_BUCKETS} ascending buckets", metric.name);
                say("bucketized_metrics", what);
            }
        }
        mistakes
    }

    /// The names of the metrics that come of it.
    fn metrics(&self) -> Vec<String> {
        let fixed = ["events", "metrics_exceeded_total", "apdex_total"].into_iter();
        let histograms = self.bucketized_metrics.iter().map(|metric| metric.name.as_str());
        fixed.chain(histograms).map(|what| metric_name::join(&self.app_name, what)).collect()
    }
}

impl ApdexThresholds {
    fn say_a_direction(&self) -> bool {
        self.satisfied.is_finite() && self.tolerated.is_finite() && self.satisfied != self.tolerated
    }
}

impl BucketizedMetric {
    fn has_buckets(&self) -> bool {
        (1..=MAX_BUCKETS).contains(&self.buckets.len())
            && self.buckets.iter().all(|bound| bound.is_finite())
            && self.buckets.is_sorted_by(|lower, upper| lower < upper)
    }
}

fn is_name(text: &str) -> bool {
    (1..=MAX_TEXT_BYTES).contains(&text.len()) && !text.contains(char::is_control)
}
