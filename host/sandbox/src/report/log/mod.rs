//! Log lines of filters, and how often the service logs the same thing about one.

pub(super) mod filter_log;
pub(super) mod log_throttle;
