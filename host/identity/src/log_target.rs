//! The target of the log lines of this crate, which directives of `log.level` name.

pub(crate) const LOG_TARGET: &str = "sluice::auth";
