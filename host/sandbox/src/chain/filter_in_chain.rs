//! A filter in a chain, with its own name, permissions, limits, failure policy and breakers.

use std::sync::Arc;

use jiff::Timestamp;
use parking_lot::Mutex;

use super::{breaker::Permit, breakers::Breakers, observed_run::RunObserver};
use crate::{
    artifact::loaded_filter::LoadedFilter,
    candidate::{
        comparison::Comparison,
        promotion::{self, Probation},
        shadow::{FilterVersion, Shadow},
        status::CandidateStatus,
    },
    load::error::Refusal,
    metrics::breaker_state::BreakerState,
    report::{
        filter_info::FilterInfoHandle,
        names::named_metrics::NamedMetrics,
        reporter::Reporter,
        status::{FailureStatus, FilterStatus},
    },
    run::{
        limits::budget::{ChainCpuTime, ThreadKind},
        replay::RecordedRuns,
        request_context::RequestContext,
        result::outcome::Outcome,
        run_state::RunConfig,
        sandbox,
        slots::Slots,
    },
    settings::{
        filters::{Interface, OnFailure},
        promotion::PromotionConfig,
    },
    watchdog::Watchdog,
};
use sluice_event::{Batch, EditSummary, FilterName};

/// The details of failures without a run.
const BREAKER_OPEN: &str = "not run: it has failed too often in a row (`breaker.failures`), and runs again after \
                            `breaker.open_ms`; the failures before this one say why";
const POOL_EXHAUSTED: &str = "not run: all sandboxes were in use (`pool.sandboxes`)";

/// A loaded filter with the settings that it has in one chain.
pub(crate) struct FilterInChain {
    pub(crate) name: Arc<FilterName>,
    pub(crate) loaded: Arc<LoadedFilter>,
    pub(crate) run_config: Arc<RunConfig>,
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
    pub(crate) probation: Option<Arc<Probation>>,
    pub(crate) promotion: PromotionConfig,
    pub(crate) _info: FilterInfoHandle,
}

/// Only one other version of a filter gets copies of batches at a time.
const WAITS_FOR_PROBATION: &str = "it waits until the probation of the version that runs now has ended";

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

/// How the chain continues after a filter.
pub(crate) enum NextStep {
    Continue(Box<Batch>),
    Withhold(Box<Batch>),
    Reject,
    Busy,
}

