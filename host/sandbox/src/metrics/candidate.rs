//! The metrics of candidates and promotions. Their series exist from the first event on: few filters have candidates.

use prometheus::core::Collector;
use sluice_metrics::{IntCounterVec, Registry, counters};

use super::{
    labels::{CANDIDATE_BATCHES, PROMOTIONS},
    series::MAX_DIFFERENCES,
};

/// The families of all filters.
#[derive(Clone)]
pub(crate) struct CandidateFamilies {
    batches: IntCounterVec,
    differences: IntCounterVec,
    promotions: IntCounterVec,
}

/// The series of one filter.
#[derive(Clone)]
pub(crate) struct CandidateMetrics {
    families: CandidateFamilies,
    chain: String,
    filter: String,
}

impl CandidateFamilies {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        Ok(Self {
            batches: counters(
                r,
                "telemetry_candidate_batches_total",
                "Batches on which a filter and its candidate, or its predecessor, were compared, by result",
                &["chain", "filter", "result"],
            )?,
            differences: counters(
                r,
                "telemetry_candidate_differences_total",
                "What the newer of the two did differently, by place in an event and rule",
                &["chain", "filter", "place", "rule", "result"],
            )?,
            promotions: counters(
                r,
                "telemetry_filter_promotions_total",
                "Components that replaced another: promoted, refused, kept or rolled back",
                &["chain", "filter", "result"],
            )?,
        })
    }

    pub(crate) fn for_filter(&self, chain: &str, filter: &str) -> CandidateMetrics {
        CandidateMetrics { families: self.clone(), chain: chain.to_owned(), filter: filter.to_owned() }
    }

    /// Removes the series of a filter that is gone.
    pub(super) fn remove(&self, chain: &str, filter: &str) {
        CANDIDATE_BATCHES.iter().for_each(|result| _ = self.batches.remove_label_values(&[chain, filter, result]));
        PROMOTIONS.iter().for_each(|result| _ = self.promotions.remove_label_values(&[chain, filter, result]));
        for [place, rule, result] in self.differences_of(chain, filter) {
            let _ = self.differences.remove_label_values(&[chain, filter, &place, &rule, &result]);
        }
    }

    /// Place, rule and result of each series of a filter.
    fn differences_of(&self, chain: &str, filter: &str) -> Vec<[String; 3]> {
        let families = self.differences.collect();
        let series = families.iter().flat_map(|family| family.get_metric());
        let labels = series.map(|series| {
            let value = |name: &str| {
                let label = series.get_label().iter().find(|label| label.name() == name);
                label.map(|label| label.value().to_owned()).unwrap_or_default()
            };
            (value("chain") == chain && value("filter") == filter).then(|| ["place", "rule", "result"].map(value))
        });
        labels.flatten().collect()
    }
}

impl CandidateMetrics {
    pub(crate) fn count_batch(&self, result: &'static str) {
        self.families.batches.with_label_values(&[self.chain.as_str(), &self.filter, result]).inc();
    }

    pub(crate) fn count_difference(&self, place: &str, rule: &str, result: &str) {
        self.families.differences.with_label_values(&[self.chain.as_str(), &self.filter, place, rule, result]).inc();
    }

    /// Whether another place or rule may have a series.
    pub(crate) fn has_room_for_differences(&self) -> bool {
        self.families.differences_of(&self.chain, &self.filter).len() < MAX_DIFFERENCES
    }

    pub(crate) fn count_promotion(&self, result: &'static str) {
        self.families.promotions.with_label_values(&[self.chain.as_str(), &self.filter, result]).inc();
    }
}
