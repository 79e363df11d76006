//! What filters have done since they were loaded, read from their series.

use std::collections::BTreeMap;

use prometheus::{core::Collector, proto::MetricFamily};
use serde::Serialize;

use super::sandbox_metrics::SandboxMetrics;

/// The totals of one filter in one chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Activity {
    /// Runs, and batches on which it was not run because it had failed too often.
    pub runs: u64,
    /// Those of them that did not succeed.
    pub failures: u64,
    /// Events of its batches.
    pub events: u64,
    /// Events that it changed.
    pub changed: u64,
    /// Events that it dropped.
    pub dropped: u64,
    /// Events whose content was withheld because it failed.
    pub withheld: u64,
    /// What it took away.
    pub taken: u64,
    /// Processor time of its runs, seconds.
    pub cpu_seconds: f64,
}

/// By chain and filter.
pub type Activities = BTreeMap<(String, String), Activity>;

impl SandboxMetrics {
    /// The totals of all filters. Takes time that grows with their number, so it is for pages, and not for requests.
    #[must_use]
    pub fn activities(&self) -> Activities {
        let mut all = Activities::new();
        each(self.runs.collect(), "outcome", &mut all, |activity, outcome, count| {
            activity.runs += count as u64;
            activity.failures += if outcome == "ok" { 0 } else { count as u64 };
        });
        each(self.events.collect(), "outcome", &mut all, |activity, outcome, count| {
            let count = count as u64;
            activity.events += count;
            match outcome {
                "changed" => activity.changed += count,
                "dropped" => activity.dropped += count,
                "withheld" => activity.withheld += count,
                _ => {}
            }
        });
        each(self.redactions.collect(), "rule", &mut all, |activity, _, count| activity.taken += count as u64);
        each(self.cpu.collect(), "", &mut all, |activity, _, seconds| activity.cpu_seconds += seconds);
        all
    }
}

/// Adds every series of counters to the filter that it is of.
fn each(families: Vec<MetricFamily>, name: &str, all: &mut Activities, add: impl Fn(&mut Activity, &str, f64)) {
    for family in families {
        for metric in family.get_metric() {
            let label = |name: &str| {
                let found = metric.get_label().iter().find(|pair| pair.name() == name);
                found.map_or("", |pair| pair.value())
            };
            let filter = (label("chain").to_owned(), label("filter").to_owned());
            add(all.entry(filter).or_default(), label(name), metric.get_counter().get_value());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_those_of_the_series() {
        let registry = sluice_metrics::Registry::default();
        let metrics = SandboxMetrics::new(&registry).expect("no name is taken");
        let filter = metrics.for_filter("edge", "a");
        filter.runs_ok.inc_by(3);
        filter.count_outcome("trap");
        filter.count_events("passed", 10);
        filter.count_events("changed", 4);
        filter.count_events("withheld", 2);
        filter.redaction_counter("email").inc_by(5);
        filter.redaction_counter("phone").inc_by(1);
        filter.cpu.inc_by(0.25);
        let _other = metrics.for_filter("t", "b");
        let all = metrics.activities();
        let expected = Activity {
            runs: 4,
            failures: 1,
            events: 16,
            changed: 4,
            dropped: 0,
            withheld: 2,
            taken: 6,
            cpu_seconds: 0.25,
        };
        assert_eq!(all[&("edge".to_owned(), "a".to_owned())], expected);
        assert_eq!(all[&("t".to_owned(), "b".to_owned())], Activity::default());
    }
}
