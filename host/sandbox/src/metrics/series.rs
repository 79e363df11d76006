//! The number of series of a filter. Names that filters declare take further series, which the operator limits.

use super::{
    buckets::{FAST_SECONDS, MEMORY_BYTES},
    labels::{CANDIDATE_BATCHES, EVENTS, LOADS, LOG_LINES, OMISSIONS, PROMOTIONS},
};
use crate::run::result::outcome::Outcome;

/// Series of a filter with no label beside chain and filter: host calls, replayed runs, processor time, breaker, info.
const SINGLE: usize = 5;

/// The series that a filter has at most, with the name `other` of each family. Loads count twice: for the filter in
/// use, and for one that was refused in its place.
const OF_FILTER: usize = 2 * of_histogram(FAST_SECONDS)
    + of_histogram(MEMORY_BYTES)
    + SINGLE
    + Outcome::ALL.len()
    + EVENTS.len()
    + LOG_LINES.len()
    + OMISSIONS.len()
    + 2 * LOADS.len()
    + 2 * OF_COUNTER_NAME
    + OF_OBSERVATION_NAME;

/// The series that a filter with a candidate has beside these: results of batches and promotions, and differences by place
/// and rule, with one for each of their results that has room for no other.
const OF_CANDIDATE: usize = CANDIDATE_BATCHES.len() + PROMOTIONS.len() + MAX_DIFFERENCES + 3;
/// Places and rules of differences that have series of their own.
pub(crate) const MAX_DIFFERENCES: usize = 64;

/// Series of the name of a counter or a rule.
pub const OF_COUNTER_NAME: usize = 1;
/// Series of the name of a histogram.
pub const OF_OBSERVATION_NAME: usize = of_histogram(prometheus::DEFAULT_BUCKETS);

/// The series that `filters` filters of a chain have at most, without the names that they declare.
#[must_use]
pub const fn of_filters(filters: usize) -> usize {
    OF_FILTER.saturating_mul(filters)
}

/// The series that the candidates of so many filters have at most.
#[must_use]
pub const fn of_candidates(candidates: usize) -> usize {
    OF_CANDIDATE.saturating_mul(candidates)
}

/// One for each bucket, and those of the infinite bucket, the sum and the count.
const fn of_histogram(buckets: &[f64]) -> usize {
    buckets.len() + 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::SandboxMetrics;
    use sluice_metrics::Registry;

    #[test]
    fn a_filter_that_does_everything_has_the_series_that_are_counted() {
        let registry = Registry::default();
        let metrics = SandboxMetrics::new(&registry).expect("names are unique");
        let filter = metrics.for_filter("tenant", "filter");
        Outcome::ALL.iter().for_each(|outcome| filter.count_outcome(outcome.as_str()));
        EVENTS.iter().for_each(|outcome| filter.count_events(outcome, 1));
        LOG_LINES.iter().for_each(|fate| filter.count_log_lines(fate, 1));
        OMISSIONS.iter().for_each(|limit| filter.count_omitted(limit, 1));
        drop((filter.redaction_counter("other"), filter.counter("other"), filter.histogram("other")));
        metrics.set_info("tenant", "filter", "1", "0", true);
        for name in ["filter", "refused"] {
            LOADS.iter().for_each(|result| metrics.loads.with_label_values(&["tenant", name, result]).inc());
        }
        let mut text = Vec::new();
        registry.render(&mut text).expect("they can be encoded");
        let text = String::from_utf8(text).expect("UTF-8");
        assert_eq!(text.lines().filter(|line| line.contains("chain=\"tenant\"")).count(), OF_FILTER);
    }
}
