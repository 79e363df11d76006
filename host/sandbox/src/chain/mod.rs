//! Chains: filters in order, each in a sandbox of its own, behind its breakers ([`filter_in_chain`]). A chain that takes long
//! waits for its turn in the [`slow_lane`].

pub(crate) mod breaker;
pub(crate) mod breakers;
pub(crate) mod chain_settings;
pub(crate) mod engine_error;
pub(crate) mod fair_queue;
pub(crate) mod filter_engine;
pub(crate) mod filter_in_chain;
pub(crate) mod slow_lane;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use crate::{
    report::status::FilterStatus,
    run::{
        limits::budget::{ChainCpuTime, ThreadKind},
        request_context::RequestContext,
    },
};
use filter_in_chain::{FilterInChain, NextStep};
use sluice_event::{Batch, FilterName};

/// Filters in order. Immutable: to change one, load another and swap it; requests that are under way end on the
/// old one.
pub struct Chain {
    name: String,
    pub(crate) filters: Vec<FilterInChain>,
    identity: [u8; 32],
    /// Processor time that all filters together may take for a batch.
    cpu_budget: Duration,
    /// Microseconds of processor time that a batch takes, a moving average.
    average_cpu_micros: AtomicU32,
    /// Batches in the slow lane.
    in_slow_lane: AtomicU32,
}

/// With the longest run that is allowed by default, a third of a second of one thread.
const MAX_IN_SLOW_LANE: u32 = 32;

/// From here on a chain would hold up the requests that share a thread with it.
const SLOW_MICROS: u32 = 1_000;
/// A chain whose filters may take longer has to show once that they do not, before it runs on a thread that serves.
const QUICK_CPU_MS: u64 = 20;
/// A run has a weight of one in so many.
const AVERAGE_WEIGHT: u32 = 8;

/// One batch in the slow lane.
pub(crate) struct SlowLanePlace(Arc<Chain>);

impl Drop for SlowLanePlace {
    fn drop(&mut self) {
        self.0.in_slow_lane.fetch_sub(1, Relaxed);
    }
}

/// What became of a batch.
pub enum ChainEnd {
    /// Every filter has run, or its failure was to be skipped.
    Passed(Batch),
    /// A filter failed that must not: lines without content are to be written.
    Withheld(Batch),
    /// A filter failed, and its policy is to refuse the request.
    Rejected {
        /// Which.
        filter: Arc<FilterName>,
    },
    /// No sandbox was free, or no processor.
    Busy,
}

impl Chain {
    /// `cpu_ms` is the budget of the whole chain; what a single filter may take is always granted.
    pub(crate) fn new(name: &str, filters: Vec<FilterInChain>, cpu_ms: u64) -> Self {
        let longest = filters.iter().map(|filter| filter.run_config.limits.cpu_ms).max().unwrap_or(0);
        let quick = longest <= QUICK_CPU_MS;
        let mut identity = blake3::Hasher::new();
        filters.iter().for_each(|filter| filter.hash_settings(&mut identity));
        Self {
            name: name.to_owned(),
            filters,
            identity: identity.finalize().into(),
            cpu_budget: Duration::from_millis(cpu_ms.max(longest)),
            average_cpu_micros: AtomicU32::new(if quick { 0 } else { SLOW_MICROS }),
            in_slow_lane: AtomicU32::new(0),
        }
    }

    /// Whether `other` would do the same with every batch.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.name == other.name && self.identity == other.identity
    }

    /// Whether a run is expected to hold its thread for long: it did so lately, or its code has to be read from disk.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.average_cpu_micros.load(Relaxed) >= SLOW_MICROS
            || !self.filters.iter().all(|filter| filter.loaded.is_mapped())
    }

    /// A place in the slow lane, until what is returned is dropped.
    pub(crate) fn enter_slow_lane(self: &Arc<Self>) -> Option<SlowLanePlace> {
        let place = SlowLanePlace(Arc::clone(self));
        (self.in_slow_lane.fetch_add(1, Relaxed) < MAX_IN_SLOW_LANE).then_some(place)
    }

    fn record_cpu_time(&self, duration: Duration) {
        let micros = u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
        let average_cpu_micros = self.average_cpu_micros.load(Relaxed);
        // Of two that write at once one is forgotten: it is an average.
        self.average_cpu_micros
            .store(average_cpu_micros - average_cpu_micros / AVERAGE_WEIGHT + micros / AVERAGE_WEIGHT, Relaxed);
    }

    /// `edge`, or a tenant's id.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A chain without filters passes every batch as it is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }

    /// Runs the filters on this thread, each in a sandbox of its own. Bounded by the limits of each filter.
    #[must_use]
    pub fn run(&self, batch: Batch, context: &Arc<RequestContext>) -> ChainEnd {
        self.run_on(batch, context, ThreadKind::Serving)
    }

    /// [`Chain::run`], on a thread that may have to wait for the processor.
    pub(crate) fn run_on(&self, batch: Batch, context: &Arc<RequestContext>, thread: ThreadKind) -> ChainEnd {
        if self.is_empty() {
            return ChainEnd::Passed(batch);
        }
        let mut time = ChainCpuTime::new(self.cpu_budget);
        let end = self.run_filters(batch, context, thread, &mut time);
        self.record_cpu_time(time.used());
        end
    }

    fn run_filters(
        &self,
        batch: Batch,
        context: &Arc<RequestContext>,
        thread: ThreadKind,
        time: &mut ChainCpuTime,
    ) -> ChainEnd {
        // It goes from hand to hand, and is large.
        let mut batch = Box::new(batch);
        for filter in &self.filters {
            match filter.run(batch, context, thread, time) {
                NextStep::Continue(next) => batch = next,
                NextStep::Withhold(batch) => return ChainEnd::Withheld(*batch),
                NextStep::Reject => return ChainEnd::Rejected { filter: Arc::clone(&filter.name) },
                NextStep::Busy => return ChainEnd::Busy,
            }
        }
        ChainEnd::Passed(*batch)
    }

    /// For the status page.
    #[must_use]
    pub fn describe(&self) -> Vec<FilterStatus> {
        self.filters.iter().map(FilterInChain::status).collect()
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
