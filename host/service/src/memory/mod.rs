//! How much memory the process may have, how it is shared out, and what is counted against the shares while it serves.

pub mod budget;
pub mod limit;
mod parts;
pub mod plan;
