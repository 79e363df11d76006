//! One filter in one chain: its handles, resolved when its chain is loaded.

use prometheus::{Histogram, HistogramVec, IntCounter, IntCounterVec, IntGauge};

/// One filter's handles, resolved once.
pub struct FilterMetrics {
    pub(crate) chain: String,
    pub(crate) filter: String,
    pub(crate) runs: IntCounterVec,
    /// A good run; the other outcomes are rare and looked up by [`FilterMetrics::count_outcome`].
    pub runs_ok: IntCounter,
    /// Wall time of a run, sandbox start included.
    pub duration: Histogram,
    /// Wall time from an empty store to a sandbox that is ready to be called.
    pub sandbox_start: Histogram,
    /// Linear memory at the end of a run.
    pub memory: Histogram,
    /// Calls from the filter into the host.
    pub host_calls: IntCounter,
    /// Processor time.
    pub cpu: prometheus::Counter,
    /// 0 closed, 1 open, 2 probing.
    pub breaker: IntGauge,
    pub(crate) events: IntCounterVec,
    pub(crate) redactions: IntCounterVec,
    pub(crate) counters: IntCounterVec,
    pub(crate) observations: HistogramVec,
    pub(crate) log_lines: IntCounterVec,
    pub(crate) omitted: IntCounterVec,
    pub(crate) overdue: IntCounterVec,
}

impl FilterMetrics {
    /// A run that did not end well: `trap`, `cpu_limit`, `wall_limit`, `memory_limit`, `host_call_limit`, `edit_limit`,
    /// `error`, `breaker_open`, `pool_exhausted`.
    pub fn count_outcome(&self, outcome: &'static str) {
        self.runs.with_label_values(&[&self.chain, &self.filter, outcome]).inc();
    }

    /// A run that has taken many times its budget and has not ended.
    pub fn count_overdue(&self) {
        self.overdue.with_label_values(&[&self.chain, &self.filter]).inc();
    }

    /// Events by what the filter did: `passed`, `changed`, `dropped`, `withheld`.
    pub fn count_events(&self, outcome: &'static str, count: u64) {
        if count > 0 {
            self.events.with_label_values(&[self.chain.as_str(), &self.filter, outcome]).inc_by(count);
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

    /// What was left out because it went past a limit: the limit's key, without its section.
    pub fn count_omitted(&self, limit: &'static str, count: u64) {
        self.omitted.with_label_values(&[self.chain.as_str(), &self.filter, limit]).inc_by(count);
    }

    /// Log lines by fate: `written`, `cut`.
    pub fn count_log_lines(&self, fate: &'static str, count: u64) {
        if count > 0 {
            self.log_lines.with_label_values(&[self.chain.as_str(), &self.filter, fate]).inc_by(count);
        }
    }
}
