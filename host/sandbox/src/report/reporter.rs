//! What a run tells the outside: metrics, the filter's own log lines and measurements, and a warning where it failed.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use prometheus::{Histogram, IntCounter};

use super::{
    named_metrics::{Named, NamedMetrics},
    reporters::Reporters,
    series_budget::SeriesBudget,
};
use crate::{
    chain::breaker::State,
    metrics::{
        FilterMetrics,
        series::{OF_COUNTER_NAME, OF_OBSERVATION_NAME},
    },
    run::{
        bindings::sluice::filter::diagnostics::Level,
        failure::Outcome,
        run_state::{Cut, Diagnostics},
        sandbox::Figures,
    },
};
use sluice_event::{EditSummary, RuleCount};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::report";

/// Between two warnings of one kind.
const QUIET_MS: u64 = 1_000;

/// Of one filter in one chain.
pub(crate) struct Reporter {
    chain: String,
    filter: String,
    metrics: FilterMetrics,
    redactions: Named<IntCounter>,
    counters: Named<IntCounter>,
    observations: Named<Histogram>,
    failures: Quiet,
    cuts: Quiet,
    overdue: Quiet,
    all: Arc<Reporters>,
}

impl Reporter {
    pub(crate) fn new(
        chain: &str,
        filter: &str,
        names: usize,
        budget: &Arc<SeriesBudget>,
        metrics: FilterMetrics,
        all: Arc<Reporters>,
    ) -> Self {
        Self {
            chain: chain.to_owned(),
            filter: filter.to_owned(),
            metrics,
            redactions: Named::new(names, OF_COUNTER_NAME, budget),
            counters: Named::new(names, OF_COUNTER_NAME, budget),
            observations: Named::new(names, OF_OBSERVATION_NAME, budget),
            failures: Quiet::new(),
            cuts: Quiet::new(),
            overdue: Quiet::new(),
            all,
        }
    }

    /// From now on.
    pub(crate) fn limit_names(&self, names: usize) {
        self.redactions.limit(names);
        self.counters.limit(names);
        self.observations.limit(names);
    }

    /// Every run, good or not.
    pub(crate) fn ran(&self, figures: &Figures) {
        self.metrics.sandbox_start.observe(figures.started.as_secs_f64());
        self.metrics.duration.observe(figures.wall.as_secs_f64());
        self.metrics.memory.observe(figures.memory_bytes as f64);
        self.metrics.host_calls.inc_by(u64::from(figures.host_calls));
        self.metrics.cpu.inc_by(figures.cpu.as_secs_f64());
    }

    /// A good run.
    pub(crate) fn good(&self, events: usize, edits: &EditSummary, diagnostics: &Diagnostics, named: &NamedMetrics) {
        self.metrics.runs_ok.inc();
        let (touched, dropped) = (u64::from(edits.changed), u64::from(edits.dropped));
        self.metrics.events("changed", touched.saturating_sub(dropped));
        self.metrics.events("dropped", dropped);
        self.metrics.events("passed", (events as u64).saturating_sub(touched));
        let (of, mut others) = (&self.metrics, 0);
        for RuleCount { rule, count } in &edits.rules {
            let inc = |counter: &IntCounter| counter.inc_by(*count);
            others += named.redactions.record(rule.0, &self.redactions, |name| of.redactions(name), inc);
        }
        for (number, amount) in &diagnostics.counts {
            let inc = |counter: &IntCounter| counter.inc_by(*amount);
            others += named.counters.record(*number, &self.counters, |name| of.counter(name), inc);
        }
        for (number, value) in &diagnostics.observations {
            let observe = |histogram: &Histogram| histogram.observe(*value);
            others += named.observations.record(*number, &self.observations, |name| of.observation(name), observe);
        }
        self.cut("metric_names", others);
    }

