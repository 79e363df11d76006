//! What happens to a filter after it has replaced another.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use arc_swap::ArcSwapOption;

use super::{comparison::Comparison, shadow::Shadow, status::PromotionStatus};
use crate::{metrics::candidate::CandidateMetrics, settings::promotion::PromotionConfig};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::promotion";

/// Runs, or compared batches, before a share of them says anything.
const MIN_RUNS: u64 = 20;

/// A filter that was a candidate, for some time after it has replaced another. `F` is a filter as chains hold it: the
/// probation keeps the replaced one, and looks at nothing of it.
pub(crate) struct Probation<F> {
    /// None when it has kept its bounds.
    standby: ArcSwapOption<Standby<F>>,
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
struct Standby<F> {
    predecessor: Arc<F>,
    /// It in comparison with the filter.
    shadow: Arc<Shadow>,
}

impl<F> Probation<F> {
    pub(crate) fn new(
        predecessor: Arc<F>,
        shadow: Arc<Shadow>,
        config: PromotionConfig,
        metrics: CandidateMetrics,
    ) -> Arc<Self> {
        Arc::new(Self {
            predecessor_component: shadow.comparison.old.clone(),
            predecessor_version: shadow.old.name.version.clone(),
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

    /// Whether the filter has replaced this component.
    pub(crate) fn has_replaced(&self, component: &str) -> bool {
        self.predecessor_component == component
    }

    /// The filter that runs in place of the one that was rolled back.
    pub(crate) fn restored(&self) -> Option<Arc<F>> {
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
