//! What a new version of a filter did differently, counted by place and rule.

use std::collections::BTreeMap;

use parking_lot::Mutex;

use super::status::DifferenceStatus;
use crate::metrics::candidate::CandidateMetrics;
use sluice_event::{Difference, DifferenceKind};

/// Stands for places and rules that have no series of their own: rules are names that filters declare.
const OTHER: &str = "other";

/// Counts by place, rule and kind.
#[derive(Default)]
pub(super) struct Differences(Mutex<BTreeMap<(&'static str, String, DifferenceKind), u64>>);

impl Differences {
    pub(super) fn add(&self, found: &[Difference], metrics: &CandidateMetrics) {
        let mut counts = self.0.lock();
        for Difference { place, rule, kind } in found {
            let key = (*place, rule.clone(), *kind);
            let has_room = counts.contains_key(&key) || metrics.has_room_for_differences();
            let key = if has_room { key } else { (OTHER, OTHER.to_owned(), *kind) };
            metrics.count_difference(key.0, &key.1, name(*kind));
            *counts.entry(key).or_default() += 1;
        }
    }

    pub(super) fn status(&self) -> Vec<DifferenceStatus> {
        let counts = self.0.lock();
        let status = |((place, rule, kind), count): (&(&'static str, String, DifferenceKind), &u64)| DifferenceStatus {
            place,
            rule: rule.clone(),
            result: name(*kind),
            count: *count,
        };
        counts.iter().map(status).collect()
    }
}

/// The value of the label `result`.
fn name(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Fewer => "fewer",
        DifferenceKind::Other => "other",
        DifferenceKind::More => "more",
    }
}
