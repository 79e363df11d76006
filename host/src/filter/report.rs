//! What a run tells the outside: metrics, the filter's own log lines and measurements, and a warning where it failed.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    time::Instant,
};

use parking_lot::RwLock;
use prometheus::{Histogram, IntCounter};

use super::{
    bindings::sluice::filter::diagnostics::Level,
    breaker::State,
    failure::Outcome,
    reporters::Reporters,
    run::{Cut, Diagnostics},
    sandbox::Figures,
    series_budget::SeriesBudget,
};
use crate::{
    event::{EditSummary, RuleCount},
    metrics::{
        FilterMetrics,
        series::{OF_COUNTER_NAME, OF_OBSERVATION_NAME},
    },
};

/// What the names past `limits.metric_names` and `ceiling.series` share: a filter makes them up, and could make them from what it reads.
const OTHER: &str = "other";
/// Between two warnings of one kind.
const QUIET_MS: u64 = 1_000;

/// Of one filter in one chain.
pub(super) struct Reporter {
    chain: String,
    filter: String,
    metrics: FilterMetrics,
    redactions: Named<IntCounter>,
    counters: Named<IntCounter>,
    observations: Named<Histogram>,
    failures: Quiet,
    cuts: Quiet,
    all: Arc<Reporters>,
}

impl Reporter {
    pub(super) fn new(
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
            all,
        }
    }

    /// From now on.
    pub(super) fn limit_names(&self, names: usize) {
        for limit in [&self.redactions.limit, &self.counters.limit, &self.observations.limit] {
            limit.store(names, Relaxed);
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
        let mut others = 0;
        for RuleCount { rule, count } in &edits.rules {
            others +=
                self.redactions.with(rule, |name| self.metrics.redactions(name), |counter| counter.inc_by(*count));
        }
        for (name, amount) in &diagnostics.counts {
            others += self.counters.with(name, |name| self.metrics.counter(name), |counter| counter.inc_by(*amount));
        }
        for (name, value) in &diagnostics.observations {
            let metric = |name: &str| self.metrics.observation(name);
            others += self.observations.with(name, metric, |histogram| histogram.observe(*value));
        }
        self.cut("metric_names", others);
    }

    /// A run that failed, or was not made. `detail` comes from the host, never from the guest.
    pub(super) fn bad(&self, outcome: Outcome, detail: Option<&str>) {
        self.metrics.run(outcome.as_str());
        let Some(suppressed) = self.failures.speak() else { return };
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
            let Cut { log_lines, log_bytes, measurements, edits } = diagnostics.cut;
            let all =
                [("log_lines", log_lines), ("log_bytes", log_bytes), ("measurements", measurements), ("edits", edits)];
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
        tracing::warn!(chain, filter, limit, count, suppressed, "filter went past a limit: the rest was left out");
    }

    pub(super) fn breaker(&self, state: State) {
        let value = state as i64;
        if self.metrics.breaker.get() == value {
            return;
        }
        self.metrics.breaker.set(value);
        let (chain, filter) = (self.chain.as_str(), self.filter.as_str());
        match state {
            State::Closed => tracing::info!(chain, filter, "breaker closed: the filter runs again"),
            State::Open => tracing::warn!(chain, filter, "breaker opened: the filter is not run, its policy holds"),
            State::Probing => {}
        }
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        let Self { redactions, counters, observations, .. } = self;
        let mut names = redactions.end();
        names.extend(counters.end());
        names.extend(observations.end());
        self.all.gone(&self.chain, &self.filter, &names);
    }
}

/// Metrics by a name that a filter made up.
struct Named<M> {
    known: RwLock<Vec<(Box<str>, M)>>,
    limit: AtomicUsize,
    /// Of one name.
    series: usize,
    budget: Arc<SeriesBudget>,
}

impl<M> Named<M> {
    fn new(limit: usize, series: usize, budget: &Arc<SeriesBudget>) -> Self {
        let (known, limit) = (RwLock::new(Vec::new()), AtomicUsize::new(limit));
        Self { known, limit, series, budget: Arc::clone(budget) }
    }

    /// Gives back what its names took, and returns them.
    fn end(&mut self) -> Vec<Box<str>> {
        let names = std::mem::take(self.known.get_mut()).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let own = names.iter().filter(|name| ***name != *OTHER).count();
        self.budget.give_back(own * self.series);
        names
    }

    /// 1 where the name got no metric of its own.
    fn with(&self, name: &str, make: impl Fn(&str) -> M, use_it: impl Fn(&M)) -> u64 {
        if use_known(&self.known.read(), name, &use_it) {
            return 0;
        }
        let mut known = self.known.write();
        if use_known(&known, name, &use_it) {
            return 0;
        }
        let own = name != OTHER && known.len() < self.limit.load(Relaxed) && self.budget.take(self.series);
        let label = if own { name } else { OTHER };
        if own || !use_known(&known, OTHER, &use_it) {
            let metric = make(label);
            use_it(&metric);
            known.push((label.into(), metric));
        }
        u64::from(label != name)
    }
}

fn use_known<M>(known: &[(Box<str>, M)], name: &str, use_it: impl Fn(&M)) -> bool {
    let found = known.iter().find(|(known, _)| **known == *name);
    found.is_some_and(|(_, metric)| {
        use_it(metric);
        true
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What a filter makes of names that end in these numbers: the names that got metrics, and how many did not.
    fn names(named: &Named<()>, numbers: std::ops::Range<u32>) -> (Vec<String>, u64) {
        let made = RwLock::new(Vec::new());
        let call = |number| named.with(&format!("n{number}"), |name| made.write().push(name.to_owned()), |()| {});
        let others = numbers.map(call).sum();
        (made.into_inner(), others)
    }

    #[test]
    fn names_past_the_limit_share_one() {
        let named = Named::new(5, 1, &Arc::new(SeriesBudget::new(100)));
        let made = ["n0", "n1", "n2", "n3", "n4", OTHER].map(str::to_owned).to_vec();
        assert_eq!(names(&named, 0..25), (made, 20));
        assert_eq!(names(&named, 0..1), (vec![], 0));
    }

    #[test]
    fn filters_of_a_chain_share_its_series_and_give_them_back() {
        let budget = Arc::new(SeriesBudget::new(30));
        let (mut histograms, counters) = (Named::new(100, 14, &budget), Named::new(100, 1, &budget));
        assert_eq!(names(&histograms, 0..10).1, 8);
        assert_eq!(names(&counters, 0..10).1, 8);
        histograms.end();
        assert_eq!(names(&counters, 0..10).1, 0);
        assert_eq!(names(&Named::new(100, 14, &budget), 0..10).1, 9);
    }
}
