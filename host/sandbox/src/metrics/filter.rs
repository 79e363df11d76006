//! The series of one filter in one chain, resolved when its chain is loaded.

use super::labels::EVENTS;
use prometheus::IntGauge;
use sluice_metrics::{Histogram, HistogramVec, IntCounter, IntCounterVec, SecondsCounter};
use std::sync::OnceLock;

/// The series of one filter.
pub struct FilterMetrics {
    pub(crate) chain: String,
    pub(crate) filter: String,
    pub(crate) runs: IntCounterVec,
    /// Runs that succeeded. The other outcomes are rare, so [`FilterMetrics::count_outcome`] looks them up.
    pub runs_ok: IntCounter,
    /// Wall time of a run, sandbox start included.
    pub duration: Histogram,
    /// Wall time from an empty store to a sandbox that is ready to be called.
    pub sandbox_start: Histogram,
    /// Linear memory at the end of a run.
    pub memory: Histogram,
    /// Calls from the filter into the host.
    pub host_calls: IntCounter,
    /// Runs without a sandbox: their calls into the host were known from an earlier run.
    pub replayed: IntCounter,
    /// Processor time.
    pub cpu: SecondsCounter,
    /// 0 closed, 1 open, 2 probing.
    pub breaker: IntGauge,
    pub(crate) events: IntCounterVec,
    /// Of `events`, in the order of [`EVENTS`]: each has its series from the first event on.
    pub(crate) events_by_outcome: [OnceLock<IntCounter>; EVENTS.len()],
    pub(crate) redactions: IntCounterVec,
    pub(crate) counters: IntCounterVec,
    pub(crate) observations: HistogramVec,
    pub(crate) log_lines: IntCounterVec,
    pub(crate) omitted: IntCounterVec,
    pub(crate) overdue: IntCounterVec,
}

impl FilterMetrics {
    /// Counts a run that failed or did not take place: `trap`, `cpu_limit`, `wall_limit`, `memory_limit`,
    /// `host_call_limit`, `edit_limit`, `error`, `breaker_open`, `pool_exhausted`.
    pub fn count_outcome(&self, outcome: &'static str) {
        self.runs.with_label_values(&[&self.chain, &self.filter, outcome]).inc();
    }

    /// Counts a run that has used many times its budget and has not ended.
    pub fn count_overdue(&self) {
        self.overdue.with_label_values(&[&self.chain, &self.filter]).inc();
    }

    /// Counts events by what the filter did to them: `passed`, `changed`, `dropped`, `withheld`.
    pub fn count_events(&self, outcome: &'static str, count: u64) {
        if count > 0 {
            let place = EVENTS.iter().position(|known| *known == outcome);
            let new = || self.events.with_label_values(&[self.chain.as_str(), &self.filter, outcome]);
            match place {
                Some(place) => self.events_by_outcome[place].get_or_init(new).inc_by(count),
                None => new().inc_by(count),
            }
        }
    }

    /// A counter for what one rule took away. `rule` has passed the gate for rule names.
    #[must_use]
    pub fn redaction_counter(&self, rule: &str) -> IntCounter {
        self.redactions.with_label_values(&[self.chain.as_str(), &self.filter, rule])
    }

    /// A counter of the filter's own. `name` has passed the gate for metric names.
    #[must_use]
    pub fn counter(&self, name: &str) -> IntCounter {
        self.counters.with_label_values(&[self.chain.as_str(), &self.filter, name])
    }

    /// A histogram of the filter's own. `name` has passed the gate for metric names.
    #[must_use]
    pub fn histogram(&self, name: &str) -> Histogram {
        self.observations.with_label_values(&[self.chain.as_str(), &self.filter, name])
    }

    /// Counts what was left out because it went past a limit. `limit` is the limit's key without its section.
    pub fn count_omitted(&self, limit: &'static str, count: u64) {
        self.omitted.with_label_values(&[self.chain.as_str(), &self.filter, limit]).inc_by(count);
    }

    /// Counts log lines by fate: `written`, `cut`.
    pub fn count_log_lines(&self, fate: &'static str, count: u64) {
        if count > 0 {
            self.log_lines.with_label_values(&[self.chain.as_str(), &self.filter, fate]).inc_by(count);
        }
    }
}
