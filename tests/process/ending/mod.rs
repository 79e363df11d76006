//! How the process ends, and what its readers and clients have then.

mod hand_over;
pub(super) mod killing;
mod reader;
mod rolling;
mod stopping;
