//! The metrics of filters and chains.

pub mod activity;
pub(crate) mod breaker_state;
mod buckets;
pub(crate) mod candidate;
mod filter;
mod labels;
mod removal;
mod sandbox_metrics;
pub mod series;

pub use filter::FilterMetrics;
pub use sandbox_metrics::SandboxMetrics;