impl FilterInChain {
    /// Hashes everything that decides what the filter does.
    pub(crate) fn hash_settings(&self, digest: &mut blake3::Hasher) {
        let Self { name, loaded, run_config, allow, on_failure, breakers, .. } = self;
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

    /// Runs the filter on a batch, adds the processor time to `time`, and shows the run to `observer`.
    pub(crate) fn run(
        &self,
        mut batch: Box<Batch>,
        context: &Arc<RequestContext>,
        thread: ThreadKind,
        time: &mut ChainCpuTime,
        observer: &mut impl RunObserver,
    ) -> NextStep {
        if let Some(predecessor) = self.probation.as_ref().and_then(|probation| probation.restored()) {
            return predecessor.run(batch, context, thread, time, observer);
        }
        let tenant = context.charged_to.as_ref();
        let breaker = self.breakers.get(tenant);
        let permit = match breaker.as_ref().map(|breaker| breaker.try_acquire()) {
            Some(None) => {
                self.reporter.record_failure(Outcome::BreakerOpen, Some(BREAKER_OPEN));
                return self.apply_failure_policy(batch, Outcome::BreakerOpen);
            }
            permit => permit.flatten(),
        };
        let Some(slot) = self.slots.try_acquire() else {
            permit.into_iter().for_each(Permit::release);
            self.reporter.record_failure(Outcome::PoolExhausted, Some(POOL_EXHAUSTED));
            return NextStep::Busy;
        };
        if let Some(shadow) = self.shadow() {
            shadow.sample(&batch, context);
        }
        batch.begin(Arc::clone(&self.name));
        let budget = time.budget_for_run(self.run_config.limits.cpu_ms);
        let watched = self.watchdog.watch(&self.reporter, self.run_config.limits.cpu_ms, thread);
        let recorded = self.recorded.as_ref();
        let mut result = sandbox::run(&self.loaded, &self.run_config, recorded, batch, context, budget, thread);
        drop(watched);
        drop(slot);
        time.add(result.stats.cpu);
        self.reporter.record_run(&result.stats);
        self.reporter.record_diagnostics(&result.diagnostics);
        if let Some(probation) = &self.probation {
            let has_failed = result.outcome != Outcome::Ok && !result.outcome.is_out_of_capacity();
            let (chain, filter) = self.reporter.chain_and_filter();
            probation.record_run(has_failed, chain, filter);
        }
        match result.outcome {
            Outcome::Ok => {
                if let Some(permit) = permit {
                    permit.record_success();
                    self.breakers.forget_if_closed(tenant);
                    self.reporter.record_breaker_state(self.breakers.state());
                }
                let edits = result.batch.commit();
                self.reporter.record_success(result.batch.len(), &edits, &result.diagnostics, &self.named_metrics);
                observer.observe(self, &result, &edits);
                NextStep::Continue(result.batch)
            }
            outcome if outcome.is_out_of_capacity() => {
                permit.into_iter().for_each(Permit::release);
                self.reporter.record_failure(result.outcome, result.detail.as_deref());
                NextStep::Busy
            }
            outcome => {
                match permit {
                    Some(permit) => permit.record_failure(),
                    None => self.breakers.record_first_failure(tenant),
                }
                self.reporter.record_breaker_state(self.breakers.state());
                self.reporter.record_failure(outcome, result.detail.as_deref());
                result.batch.rollback();
                observer.observe(self, &result, &EditSummary::default());
                *self.last_failure.lock() = Some(LastFailure { at: Timestamp::now(), outcome, detail: result.detail });
                self.apply_failure_policy(result.batch, outcome)
            }
        }
    }

    /// The two versions that copies of batches are made for, if there are two.
    fn shadow(&self) -> Option<Arc<Shadow>> {
        let of_probation = self.probation.as_ref().and_then(|probation| probation.shadow());
        of_probation.or_else(|| match &self.candidate {
            Some(Candidate::Running(shadow)) => Some(Arc::clone(shadow)),
            _ => None,
        })
    }

    /// What a run of this version needs.
    pub(crate) fn version(&self) -> FilterVersion {
        let Self { name, loaded, run_config, .. } = self;
        FilterVersion { name: Arc::clone(name), loaded: Arc::clone(loaded), run_config: Arc::clone(run_config) }
    }

    /// What is known of a component that was its candidate.
    pub(crate) fn comparison_with(&self, component: &str) -> Option<Arc<Comparison>> {
        self.comparison.clone().filter(|comparison| comparison.is_of(&self.component, component))
    }

    fn candidate_status(&self) -> Option<CandidateStatus> {
        let (component, refused, comparison) = match self.candidate.as_ref()? {
            Candidate::Running(shadow) => {
                let is_on_probation = self.probation.as_ref().is_some_and(|probation| probation.shadow().is_some());
                let why = is_on_probation.then(|| WAITS_FOR_PROBATION.to_owned());
                (shadow.comparison.new.as_str(), why, Some(&shadow.comparison))
            }
            Candidate::Refused(why) => ("", Some(why.to_string()), None),
        };
        Some(CandidateStatus {
            component: component.chars().take(12).collect(),
            share: self.share,
            refused,
            comparison: comparison.map(|comparison| comparison.status()),
            not_promotable: comparison.and_then(|comparison| promotion::objection(comparison, &self.promotion)),
        })
    }

    /// The filter's status, for the status page.
    pub(crate) fn status(&self) -> FilterStatus {
        let built = self.loaded.built();
        let last_failure = self.last_failure.lock().clone();
        FilterStatus {
            name: self.name.name.clone(),
            version: self.name.version.clone(),
            digest: self.loaded.key().to_owned(),
            imports: built.inspection.imports.clone(),
            allow: self.allow.clone(),
            keeps: self.loaded.kept_places(),
            on_failure: self.on_failure,
            candidate: self.candidate_status(),
            promotion: self.probation.as_ref().map(|probation| probation.status()),
            state: match self.breakers.state() {
                BreakerState::Closed => "active",
                BreakerState::Open => "suspended",
                BreakerState::Probing => "probing",
            },
            memory_bytes: built.memory_bytes,
            component_bytes: built.inspection.bytes,
            artifact_bytes: built.artifact_bytes,
            last_failure: last_failure.map(|failure| FailureStatus {
                at: format!("{:.0}", failure.at),
                outcome: failure.outcome.as_str(),
                detail: failure.detail,
            }),
        }
    }

    fn apply_failure_policy(&self, mut batch: Box<Batch>, outcome: Outcome) -> NextStep {
        match self.on_failure {
            OnFailure::Skip => NextStep::Continue(batch),
            OnFailure::Reject => NextStep::Reject,
            OnFailure::Withhold => {
                self.reporter.record_withheld(batch.len());
                batch.withhold(&self.name, outcome.as_str());
                NextStep::Withhold(batch)
            }
        }
    }
}
