//! Runs a filter of a chain on a batch, behind its breakers, and applies its failure policy.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    account_breaker::AccountPermit,
    filter_in_chain::{FilterInChain, LastFailure},
    observed_run::RunObserver,
};
use crate::{
    lane::thread_kind::ThreadKind,
    run::{limits::budget::ChainCpuTime, result::outcome::Outcome, sandbox, state::request_context::RequestContext},
    settings::filters::OnFailure,
};
use sluice_event::{Batch, EditSummary};

/// The details of failures without a run.
const BREAKER_OPEN: &str = "not run: it has failed too often in a row (`breaker.failures`), and runs again after \
                            `breaker.open_ms`; the failures before this one say why";
const POOL_EXHAUSTED: &str = "not run: all sandboxes were in use (`pool.sandboxes`)";

/// How the chain continues after a filter.
pub(crate) enum NextStep {
    Continue(Box<Batch>),
    Withhold(Box<Batch>),
    Reject,
    Busy,
}

impl FilterInChain {
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
        let account = context.charged_to.as_ref();
        let sender = account.map_or(0, |account| account.sender);
        let permit = match self.breakers.get(account).map(|breaker| breaker.try_acquire(sender)) {
            Some(None) => {
                self.reporter.record_failure(Outcome::BreakerOpen, Some(BREAKER_OPEN));
                return self.apply_failure_policy(batch, Outcome::BreakerOpen);
            }
            permit => permit.flatten(),
        };
        let Some(slot) = self.slots.try_acquire() else {
            permit.into_iter().for_each(AccountPermit::release);
            self.reporter.record_failure(Outcome::PoolExhausted, Some(POOL_EXHAUSTED));
            return NextStep::Busy;
        };
        if let Some(shadow) = self.shadow() {
            shadow.sample(&batch, context);
        }
        batch.begin(Arc::clone(&self.version.name));
        let budget = time.budget_for_run(&self.version.run_config.limits);
        let watched = self.watchdog.watch(&self.reporter, budget.whole_millis(), thread);
        let recorded = self.recorded.as_ref();
        let mut result = sandbox::run(&self.version, recorded, batch, context, budget, thread);
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
                    self.breakers.forget_if_idle(account);
                    self.reporter.record_breaker_state(self.breakers.state());
                }
                let edits = result.batch.commit();
                self.reporter.record_success(result.batch.len(), &edits, &result.diagnostics, &self.named_metrics);
                observer.observe(&self.version, &result, &edits);
                NextStep::Continue(result.batch)
            }
            outcome if outcome.is_out_of_capacity() => {
                permit.into_iter().for_each(AccountPermit::release);
                self.reporter.record_failure(result.outcome, result.detail.as_deref());
                NextStep::Busy
            }
            outcome => {
                match permit {
                    Some(permit) => permit.record_failure(),
                    None => self.breakers.record_first_failure(account),
                }
                self.reporter.record_breaker_state(self.breakers.state());
                self.reporter.record_failure(outcome, result.detail.as_deref());
                result.batch.rollback();
                observer.observe(&self.version, &result, &EditSummary::default());
                *self.last_failure.lock() = Some(LastFailure { at: Timestamp::now(), outcome, detail: result.detail });
                self.apply_failure_policy(result.batch, outcome)
            }
        }
    }

    fn apply_failure_policy(&self, mut batch: Box<Batch>, outcome: Outcome) -> NextStep {
        match self.on_failure {
            OnFailure::Skip => NextStep::Continue(batch),
            OnFailure::Reject => NextStep::Reject,
            OnFailure::Withhold => {
                self.reporter.record_withheld(batch.len());
                batch.withhold(&self.version.name, outcome.as_str());
                NextStep::Withhold(batch)
            }
        }
    }
}
