//! What the service says about runs: metrics, log lines, and the status page.

mod by_filter;
pub(crate) mod failure_status;
pub(crate) mod filter_info;
pub(crate) mod load_series;
mod log;
pub(crate) mod names;
pub(crate) mod reporter;
pub(crate) mod reporters;
pub(crate) mod status;
