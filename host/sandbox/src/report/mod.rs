//! What the service says about runs: metrics, log lines, and the status page.

mod by_filter;
pub(crate) mod filter_info;
mod filter_log;
pub(crate) mod load_series;
mod log_throttle;
mod named_families;
pub(crate) mod named_metrics;
pub(crate) mod printable;
pub(crate) mod reporter;
pub(crate) mod reporters;
pub(crate) mod series_budget;
pub(crate) mod status;
pub(crate) mod trace;
