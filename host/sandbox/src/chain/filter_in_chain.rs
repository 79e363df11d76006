//! A filter in its place in a chain: with a name, permissions, limits, a failure policy and breakers of its own.

use std::sync::Arc;

use jiff::Timestamp;
use parking_lot::Mutex;

use super::{breaker::Leave, breakers::Breakers};
use crate::{
    artifact::loaded_filter::Loaded,
    report::{in_use::InUse, named_metrics::NamedMetrics, reporter::Reporter},
    run::{
        clock::{ChainTime, Thread},
        failure::Outcome,
        request_context::RequestContext,
        run_state::Grant,
        sandbox,
        slots::Slots,
    },
    settings::filters::{Interface, OnFailure},
    watchdog::Watchdog,
};
use sluice_event::{Batch, FilterName};

/// See the module.
pub(crate) struct Member {
    pub(crate) name: Arc<FilterName>,
    pub(crate) loaded: Arc<Loaded>,
    pub(crate) grant: Arc<Grant>,
    pub(crate) allow: Vec<Interface>,
    pub(crate) on_failure: OnFailure,
    pub(crate) breakers: Breakers,
    pub(crate) reporter: Arc<Reporter>,
    pub(crate) named: NamedMetrics,
    pub(crate) slots: Arc<Slots>,
    pub(crate) watchdog: Arc<Watchdog>,
    pub(crate) last_failure: Mutex<Option<LastFailure>>,
    pub(crate) _in_use: InUse,
}

/// For the status page.
#[derive(Clone, Debug)]
pub(crate) struct LastFailure {
    pub(crate) at: Timestamp,
    pub(crate) outcome: Outcome,
    pub(crate) detail: Option<String>,
}

/// What the chain does next.
pub(crate) enum Next {
    Go(Box<Batch>),
    Withhold(Box<Batch>),
    Reject,
    Busy,
}

impl Member {
    /// Everything that decides about what it does.
    pub(crate) fn identify(&self, digest: &mut blake3::Hasher) {
        let Self { name, loaded, grant, allow, on_failure, breakers, .. } = self;
        let settings =
            format!("{name:?} {allow:?} {on_failure:?} {:?} {:?} {:?}", breakers.config(), grant.limits, grant.log);
        digest.update(settings.as_bytes());
        digest.update(loaded.key.as_bytes());
        grant.key.identify(digest);
    }

    /// Adds to `time` what it takes of the processor.
    pub(crate) fn run(
        &self,
        mut batch: Box<Batch>,
        context: &Arc<RequestContext>,
        thread: Thread,
        time: &mut ChainTime,
    ) -> Next {
        let tenant = context.charged_to.as_ref();
        let breaker = self.breakers.of(tenant);
        let leave = match breaker.as_ref().map(|breaker| breaker.leave()) {
            Some(None) => {
                self.reporter.bad(Outcome::BreakerOpen, None);
                return self.failed(batch, Outcome::BreakerOpen);
            }
            leave => leave.flatten(),
        };
        let Some(slot) = self.slots.take() else {
            leave.into_iter().for_each(Leave::unused);
            self.reporter.bad(Outcome::PoolExhausted, None);
            return Next::Busy;
        };
        batch.begin(Arc::clone(&self.name));
        let budget = time.budget_of_run(self.grant.limits.cpu_ms);
        let watched = self.watchdog.watch(&self.reporter, self.grant.limits.cpu_ms, thread);
        let mut ended = sandbox::run(&self.loaded, &self.grant, batch, context, budget, thread);
        drop(watched);
        drop(slot);
        time.add(ended.figures.cpu);
        self.reporter.ran(&ended.figures);
        self.reporter.said(&ended.diagnostics);
        match ended.outcome {
            Outcome::Ok => {
                if let Some(leave) = leave {
                    leave.succeeded();
                    self.breakers.mended(tenant);
                    self.reporter.breaker(self.breakers.state());
                }
                let edits = ended.batch.commit();
                self.reporter.good(ended.batch.len(), &edits, &ended.diagnostics, &self.named);
                Next::Go(ended.batch)
            }
            outcome if outcome.is_for_want_of_room() => {
                leave.into_iter().for_each(Leave::unused);
                self.reporter.bad(ended.outcome, ended.detail.as_deref());
                Next::Busy
            }
            outcome => {
                match leave {
                    Some(leave) => leave.failed(),
                    None => self.breakers.first_failure(tenant),
                }
                self.reporter.breaker(self.breakers.state());
                self.reporter.bad(outcome, ended.detail.as_deref());
                *self.last_failure.lock() = Some(LastFailure { at: Timestamp::now(), outcome, detail: ended.detail });
                ended.batch.rollback();
                self.failed(ended.batch, outcome)
            }
        }
    }

    fn failed(&self, mut batch: Box<Batch>, outcome: Outcome) -> Next {
        match self.on_failure {
            OnFailure::Skip => Next::Go(batch),
            OnFailure::Reject => Next::Reject,
            OnFailure::Withhold => {
                self.reporter.withheld(batch.len());
                batch.withhold(&self.name, outcome.as_str());
                Next::Withhold(batch)
            }
        }
    }
}
