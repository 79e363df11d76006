//! What a run tells the outside: metrics, log lines, and the status page.

pub(crate) mod filter_info;
pub(crate) mod load_series;
pub(crate) mod named_metrics;
pub(crate) mod printable;
pub(crate) mod reporter;
pub(crate) mod reporters;
pub(crate) mod series_budget;
pub(crate) mod status;
pub(crate) mod trace;
