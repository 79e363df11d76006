//! The target of this crate's log lines. Operators use it in directives of `log.level`.

pub(crate) const LOG_TARGET: &str = "sluice::auth";
