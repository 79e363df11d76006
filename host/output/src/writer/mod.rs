//! Writes the blocks of the queue: without waiting where possible, otherwise on a thread of its own.

pub(crate) mod blocking;
mod interruption_log;
mod nonblocking;
mod outage;
mod overdue;
