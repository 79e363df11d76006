//! How much memory the process may have, and what is counted against its shares while it serves.

pub mod budget;
pub mod limit;
