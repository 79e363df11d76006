//! Candidates: a component that may replace a filter runs on copies of some of its batches, after they were written, and
//! what the two did differently is counted ([`comparison`]). The copies wait in a short queue for a thread of their own
//! ([`lane`](crate::lane)), and nothing of their runs is written. [`promotion`] decides whether a candidate may replace its
//! filter, and a [`probation`] sends it back if it breaks its bounds afterwards.

mod batch_result;
pub(crate) mod comparison;
mod differences;
pub(crate) mod probation;
pub(crate) mod promotion;
pub(crate) mod shadow;
pub(crate) mod status;
