//! What a run tells the outside: metrics, the filter's own log lines and measurements, and a warning where it failed.

use std::{sync::Arc, time::Duration};

use prometheus::{Histogram, IntCounter};

use super::{
    by_filter::ByFilter,
    log_throttle::LogThrottle,
    named_metrics::{NamedFamily, NamedMetrics},
    series_budget::SeriesBudget,
};
use crate::{
    chain::breaker::BreakerState,
    metrics::{
        FilterMetrics, SandboxMetrics,
        series::{OF_COUNTER_NAME, OF_OBSERVATION_NAME},
    },
    run::{
        bindings::sluice::filter::diagnostics::Level,
        result::{
            diagnostics::{Diagnostics, Omitted},
            outcome::Outcome,
            run_stats::RunStats,
        },
    },
};
use sluice_event::{EditSummary, RuleCount};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::report";

/// Of one filter in one chain.
pub(crate) struct Reporter {
    chain: String,
    filter: String,
    metrics: FilterMetrics,
    redactions: NamedFamily<IntCounter>,
    counters: NamedFamily<IntCounter>,
    observations: NamedFamily<Histogram>,
    failures: LogThrottle,
    omissions: LogThrottle,
    overdue: LogThrottle,
    all_metrics: Arc<SandboxMetrics>,
    siblings: Arc<ByFilter<Reporter>>,
}

impl Reporter {
    pub(super) fn new(
        chain: &str,
        filter: &str,
        names: usize,
        budget: &Arc<SeriesBudget>,
        metrics: &Arc<SandboxMetrics>,
        siblings: Arc<ByFilter<Self>>,
    ) -> Self {
        Self {
            chain: chain.to_owned(),
            filter: filter.to_owned(),
            metrics: metrics.for_filter(chain, filter),
            redactions: NamedFamily::new(names, OF_COUNTER_NAME, budget),
            counters: NamedFamily::new(names, OF_COUNTER_NAME, budget),
            observations: NamedFamily::new(names, OF_OBSERVATION_NAME, budget),
            failures: LogThrottle::new(),
            omissions: LogThrottle::new(),
            overdue: LogThrottle::new(),
            all_metrics: Arc::clone(metrics),
            siblings,
        }
    }

    /// From now on.
    pub(crate) fn limit_names(&self, names: usize) {
        self.redactions.set_limit(names);
        self.counters.set_limit(names);
        self.observations.set_limit(names);
    }

    /// Every run, good or not.
    pub(crate) fn record_run(&self, stats: &RunStats) {
        self.metrics.sandbox_start.observe(stats.start.as_secs_f64());
        self.metrics.duration.observe(stats.wall.as_secs_f64());
        self.metrics.memory.observe(stats.memory_bytes as f64);
        self.metrics.host_calls.inc_by(u64::from(stats.host_calls));
        self.metrics.cpu.inc_by(stats.cpu.as_secs_f64());
    }

    /// A good run.
    pub(crate) fn record_success(
        &self,
        events: usize,
        edits: &EditSummary,
        diagnostics: &Diagnostics,
        named: &NamedMetrics,
    ) {
        self.metrics.runs_ok.inc();
        let (touched, dropped) = (u64::from(edits.changed), u64::from(edits.dropped));
        self.metrics.count_events("changed", touched.saturating_sub(dropped));
        self.metrics.count_events("dropped", dropped);
        self.metrics.count_events("passed", (events as u64).saturating_sub(touched));
        let (metrics, mut others) = (&self.metrics, 0);
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
        self.record_omissions("metric_names", others);
    }

    /// A run that failed, or was not made. `detail` comes from the host, never from the guest.
    pub(crate) fn record_failure(&self, outcome: Outcome, detail: Option<&str>) {
        self.metrics.count_outcome(outcome.as_str());
        let Some(suppressed) = self.failures.try_log() else { return };
        tracing::warn!(
            target: LOG_TARGET, chain = self.chain,
            filter = self.filter,
            outcome = outcome.as_str(),
            detail,
            suppressed,
            "filter failed"
        );
    }

    /// Chain and filter.
    pub(crate) fn chain_and_filter(&self) -> (&str, &str) {
        (&self.chain, &self.filter)
    }

    /// A run that has taken much more of the processor than it may, and goes on.
    pub(crate) fn record_overdue(&self, cpu: Duration, budget: Duration, is_serving: bool) {
        self.metrics.count_overdue();
        let Some(suppressed) = self.overdue.try_log() else { return };
        tracing::error!(
            target: LOG_TARGET, chain = self.chain,
            filter = self.filter,
            cpu_ms = millis(cpu),
            budget_ms = millis(budget),
            thread = if is_serving { "serving" } else { "slow lane" },
            suppressed,
            "a thread does not come back from a sandbox: no limit of the run has ended it"
        );
    }

    /// A run that was overdue has ended.
    pub(crate) fn record_return(&self, cpu: Duration) {
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        tracing::info!(target: LOG_TARGET, chain, filter, cpu_ms = millis(cpu), "a run that was overdue has ended");
    }

    /// What becomes of the events of a failed run.
    pub(crate) fn record_withheld(&self, events: usize) {
        self.metrics.count_events("withheld", events as u64);
    }

    /// What the filter logged. The lines are printable and bounded; what is in them is the filter's.
    pub(crate) fn record_diagnostics(&self, diagnostics: &Diagnostics) {
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        self.metrics.count_log_lines("written", diagnostics.lines.len() as u64);
        self.metrics.count_log_lines("cut", diagnostics.omitted.log_lines.into());
        for (level, line) in &diagnostics.lines {
            match level {
                Level::Debug => tracing::debug!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
                Level::Info => tracing::info!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
                Level::Warn => tracing::warn!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
                Level::Error => tracing::error!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
            }
        }
        if diagnostics.omitted != Omitted::default() {
            let Omitted { log_lines, log_bytes, measurements, undeclared, edits } = diagnostics.omitted;
            let all = [
                ("log_lines", log_lines),
                ("log_bytes", log_bytes),
                ("measurements", measurements),
                ("undeclared", undeclared),
                ("edits", edits),
            ];
            all.iter().for_each(|(limit, count)| self.record_omissions(limit, u64::from(*count)));
        }
    }

    /// Counts what was left out, and says so.
    fn record_omissions(&self, limit: &'static str, count: u64) {
        if count == 0 {
            return;
        }
        self.metrics.count_omitted(limit, count);
        let Some(suppressed) = self.omissions.try_log() else { return };
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        tracing::warn!(target: LOG_TARGET, chain, filter, limit, count, suppressed, "filter went past a limit: the rest was left out");
    }

    pub(crate) fn record_breaker_state(&self, state: BreakerState) {
        let value = state as i64;
        if self.metrics.breaker.get() == value {
            return;
        }
        self.metrics.breaker.set(value);
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        match state {
            BreakerState::Closed => {
                tracing::info!(target: LOG_TARGET, chain, filter, "breaker closed: the filter runs again")
            }
            BreakerState::Open => {
                tracing::warn!(target: LOG_TARGET, chain, filter, "breaker opened: the filter is not run, its policy holds")
            }
            BreakerState::Probing => {}
        }
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        let Self { redactions, counters, observations, .. } = self;
        let mut names = redactions.take_names();
        names.extend(counters.take_names());
        names.extend(observations.take_names());
        let Self { chain, filter, all_metrics, siblings, .. } = self;
        siblings.remove_dropped(chain, filter, || all_metrics.remove_filter(chain, filter, &names));
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
