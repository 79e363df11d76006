//! The metrics of one filter whose names are declared by the filter.

use std::sync::Arc;

use sluice_metrics::{Histogram, IntCounter};

use super::{
    named_metrics::{NamedFamily, NamedMetrics},
    series_budget::SeriesBudget,
};
use crate::{
    metrics::{
        FilterMetrics,
        series::{OF_COUNTER_NAME, OF_OBSERVATION_NAME},
    },
    run::result::diagnostics::Diagnostics,
};
use sluice_event::{EditSummary, RuleCount};

/// One family for each kind of metric.
pub(in crate::report) struct NamedFamilies {
    redactions: NamedFamily<IntCounter>,
    counters: NamedFamily<IntCounter>,
    observations: NamedFamily<Histogram>,
}

impl NamedFamilies {
    pub(in crate::report) fn new(names: usize, budget: &Arc<SeriesBudget>) -> Self {
        Self {
            redactions: NamedFamily::new(names, OF_COUNTER_NAME, budget),
            counters: NamedFamily::new(names, OF_COUNTER_NAME, budget),
            observations: NamedFamily::new(names, OF_OBSERVATION_NAME, budget),
        }
    }

    /// Changes how many names of each kind may have metrics.
    pub(in crate::report) fn set_limit(&self, names: usize) {
        self.redactions.set_limit(names);
        self.counters.set_limit(names);
        self.observations.set_limit(names);
    }

    /// Records the redactions and measurements of a run. Returns how many of them went to `other` because their names
    /// have no metric.
    pub(in crate::report) fn record(
        &self,
        metrics: &FilterMetrics,
        edits: &EditSummary,
        diagnostics: &Diagnostics,
        named: &NamedMetrics,
    ) -> u64 {
        let mut others = 0;
        for RuleCount { rule, count } in &edits.rules {
            let inc = |counter: &IntCounter| counter.inc_by(*count);
            others += named.redactions.record(rule.0, &self.redactions, |name| metrics.redaction_counter(name), inc);
        }
        for (number, amount) in &diagnostics.counts {
            let inc = |counter: &IntCounter| counter.inc_by(*amount);
            others += named.counters.record(*number, &self.counters, |name| metrics.counter(name), inc);
        }
        for (number, value) in &diagnostics.observations {
            let observe = |histogram: &Histogram| histogram.observe(*value);
            others += named.observations.record(*number, &self.observations, |name| metrics.histogram(name), observe);
        }
        others
    }

    /// Returns all names that have metrics, and gives their series back to the budget.
    pub(in crate::report) fn take_names(&mut self) -> Vec<Box<str>> {
        let mut names = self.redactions.take_names();
        names.extend(self.counters.take_names());
        names.extend(self.observations.take_names());
        names
    }
}
