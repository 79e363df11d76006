//! Metrics under the names that a filter has declared.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use parking_lot::RwLock;
use sluice_metrics::{Histogram, IntCounter};

use super::series_budget::SeriesBudget;
use crate::load::declared::DeclaredNames;

/// The name that stands for all names past `limits.metric_names` and `ceiling.series`.
const OTHER: &str = "other";

/// The metrics of one loaded filter in one chain, found by number and without a lock.
pub(crate) struct NamedMetrics {
    pub(crate) redactions: MetricsByNumber<IntCounter>,
    pub(crate) counters: MetricsByNumber<IntCounter>,
    pub(crate) observations: MetricsByNumber<Histogram>,
}

impl NamedMetrics {
    pub(crate) fn new(declared: &DeclaredNames) -> Self {
        Self {
            redactions: MetricsByNumber::new(&declared.rules),
            counters: MetricsByNumber::new(&declared.counters),
            observations: MetricsByNumber::new(&declared.histograms),
        }
    }
}

/// Metrics of one kind. A metric is created when it is first used, since most rules never match and each would be a
/// series.
pub(crate) struct MetricsByNumber<M>(Box<[Slot<M>]>);

struct Slot<M> {
    name: Box<str>,
    found: OnceLock<Found<M>>,
}

struct Found<M> {
    metric: M,
    is_other: bool,
}

impl<M: Clone> MetricsByNumber<M> {
    fn new(names: &[String]) -> Self {
        Self(names.iter().map(|name| Slot { name: name.as_str().into(), found: OnceLock::new() }).collect())
    }

    /// Records a value under the name with this number. Returns 1 if the name has no metric of its own, else 0.
    pub(crate) fn record(
        &self,
        number: u32,
        named: &NamedFamily<M>,
        make: impl FnOnce(&str) -> M,
        record: impl FnOnce(&M),
    ) -> u64 {
        let Some(Slot { name, found }) = self.0.get(number as usize) else { return 0 };
        let found = found.get_or_init(|| named.find_or_create(name, make));
        record(&found.metric);
        u64::from(found.is_other)
    }
}

/// Metrics of one kind of one filter, by name. They outlive reloads of the filter, and the number of names is limited.
pub(crate) struct NamedFamily<M> {
    known: RwLock<Vec<(Box<str>, M)>>,
    limit: AtomicUsize,
    /// The series that one name takes.
    series: usize,
    budget: Arc<SeriesBudget>,
}

impl<M> NamedFamily<M> {
    pub(crate) fn new(limit: usize, series: usize, budget: &Arc<SeriesBudget>) -> Self {
        let (known, limit) = (RwLock::new(Vec::new()), AtomicUsize::new(limit));
        Self { known, limit, series, budget: Arc::clone(budget) }
    }

    /// Changes the number of names that may have metrics. Names that have one keep it.
    pub(crate) fn set_limit(&self, names: usize) {
        self.limit.store(names, Relaxed);
    }

    /// Returns its names, and gives their series back to the budget.
    pub(crate) fn take_names(&mut self) -> Vec<Box<str>> {
        let names: Vec<Box<str>> = std::mem::take(self.known.get_mut()).into_iter().map(|(name, _)| name).collect();
        let own = names.iter().filter(|name| ***name != *OTHER).count();
        self.budget.give_back(own * self.series);
        names
    }
}

impl<M: Clone> NamedFamily<M> {
    fn find_or_create(&self, name: &str, make: impl FnOnce(&str) -> M) -> Found<M> {
        let mut known = self.known.write();
        let metric = |known: &[(Box<str>, M)], name: &str| {
            known.iter().find(|(known, _)| **known == *name).map(|(_, metric)| metric.clone())
        };
        if let Some(metric) = metric(&known, name) {
            return Found { metric, is_other: false };
        }
        let is_own = name != OTHER && known.len() < self.limit.load(Relaxed) && self.budget.try_take(self.series);
        let label = if is_own { name } else { OTHER };
        let metric = metric(&known, label).unwrap_or_else(|| {
            let new = make(label);
            known.push((label.into(), new.clone()));
            new
        });
        Found { metric, is_other: label != name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a filter makes of names that end in these numbers: the names that got metrics, and how many did not.
    fn names(named: &NamedFamily<()>, numbers: std::ops::Range<u32>) -> (Vec<String>, u64) {
        let made = RwLock::new(Vec::new());
        let declared: Vec<String> = (0..25).map(|number| format!("n{number}")).collect();
        let loaded = MetricsByNumber::new(&declared);
        let record = |number| loaded.record(number, named, |name| made.write().push(name.to_owned()), |()| {});
        let others = numbers.map(record).sum();
        (made.into_inner(), others)
    }

    #[test]
    fn names_past_the_limit_share_one_also_when_the_filter_is_loaded_again() {
        let named = NamedFamily::new(5, 1, &Arc::new(SeriesBudget::new(100)));
        let made = ["n0", "n1", "n2", "n3", "n4", OTHER].map(str::to_owned).to_vec();
        assert_eq!(names(&named, 0..25), (made, 20));
        assert_eq!(names(&named, 0..25), (vec![], 20));
        assert_eq!(names(&named, 25..26), (vec![], 0));
    }

    #[test]
    fn filters_of_a_chain_share_its_series_and_give_them_back() {
        let budget = Arc::new(SeriesBudget::new(30));
        let (mut histograms, counters) = (NamedFamily::new(100, 14, &budget), NamedFamily::new(100, 1, &budget));
        assert_eq!(names(&histograms, 0..10).1, 8);
        assert_eq!(names(&counters, 0..10).1, 8);
        histograms.take_names();
        assert_eq!(names(&counters, 0..10).1, 0);
        assert_eq!(names(&NamedFamily::new(100, 14, &budget), 0..10).1, 9);
    }
}
