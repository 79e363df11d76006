//! How many series a tenant can have. Names that filters make up get what the operator grants beyond what all filters have.

use super::{
    FAST_SECONDS, MEMORY_BYTES,
    events::OUTCOMES,
    filters::{CUTS, EVENTS, LOADS, LOG_LINES},
};
use crate::filter::Outcome;

/// Of a counter or gauge that a filter has by itself: host calls, processor time, breaker, info.
const SINGLE: usize = 4;

/// Of a filter, whatever it does, with the `other` of each family; loads are counted for the filter in use and for one that
/// was refused in its place.
const OF_FILTER: usize = 2 * of_histogram(FAST_SECONDS)
    + of_histogram(MEMORY_BYTES)
    + SINGLE
    + Outcome::ALL.len()
    + EVENTS.len()
    + LOG_LINES.len()
    + CUTS.len()
    + 2 * LOADS.len()
    + 2 * OF_COUNTER_NAME
    + OF_OBSERVATION_NAME;

/// Of a tenant without filters: its events by outcome, bytes, refused requests, and the state of its chain.
const OF_TENANT: usize = OUTCOMES.len() + 1 + 1 + 1;

/// Of a name of a counter or a rule.
pub const OF_COUNTER_NAME: usize = 1;
/// Of a name of a histogram.
pub const OF_OBSERVATION_NAME: usize = of_histogram(prometheus::DEFAULT_BUCKETS);

/// What a tenant with so many filters has at most, without names of its filters' own.
#[must_use]
pub const fn of_tenant(filters: usize) -> usize {
    OF_TENANT + OF_FILTER.saturating_mul(filters)
}

/// Beside its buckets: that without a bound, the sum and the count.
const fn of_histogram(buckets: &[f64]) -> usize {
    buckets.len() + 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Metrics;

    #[test]
    fn a_filter_that_does_everything_has_the_series_that_are_counted() {
        let metrics = Metrics::new().expect("names are unique");
        let filter = metrics.filters.for_filter("tenant", "filter");
        Outcome::ALL.iter().for_each(|outcome| filter.run(outcome.as_str()));
        EVENTS.iter().for_each(|outcome| filter.events(outcome, 1));
        LOG_LINES.iter().for_each(|fate| filter.log_lines(fate, 1));
        CUTS.iter().for_each(|limit| filter.cut(limit, 1));
        drop((filter.redactions("other"), filter.counter("other"), filter.observation("other")));
        metrics.filters.in_use("tenant", "filter", "1", "0", true);
        for name in ["filter", "refused"] {
            LOADS.iter().for_each(|result| metrics.filters.loads.with_label_values(&["tenant", name, result]).inc());
        }
        let text = String::from_utf8(metrics.render()).expect("UTF-8");
        assert_eq!(text.lines().filter(|line| line.contains("chain=\"tenant\"")).count(), OF_FILTER);
    }
}
