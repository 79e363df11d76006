//! Threads that run when no other thread wants the processor ([`idle_priority`]), and what waits for them: chains that take
//! long, in a [`fair_queue`], and copies of batches for candidates ([`samples`], [`sample_queue`], [`candidate_lane`]). A run
//! has to know which [`thread_kind`] it is on.

pub(crate) mod candidate_lane;
pub(crate) mod fair_queue;
pub(crate) mod idle_priority;
pub(crate) mod sample_queue;
pub(crate) mod samples;
pub(crate) mod thread_kind;
