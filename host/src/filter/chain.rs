//! Filters in order.

use std::sync::Arc;

use super::{
    context::RequestContext,
    member::{Member, Next},
    status::FilterStatus,
};
use crate::event::{Batch, FilterName};

/// Loaded filters in order. Immutable: to change one, load another and swap it; requests that are under way end on the
/// old one.
pub struct Chain {
    pub(super) name: String,
    pub(super) members: Vec<Member>,
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
    /// No sandbox was free.
    Busy,
}

impl Chain {
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
        // It goes from hand to hand, and is large.
        let mut batch = Box::new(batch);
        for member in &self.members {
            match member.run(batch, context) {
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
        shared::<crate::filter::FilterEngine>();
    }
}
