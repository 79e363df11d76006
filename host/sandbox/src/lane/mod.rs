//! Threads that run when no other thread wants the processor ([`idle_priority`]), and the queue of what waits for them
//! ([`fair_queue`]). A run has to know which [`thread_kind`] it is on.

pub(crate) mod fair_queue;
pub(crate) mod idle_priority;
pub(crate) mod thread_kind;