    /// A run that failed, or was not made. `detail` comes from the host, never from the guest.
    pub(crate) fn bad(&self, outcome: Outcome, detail: Option<&str>) {
        self.metrics.run(outcome.as_str());
        let Some(suppressed) = self.failures.speak() else { return };
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
    pub(crate) fn labels(&self) -> (&str, &str) {
        (&self.chain, &self.filter)
    }

    /// A run that has taken much more of the processor than it may, and goes on.
    pub(crate) fn overdue(&self, cpu: Duration, budget: Duration, serves: bool) {
        self.metrics.overdue();
        let Some(suppressed) = self.overdue.speak() else { return };
        tracing::error!(
            target: LOG_TARGET, chain = self.chain,
            filter = self.filter,
            cpu_ms = millis(cpu),
            budget_ms = millis(budget),
            thread = if serves { "serving" } else { "slow lane" },
            suppressed,
            "a thread does not come back from a sandbox: no limit of the run has ended it"
        );
    }

    /// A run that was overdue has ended.
    pub(crate) fn returned(&self, cpu: Duration) {
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        tracing::info!(target: LOG_TARGET, chain, filter, cpu_ms = millis(cpu), "a run that was overdue has ended");
    }

    /// What becomes of the events of a failed run.
    pub(crate) fn withheld(&self, events: usize) {
        self.metrics.events("withheld", events as u64);
    }

    /// What the filter logged. The lines are printable and bounded; what is in them is the filter's.
    pub(crate) fn said(&self, diagnostics: &Diagnostics) {
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        self.metrics.log_lines("written", diagnostics.lines.len() as u64);
        self.metrics.log_lines("cut", diagnostics.cut.log_lines.into());
        for (level, line) in &diagnostics.lines {
            match level {
                Level::Debug => tracing::debug!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
                Level::Info => tracing::info!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
                Level::Warn => tracing::warn!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
                Level::Error => tracing::error!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
            }
        }
        if diagnostics.cut != Cut::default() {
            let Cut { log_lines, log_bytes, measurements, undeclared, edits } = diagnostics.cut;
            let all = [
                ("log_lines", log_lines),
                ("log_bytes", log_bytes),
                ("measurements", measurements),
                ("undeclared", undeclared),
                ("edits", edits),
            ];
            all.iter().for_each(|(limit, count)| self.cut(limit, u64::from(*count)));
        }
    }

    /// Counts what was left out, and says so.
    fn cut(&self, limit: &'static str, count: u64) {
        if count == 0 {
            return;
        }
        self.metrics.cut(limit, count);
        let Some(suppressed) = self.cuts.speak() else { return };
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        tracing::warn!(target: LOG_TARGET, chain, filter, limit, count, suppressed, "filter went past a limit: the rest was left out");
    }

    pub(crate) fn breaker(&self, state: State) {
        let value = state as i64;
        if self.metrics.breaker.get() == value {
            return;
        }
        self.metrics.breaker.set(value);
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        match state {
            State::Closed => tracing::info!(target: LOG_TARGET, chain, filter, "breaker closed: the filter runs again"),
            State::Open => {
                tracing::warn!(target: LOG_TARGET, chain, filter, "breaker opened: the filter is not run, its policy holds")
            }
            State::Probing => {}
        }
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        let Self { redactions, counters, observations, .. } = self;
        let mut names = redactions.take_names();
        names.extend(counters.take_names());
        names.extend(observations.take_names());
        self.all.gone(&self.chain, &self.filter, &names);
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Keeps warnings that may be caused at any rate from filling the log.
struct Quiet {
    made: Instant,
    /// Milliseconds since it was made; 0 for never.
    last: AtomicU64,
    suppressed: AtomicU64,
}

impl Quiet {
    fn new() -> Self {
        Self { made: Instant::now(), last: AtomicU64::new(0), suppressed: AtomicU64::new(0) }
    }

    /// Where it is time for a warning: how many there were since the last one.
    fn speak(&self) -> Option<u64> {
        let now = u64::try_from(self.made.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let last = self.last.load(Relaxed);
        let quiet = last != 0 && now.saturating_sub(last) < QUIET_MS;
        if quiet || self.last.compare_exchange(last, now, Relaxed, Relaxed).is_err() {
            self.suppressed.fetch_add(1, Relaxed);
            return None;
        }
        Some(self.suppressed.swap(0, Relaxed))
    }
}
