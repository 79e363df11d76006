//! A filter in a chain, with its own name, permissions, limits, failure policy and breakers.

use std::sync::Arc;

use jiff::Timestamp;
use parking_lot::Mutex;

use super::breakers::Breakers;
use crate::{
    candidate::{comparison::Comparison, probation::Probation, promotion, shadow::Shadow},
    load::error::Refusal,
    report::{filter_info::FilterInfoHandle, names::named_metrics::NamedMetrics, reporter::Reporter},
    run::{filter_version::FilterVersion, replay::recorded_runs::RecordedRuns, result::outcome::Outcome, slots::Slots},
    settings::{
        filters::{Interface, OnFailure},
        promotion::PromotionConfig,
    },
    watchdog::Watchdog,
};

/// A loaded filter with the settings that it has in one chain.
pub(crate) struct FilterInChain {
    pub(crate) version: FilterVersion,
    /// None if every run has a sandbox.
    pub(crate) recorded: Option<RecordedRuns>,
    pub(crate) allow: Vec<Interface>,
    pub(crate) on_failure: OnFailure,
    pub(crate) breakers: Breakers,
    pub(crate) reporter: Arc<Reporter>,
    pub(crate) named_metrics: NamedMetrics,
    pub(crate) slots: Arc<Slots>,
    pub(crate) watchdog: Arc<Watchdog>,
    pub(crate) last_failure: Mutex<Option<LastFailure>>,
    /// SHA-256 of the component.
    pub(crate) component: String,
    pub(crate) share: f64,
    pub(crate) candidate: Option<Candidate>,
    /// What is known of a candidate of this component, whether or not the chain still names it.
    pub(crate) comparison: Option<Arc<Comparison>>,
    pub(crate) probation: Option<Arc<Probation<FilterInChain>>>,
    pub(crate) promotion: PromotionConfig,
    pub(crate) _info: FilterInfoHandle,
}

/// A component that may replace a filter.
pub(crate) enum Candidate {
    /// It runs on copies of batches.
    Running(Arc<Shadow>),
    /// It does not run. The filter is not affected.
    Refused(Refusal),
}

/// The last failure of a filter, for the status page.
#[derive(Clone, Debug)]
pub(crate) struct LastFailure {
    pub(crate) at: Timestamp,
    pub(crate) outcome: Outcome,
    pub(crate) detail: Option<String>,
}

impl FilterInChain {
    /// Hashes everything that decides what the filter does.
    pub(crate) fn hash_settings(&self, digest: &mut blake3::Hasher) {
        let Self { version: FilterVersion { name, loaded, run_config }, allow, on_failure, breakers, .. } = self;
        let candidate = self.candidate.as_ref().map(|candidate| match candidate {
            Candidate::Running(shadow) => shadow.comparison.new.clone(),
            Candidate::Refused(why) => why.to_string(),
        });
        digest.update(format!("{candidate:?} {} {:?}", self.share, self.promotion).as_bytes());
        let settings = format!(
            "{name:?} {allow:?} {on_failure:?} {:?} {:?} {:?}",
            breakers.config(),
            run_config.limits,
            run_config.log
        );
        digest.update(settings.as_bytes());
        digest.update(loaded.key().as_bytes());
        run_config.key.identify(digest);
    }

    /// The two versions that copies of batches are made for, if there are two.
    pub(super) fn shadow(&self) -> Option<Arc<Shadow>> {
        let of_probation = self.probation.as_ref().and_then(|probation| probation.shadow());
        of_probation.or_else(|| match &self.candidate {
            Some(Candidate::Running(shadow)) => Some(Arc::clone(shadow)),
            _ => None,
        })
    }

    /// What is known of a component that was its candidate.
    pub(crate) fn comparison_with(&self, component: &str) -> Option<Arc<Comparison>> {
        self.comparison.clone().filter(|comparison| comparison.is_of(&self.component, component))
    }

    /// Checks whether a component may replace this filter.
    pub(crate) fn check_successor(&self, component: &str, config: &PromotionConfig) -> Result<(), Refusal> {
        // Whoever follows a rollback in the file is not held up.
        if self.probation.as_ref().is_some_and(|probation| probation.has_replaced(component)) {
            return Ok(());
        }
        promotion::check(self.comparison_with(component).as_deref(), config)
    }
}
