//! Metrics under the names that a filter declared.

use std::sync::{
    OnceLock,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use parking_lot::RwLock;
use prometheus::{Histogram, IntCounter};

use super::declared::Declared;

/// What the names past `limits.metric_names` share.
const OTHER: &str = "other";

/// Of one filter in one chain, as long as it is loaded once: found by number, without a lock.
pub(super) struct NamedMetrics {
    pub(super) redactions: ByNumber<IntCounter>,
    pub(super) counters: ByNumber<IntCounter>,
    pub(super) observations: ByNumber<Histogram>,
}

impl NamedMetrics {
    pub(super) fn new(declared: &Declared) -> Self {
        Self {
            redactions: ByNumber::new(&declared.rules),
            counters: ByNumber::new(&declared.counters),
            observations: ByNumber::new(&declared.histograms),
        }
    }
}

/// One kind of them. A metric is looked up by its name when it is first used: most rules never take anything, and each
/// would be a series.
pub(super) struct ByNumber<M>(Box<[Place<M>]>);

struct Place<M> {
    name: Box<str>,
    found: OnceLock<Found<M>>,
}

struct Found<M> {
    metric: M,
    is_other: bool,
}

impl<M: Clone> ByNumber<M> {
    fn new(names: &[String]) -> Self {
        Self(names.iter().map(|name| Place { name: name.as_str().into(), found: OnceLock::new() }).collect())
    }

    /// Records something under the name of that number; 1 where the name has no metric of its own.
    pub(super) fn record(
        &self,
        number: u32,
        named: &Named<M>,
        make: impl FnOnce(&str) -> M,
        record: impl FnOnce(&M),
    ) -> u64 {
        let Some(Place { name, found }) = self.0.get(number as usize) else { return 0 };
        let found = found.get_or_init(|| named.find(name, make));
        record(&found.metric);
        u64::from(found.is_other)
    }
}

/// One kind of metrics of a filter by name, however often the filter is loaded: a bounded number of names.
pub(super) struct Named<M> {
    known: RwLock<Vec<(Box<str>, M)>>,
    limit: AtomicUsize,
}

impl<M: Clone> Named<M> {
    pub(super) fn new(limit: usize) -> Self {
        Self { known: RwLock::new(Vec::new()), limit: AtomicUsize::new(limit) }
    }

    /// From now on.
    pub(super) fn limit(&self, names: usize) {
        self.limit.store(names, Relaxed);
    }

    pub(super) fn take_names(&mut self) -> impl Iterator<Item = Box<str>> {
        std::mem::take(self.known.get_mut()).into_iter().map(|(name, _)| name)
    }

    fn find(&self, name: &str, make: impl FnOnce(&str) -> M) -> Found<M> {
        let mut known = self.known.write();
        let metric = |known: &[(Box<str>, M)], name: &str| {
            known.iter().find(|(known, _)| **known == *name).map(|(_, metric)| metric.clone())
        };
        if let Some(metric) = metric(&known, name) {
            return Found { metric, is_other: false };
        }
        let is_other = known.len() >= self.limit.load(Relaxed);
        let name = if is_other { OTHER } else { name };
        let metric = metric(&known, name).unwrap_or_else(|| {
            let new = make(name);
            known.push((name.into(), new.clone()));
            new
        });
        Found { metric, is_other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_past_the_limit_share_one_also_when_the_filter_is_loaded_again() {
        let (named, made) = (Named::new(5), RwLock::new(Vec::new()));
        let names: Vec<String> = (0..25).map(|number| format!("n{number}")).collect();
        for _ in 0..2 {
            let loaded = ByNumber::new(&names);
            let record = |number| loaded.record(number, &named, |name| made.write().push(name.to_owned()), |()| {});
            assert_eq!((0..25).map(record).sum::<u64>(), 20);
            assert_eq!((record(0), record(24), record(25)), (0, 1, 0));
        }
        assert_eq!(*made.read(), ["n0", "n1", "n2", "n3", "n4", OTHER]);
    }
}
