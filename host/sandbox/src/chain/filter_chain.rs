//! Filters in order, and the result of running a batch through them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use super::{
    cpu_average::CpuAverage,
    filter_in_chain::{Candidate, FilterInChain},
    filter_run::NextStep,
    observed_run::{ForAuthor, ObservedRun, RunObserver},
};
use crate::{
    lane::thread_kind::{LaneThread, ThreadKind},
    load::stage::Stage,
    report::status::FilterStatus,
    run::{limits::budget::ChainCpuTime, state::request_context::RequestContext},
};
use sluice_event::{Batch, FilterName};

/// Filters in order. A chain is immutable: to change it, load another one and swap them. Requests in progress finish on
/// the old one.
pub struct Chain {
    name: String,
    pub(crate) filters: Vec<Arc<FilterInChain>>,
    identity: [u8; 32],
    /// Processor time that all filters together may use for a batch.
    cpu_budget: Duration,
    cpu_average: CpuAverage,
    /// Batches in the slow lane.
    in_slow_lane: AtomicU32,
}

/// Batches of one chain in the slow lane at once. With the longest runs that the default limits allow, they take a
/// thread a third of a second.
const MAX_IN_SLOW_LANE: u32 = 32;

/// The place of one batch in the slow lane. It is given back when it is dropped.
pub(crate) struct SlowLanePlace(Arc<Chain>);

impl Drop for SlowLanePlace {
    fn drop(&mut self) {
        self.0.in_slow_lane.fetch_sub(1, Relaxed);
    }
}

/// The result of running a batch through a chain.
pub enum ChainEnd {
    /// Every filter has run, or has failed with the policy `skip`.
    Passed(Box<Batch>),
    /// A filter with the policy `withhold` failed. Lines without content have to be written.
    Withheld(Box<Batch>),
    /// A filter with the policy `reject` failed. The request has to be refused.
    Rejected {
        /// The filter that failed.
        filter: Arc<FilterName>,
    },
    /// There was no free sandbox or no processor time.
    Busy,
}

impl Chain {
    /// `cpu_ms` is the budget of the whole chain, in milliseconds. It is raised to the highest limit of its filters.
    pub(crate) fn new(name: &str, filters: Vec<FilterInChain>, cpu_ms: u64) -> Self {
        let longest = filters.iter().map(|filter| filter.version.run_config.limits.cpu_ms).max().unwrap_or(0);
        let mut identity = blake3::Hasher::new();
        filters.iter().for_each(|filter| filter.hash_settings(&mut identity));
        Self {
            name: name.to_owned(),
            filters: filters.into_iter().map(Arc::new).collect(),
            identity: identity.finalize().into(),
            cpu_budget: Duration::from_millis(cpu_ms.max(longest)),
            cpu_average: CpuAverage::new(longest),
            in_slow_lane: AtomicU32::new(0),
        }
    }

    /// Whether `other` has the same name, filters and settings.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.name == other.name && self.identity == other.identity
    }

    /// Whether a candidate has yet to be compiled. The chain is complete without it.
    #[must_use]
    pub fn has_pending_candidate(&self) -> bool {
        let is_pending =
            |candidate: &Candidate| matches!(candidate, Candidate::Refused(why) if why.stage == Stage::Pending);
        self.filters.iter().any(|filter| filter.candidate.as_ref().is_some_and(is_pending))
    }

    /// Whether a run is expected to take long: recent runs did, or code has to be read from disk.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.cpu_average.is_slow() || !self.filters.iter().all(|filter| filter.version.loaded.is_mapped())
    }

    /// Takes a place in the slow lane. None if the chain has too many batches there.
    pub(crate) fn enter_slow_lane(self: &Arc<Self>) -> Option<SlowLanePlace> {
        let place = SlowLanePlace(Arc::clone(self));
        (self.in_slow_lane.fetch_add(1, Relaxed) < MAX_IN_SLOW_LANE).then_some(place)
    }

    /// `edge`, or a tenant's id.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it has no filters, and passes every batch unchanged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }

    /// Runs the filters on this thread, each in a sandbox of its own and within its limits.
    #[must_use]
    pub fn run(&self, batch: impl Into<Box<Batch>>, context: &Arc<RequestContext>) -> ChainEnd {
        self.run_on(batch.into(), context, ThreadKind::Serving)
    }

    /// [`Chain::run`] on a large batch, as a piece of work of the slow lane. Says nothing of how long other batches take.
    #[must_use]
    pub fn run_large(&self, batch: Box<Batch>, context: &Arc<RequestContext>, thread: LaneThread) -> ChainEnd {
        let mut time = self.time_for(&batch);
        self.run_filters(batch, context, thread.0, &mut time, &mut ())
    }

    /// [`Chain::run`] on a thread of any kind.
    pub(crate) fn run_on(&self, batch: Box<Batch>, context: &Arc<RequestContext>, thread: ThreadKind) -> ChainEnd {
        if self.is_empty() {
            return ChainEnd::Passed(batch);
        }
        let mut time = self.time_for(&batch);
        let end = self.run_filters(batch, context, thread, &mut time, &mut ());
        self.cpu_average.record(time.used());
        end
    }

    /// [`Chain::run`] for tools: each run of a filter is passed to `observe` when it has ended, with the batch as it goes on.
    pub fn run_observed(
        &self,
        batch: impl Into<Box<Batch>>,
        context: &Arc<RequestContext>,
        observe: impl FnMut(ObservedRun, &Batch),
    ) -> ChainEnd {
        let batch = batch.into();
        let mut time = self.time_for(&batch);
        self.run_filters(batch, context, ThreadKind::Serving, &mut time, &mut ForAuthor(observe))
    }

    /// The processor time that its filters have for a batch.
    fn time_for(&self, batch: &Batch) -> ChainCpuTime {
        let bytes = batch.bytes();
        let further = self.filters.iter().map(|filter| filter.version.run_config.limits.further_cpu(bytes));
        ChainCpuTime::new(self.cpu_budget + further.sum::<Duration>(), bytes)
    }

    fn run_filters(
        &self,
        mut batch: Box<Batch>,
        context: &Arc<RequestContext>,
        thread: ThreadKind,
        time: &mut ChainCpuTime,
        observer: &mut impl RunObserver,
    ) -> ChainEnd {
        for filter in &self.filters {
            match filter.run(batch, context, thread, time, observer) {
                NextStep::Continue(next) => batch = next,
                NextStep::Withhold(batch) => return ChainEnd::Withheld(batch),
                NextStep::Reject => return ChainEnd::Rejected { filter: Arc::clone(&filter.version.name) },
                NextStep::Busy => return ChainEnd::Busy,
            }
        }
        ChainEnd::Passed(batch)
    }

    /// The status of each filter, for the status page.
    #[must_use]
    pub fn describe(&self) -> Vec<FilterStatus> {
        self.filters.iter().map(|filter| filter.status()).collect()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_chain_is_shared_by_the_threads_that_serve() {
        fn shared<T: Send + Sync + 'static>() {}
        shared::<super::Chain>();
        shared::<crate::FilterEngine>();
    }
}
