//! What the service says about the runs of one filter: metrics, the filter's own log lines and measurements, and
//! warnings.

use std::{sync::Arc, time::Duration};

use super::{
    by_filter::ByFilter,
    log::{filter_log, log_throttle::LogThrottle},
    names::{named_families::NamedFamilies, named_metrics::NamedMetrics, series_budget::SeriesBudget},
};
use crate::{
    metrics::{FilterMetrics, SandboxMetrics, breaker_state::BreakerState},
    run::result::{
        diagnostics::{Diagnostics, Omitted},
        outcome::Outcome,
        run_stats::RunStats,
    },
};
use sluice_event::EditSummary;

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::report";

/// Counts and logs the runs of one filter in one chain.
pub(crate) struct Reporter {
    chain: String,
    filter: String,
    metrics: FilterMetrics,
    named: NamedFamilies,
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
            named: NamedFamilies::new(names, budget),
            failures: LogThrottle::new(),
            omissions: LogThrottle::new(),
            overdue: LogThrottle::new(),
            all_metrics: Arc::clone(metrics),
            siblings,
        }
    }

    /// Changes how many names of each kind may have metrics. Names that have one keep it.
    pub(crate) fn limit_names(&self, names: usize) {
        self.named.set_limit(names);
    }

    /// Called for every run, whatever its outcome.
    pub(crate) fn record_run(&self, stats: &RunStats) {
        if stats.is_replayed {
            self.metrics.replayed.inc();
        } else {
            self.metrics.sandbox_start.observe(stats.start.as_secs_f64());
        }
        self.metrics.duration.observe(stats.wall.as_secs_f64());
        self.metrics.memory.observe(stats.memory_bytes as f64);
        self.metrics.host_calls.inc_by(u64::from(stats.host_calls));
        self.metrics.cpu.inc_by(stats.cpu.as_secs_f64());
    }

    /// Counts a run that succeeded, its events, and what it measured.
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
        let others = self.named.record(&self.metrics, edits, diagnostics, named);
        self.record_omissions("metric_names", others);
    }

    /// Counts a run that failed or did not take place. `detail` comes from the host, never from the guest.
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

    /// The names of the chain and of the filter.
    pub(crate) fn chain_and_filter(&self) -> (&str, &str) {
        (&self.chain, &self.filter)
    }

    /// Reports a run that has used much more processor time than it may, and still goes on.
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

    /// Reports that an overdue run has ended.
    pub(crate) fn record_return(&self, cpu: Duration) {
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        tracing::info!(target: LOG_TARGET, chain, filter, cpu_ms = millis(cpu), "a run that was overdue has ended");
    }

    /// Counts the events of a failed run that are withheld.
    pub(crate) fn record_withheld(&self, events: usize) {
        self.metrics.count_events("withheld", events as u64);
    }

    /// Writes what the filter logged. The lines are printable and bounded, but their content is the filter's.
    pub(crate) fn record_diagnostics(&self, diagnostics: &Diagnostics) {
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        self.metrics.count_log_lines("written", diagnostics.lines.len() as u64);
        self.metrics.count_log_lines("cut", diagnostics.omitted.log_lines.into());
        filter_log::write_lines(chain, filter, &diagnostics.lines);
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

    /// Counts what was left out because of a limit, and logs it.
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
        let names = self.named.take_names();
        let Self { chain, filter, all_metrics, siblings, .. } = self;
        siblings.remove_dropped(chain, filter, || all_metrics.remove_filter(chain, filter, &names));
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
