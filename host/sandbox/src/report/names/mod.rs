//! Metrics whose label values are names that filters declare: counted, and bounded by filter and by chain.

pub(super) mod named_families;
pub(crate) mod named_metrics;
pub(crate) mod series_budget;
