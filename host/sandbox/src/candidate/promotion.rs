//! Whether a component may replace the one that is in use, and what happens to it afterwards.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use arc_swap::ArcSwapOption;

use super::{comparison::Comparison, shadow::Shadow, status::PromotionStatus};
use crate::{
    chain::filter_in_chain::FilterInChain,
    load::{error::Refusal, stage::Stage},
    metrics::candidate::CandidateMetrics,
    settings::promotion::PromotionConfig,
};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::promotion";

/// Runs, or compared batches, before a share of them says anything.
const MIN_RUNS: u64 = 20;

/// Why a candidate must not replace its filter yet. None if it may.
pub(crate) fn objection(comparison: &Comparison, config: &PromotionConfig) -> Option<String> {
    let (compared, fewer) = (comparison.compared(), comparison.fewer());
    if compared < config.batches {
        let wanted = config.batches;
        return Some(format!("was compared on {compared} batches, and {wanted} are wanted (`promotion.batches`)"));
    }
    (fewer as f64 > config.max_fewer * compared as f64).then(|| {
        let (most, where_to) = (config.max_fewer, comparison.describe_fewer());
        format!(
            "left something in {fewer} of {compared} batches that the filter in use takes away{where_to}; the most is a \
             share of {most} (`promotion.max_fewer`). Change the candidate, or the bound"
        )
    })
}

/// Checks whether a component may replace the filter `old`.
pub(crate) fn check(old: &FilterInChain, component: &str, config: &PromotionConfig) -> Result<(), Refusal> {
    // Whoever follows a rollback in the file is not held up.
    if old.probation.as_ref().is_some_and(|probation| probation.predecessor_component == component) {
        return Ok(());
    }
    let objection = match old.comparison_with(component) {
        Some(comparison) => objection(&comparison, config),
        None if config.batches > 0 => {
            let wanted = config.batches;
            Some(format!("was no candidate, and {wanted} compared batches are wanted (`promotion.batches`)"))
        }
        None => None,
    };
    objection.map_or(Ok(()), |why| Err(Refusal::new(Stage::Promote, why)))
}

/// A filter that was a candidate, for some time after it has replaced another.
pub(crate) struct Probation {
    /// None when it has kept its bounds.
    standby: ArcSwapOption<Standby>,
    predecessor_component: String,
    predecessor_version: String,
    comparison: Arc<Comparison>,
    config: PromotionConfig,
    /// The time of the first run: the chain may have been loaded and not taken.
    began: OnceLock<Instant>,
    runs: AtomicU64,
    failures: AtomicU64,
    rolled_back: OnceLock<String>,
    kept: OnceLock<()>,
    metrics: CandidateMetrics,
}

/// The filter that was replaced.
struct Standby {
    predecessor: Arc<FilterInChain>,
    /// It in comparison with the filter.
    shadow: Arc<Shadow>,
}

impl Probation {
    pub(crate) fn new(
        predecessor: Arc<FilterInChain>,
        shadow: Arc<Shadow>,
        config: PromotionConfig,
        metrics: CandidateMetrics,
    ) -> Arc<Self> {
        Arc::new(Self {
            predecessor_component: predecessor.component.clone(),
            predecessor_version: predecessor.name.version.clone(),
            comparison: Arc::clone(&shadow.comparison),
            standby: ArcSwapOption::from_pointee(Standby { predecessor, shadow }),
            config,
            began: OnceLock::new(),
            runs: AtomicU64::new(0),
            failures: AtomicU64::new(0),
            rolled_back: OnceLock::new(),
            kept: OnceLock::new(),
            metrics,
        })
    }

    /// The filter that runs in place of the one that was rolled back.
    pub(crate) fn restored(&self) -> Option<Arc<FilterInChain>> {
        self.rolled_back.get()?;
        self.standby.load().as_ref().map(|standby| Arc::clone(&standby.predecessor))
    }

    /// The predecessor and the filter, which are compared as long as the probation lasts.
    pub(crate) fn shadow(&self) -> Option<Arc<Shadow>> {
        if !self.is_on() {
            return None;
        }
        self.standby.load().as_ref().map(|standby| Arc::clone(&standby.shadow))
    }

    fn is_on(&self) -> bool {
        self.rolled_back.get().is_none() && self.kept.get().is_none()
    }

    /// Counts a run of the promoted filter, and ends the probation if it is time or a bound is broken.
    pub(crate) fn record_run(&self, has_failed: bool, chain: &str, filter: &str) {
        if !self.is_on() {
            return;
        }
        let began = self.began.get_or_init(|| {
            self.metrics.count_promotion("promoted");
            let (version, minutes) = (self.predecessor_version.as_str(), self.config.minutes);
            tracing::info!(target: LOG_TARGET, chain, filter, predecessor = version, minutes, "a candidate was promoted, and is on probation");
            Instant::now()
        });
        let runs = self.runs.fetch_add(1, Relaxed) + 1;
        let failures = self.failures.fetch_add(u64::from(has_failed), Relaxed) + u64::from(has_failed);
        if let Some(why) = self.broken_bound(runs, failures) {
            if self.rolled_back.set(why.clone()).is_ok() {
                self.metrics.count_promotion("rolled_back");
                let version = self.predecessor_version.as_str();
                tracing::error!(
                    target: LOG_TARGET, chain, filter, predecessor = version, why,
                    "a promoted filter was rolled back: its predecessor runs until the chain names another component"
                );
            }
        } else if began.elapsed() >= Duration::from_secs(self.config.minutes.saturating_mul(60))
            && self.kept.set(()).is_ok()
        {
            self.standby.store(None);
            self.metrics.count_promotion("kept");
            tracing::info!(target: LOG_TARGET, chain, filter, "a promoted filter has kept its bounds");
        }
    }

    fn broken_bound(&self, runs: u64, failures: u64) -> Option<String> {
        let most = self.config.max_failures;
        if runs >= MIN_RUNS && failures as f64 > most * runs as f64 {
            return Some(format!(
                "failed on {failures} of {runs} batches; the most is a share of {most} (`promotion.max_failures`)"
            ));
        }
        let comparison = &self.comparison;
        let (compared, fewer, most) = (comparison.compared(), comparison.fewer(), self.config.max_fewer);
        (compared >= MIN_RUNS && fewer as f64 > most * compared as f64).then(|| {
            let where_to = comparison.describe_fewer();
            format!(
                "left something in {fewer} of {compared} batches that its predecessor takes away{where_to}; the most is a \
                 share of {most} (`promotion.max_fewer`)"
            )
        })
    }

    pub(crate) fn status(&self) -> PromotionStatus {
        let state = match (self.rolled_back.get(), self.kept.get()) {
            (Some(_), _) => "rolled-back",
            (None, Some(())) => "kept",
            (None, None) => "on-probation",
        };
        PromotionStatus {
            state,
            predecessor: self.predecessor_version.clone(),
            why: self.rolled_back.get().cloned(),
            comparison: self.comparison.status(),
        }
    }
}
