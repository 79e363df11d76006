//! What a run tells the outside: metrics, the filter's own log lines and measurements, and a warning where it failed.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use parking_lot::RwLock;
use prometheus::{Histogram, IntCounter};

use super::{bindings::sluice::filter::diagnostics::Level, failure::Outcome, run::Diagnostics, sandbox::Figures};
use crate::{
    event::{EditSummary, RuleCount},
    metrics::FilterMetrics,
};

/// Names of rules, of counters and of histograms that one filter may bring into the metrics; it makes them up itself,
/// and could make them from what it reads.
const MAX_NAMES: usize = 32;
/// What the names past that share.
const OTHER: &str = "other";
const QUIET_MS: u64 = 1_000;

/// Of one filter in one chain.
pub(super) struct Reporter {
    chain: String,
    filter: String,
    metrics: FilterMetrics,
    redactions: Named<IntCounter>,
    counters: Named<IntCounter>,
    observations: Named<Histogram>,
    made: Instant,
    /// Milliseconds since it was made; 0 for never.
    last_warning: AtomicU64,
    suppressed: AtomicU64,
}

impl Reporter {
    pub(super) fn new(chain: &str, filter: &str, metrics: FilterMetrics) -> Self {
        Self {
            chain: chain.to_owned(),
            filter: filter.to_owned(),
            metrics,
            redactions: Named::new(),
            counters: Named::new(),
            observations: Named::new(),
            made: Instant::now(),
            last_warning: AtomicU64::new(0),
            suppressed: AtomicU64::new(0),
        }
    }

    /// Every run, good or not.
    pub(super) fn ran(&self, figures: &Figures) {
        self.metrics.sandbox_start.observe(figures.started.as_secs_f64());
        self.metrics.duration.observe(figures.wall.as_secs_f64());
        self.metrics.memory.observe(figures.memory_bytes as f64);
        self.metrics.host_calls.inc_by(u64::from(figures.host_calls));
        self.metrics.cpu.inc_by(figures.cpu.as_secs_f64());
    }

    /// A good run.
    pub(super) fn good(&self, events: usize, edits: &EditSummary, diagnostics: &Diagnostics) {
        self.metrics.runs_ok.inc();
        let (touched, dropped) = (u64::from(edits.changed), u64::from(edits.dropped));
        self.metrics.events("changed", touched.saturating_sub(dropped));
        self.metrics.events("dropped", dropped);
        self.metrics.events("passed", (events as u64).saturating_sub(touched));
        for RuleCount { rule, count } in &edits.rules {
            self.redactions.with(rule, |name| self.metrics.redactions(name), |counter| counter.inc_by(*count));
        }
        for (name, amount) in &diagnostics.counts {
            self.counters.with(name, |name| self.metrics.counter(name), |counter| counter.inc_by(*amount));
        }
        for (name, value) in &diagnostics.observations {
            self.observations.with(name, |name| self.metrics.observation(name), |histogram| histogram.observe(*value));
        }
    }

    /// A run that failed, or was not made. `detail` comes from the host, never from the guest.
    pub(super) fn bad(&self, outcome: Outcome, detail: Option<&str>) {
        self.metrics.run(outcome.as_str());
        let now = u64::try_from(self.made.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let last = self.last_warning.load(Relaxed);
        let quiet = last != 0 && now.saturating_sub(last) < QUIET_MS;
        if quiet || self.last_warning.compare_exchange(last, now, Relaxed, Relaxed).is_err() {
            self.suppressed.fetch_add(1, Relaxed);
            return;
        }
        let suppressed = self.suppressed.swap(0, Relaxed);
        tracing::warn!(
            chain = self.chain,
            filter = self.filter,
            outcome = outcome.as_str(),
            detail,
            suppressed,
            "filter failed"
        );
    }

    /// What becomes of the events of a failed run.
    pub(super) fn withheld(&self, events: usize) {
        self.metrics.events("withheld", events as u64);
    }

    /// What the filter logged. The lines are printable and bounded; what is in them is the filter's.
    pub(super) fn said(&self, diagnostics: &Diagnostics) {
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        for (level, line) in &diagnostics.lines {
            self.metrics.log_lines("written");
            match level {
                Level::Debug => tracing::debug!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
                Level::Info => tracing::info!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
                Level::Warn => tracing::warn!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
                Level::Error => tracing::error!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
            }
        }
        for _ in 0..diagnostics.cut {
            self.metrics.log_lines("cut");
        }
    }

    pub(super) fn breaker(&self, state: super::breaker::State) {
        let value = state as i64;
        if self.metrics.breaker.get() != value {
            self.metrics.breaker.set(value);
        }
    }
}

/// Metrics by a name that a filter made up.
struct Named<M>(RwLock<Vec<(Box<str>, M)>>);

impl<M> Named<M> {
    fn new() -> Self {
        Self(RwLock::new(Vec::new()))
    }

    fn with(&self, name: &str, make: impl Fn(&str) -> M, use_it: impl Fn(&M)) {
        if let Some((_, metric)) = self.0.read().iter().find(|(known, _)| **known == *name) {
            return use_it(metric);
        }
        let mut known = self.0.write();
        let name = if known.len() < MAX_NAMES { name } else { OTHER };
        if let Some((_, metric)) = known.iter().find(|(known, _)| **known == *name) {
            return use_it(metric);
        }
        let metric = make(name);
        use_it(&metric);
        known.push((name.into(), metric));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_past_the_limit_share_one() {
        let named = Named::new();
        let made = RwLock::new(Vec::new());
        for number in 0..MAX_NAMES + 20 {
            named.with(&format!("n{number}"), |name| made.write().push(name.to_owned()), |()| {});
        }
        let made = made.into_inner();
        assert_eq!(made.len(), MAX_NAMES + 1);
        assert_eq!(made.last().map(String::as_str), Some(OTHER));
    }
}
