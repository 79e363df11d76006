//! Chains: filters in order, each in a sandbox of its own, behind its breakers ([`filter_in_chain`]). A chain that takes long
//! waits for its turn in the [`slow_lane`].

pub(crate) mod breaker;
pub(crate) mod breakers;
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
        clock::{ChainTime, Thread},
        request_context::RequestContext,
    },
};
use filter_in_chain::{Member, Next};
use sluice_event::{Batch, FilterName};

/// Loaded filters in order. Immutable: to change one, load another and swap it; requests that are under way end on the
/// old one.
pub struct Chain {
    name: String,
    pub(crate) members: Vec<Member>,
    identity: [u8; 32],
    /// Processor time that all filters together may take for a batch.
    cpu_budget: Duration,
    /// Microseconds of processor time that a batch takes, a moving average.
    pace: AtomicU32,
    /// Batches in the slow lane.
    in_lane: AtomicU32,
}

/// With the longest run that is allowed by default, a third of a second of one thread.
const MOST_IN_LANE: u32 = 32;

/// From here on a chain would hold up the requests that share a thread with it.
const SLOW_MICROS: u32 = 1_000;
/// A chain whose filters may take longer has to show once that they do not, before it runs on a thread that serves.
const QUICK_CPU_MS: u64 = 20;
/// A run has a weight of one in so many.
const PACE_WEIGHT: u32 = 8;

/// One batch in the slow lane.
pub(crate) struct LanePlace(Arc<Chain>);

impl Drop for LanePlace {
    fn drop(&mut self) {
        self.0.in_lane.fetch_sub(1, Relaxed);
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
    pub(crate) fn new(name: &str, members: Vec<Member>, cpu_ms: u64) -> Self {
        let longest = members.iter().map(|member| member.grant.limits.cpu_ms).max().unwrap_or(0);
        let quick = longest <= QUICK_CPU_MS;
        let mut identity = blake3::Hasher::new();
        members.iter().for_each(|member| member.identify(&mut identity));
        Self {
            name: name.to_owned(),
            members,
            identity: identity.finalize().into(),
            cpu_budget: Duration::from_millis(cpu_ms.max(longest)),
            pace: AtomicU32::new(if quick { 0 } else { SLOW_MICROS }),
            in_lane: AtomicU32::new(0),
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
        self.pace.load(Relaxed) >= SLOW_MICROS || !self.members.iter().all(|member| member.loaded.is_mapped())
    }

    /// A place in the slow lane, until what is returned is dropped.
    pub(crate) fn enter_lane(self: &Arc<Self>) -> Option<LanePlace> {
        let place = LanePlace(Arc::clone(self));
        (self.in_lane.fetch_add(1, Relaxed) < MOST_IN_LANE).then_some(place)
    }

    fn took(&self, duration: Duration) {
        let micros = u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
        let pace = self.pace.load(Relaxed);
        // Of two that write at once one is forgotten: it is an average.
        self.pace.store(pace - pace / PACE_WEIGHT + micros / PACE_WEIGHT, Relaxed);
    }

    /// `edge`, or a tenant's id.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A chain without filters passes every batch as it is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Runs the filters on this thread, each in a sandbox of its own. Bounded by the limits of each filter.
    #[must_use]
    pub fn run(&self, batch: Batch, context: &Arc<RequestContext>) -> ChainEnd {
        self.run_with(batch, context, Thread::Serving)
    }

    /// [`Chain::run`], on a thread that may have to wait for the processor.
    pub(crate) fn run_with(&self, batch: Batch, context: &Arc<RequestContext>, thread: Thread) -> ChainEnd {
        if self.is_empty() {
            return ChainEnd::Passed(batch);
        }
        let mut time = ChainTime::new(self.cpu_budget);
        let end = self.run_members(batch, context, thread, &mut time);
        self.took(time.taken());
        end
    }

    fn run_members(
        &self,
        batch: Batch,
        context: &Arc<RequestContext>,
        thread: Thread,
        time: &mut ChainTime,
    ) -> ChainEnd {
        // It goes from hand to hand, and is large.
        let mut batch = Box::new(batch);
        for member in &self.members {
            match member.run(batch, context, thread, time) {
                Next::Go(next) => batch = next,
                Next::Withhold(batch) => return ChainEnd::Withheld(*batch),
                Next::Reject => return ChainEnd::Rejected { filter: Arc::clone(&member.name) },
                Next::Busy => return ChainEnd::Busy,
            }
        }
        ChainEnd::Passed(*batch)
    }

    /// For the status page.
    #[must_use]
    pub fn describe(&self) -> Vec<FilterStatus> {
        self.members.iter().map(FilterStatus::of).collect()
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
