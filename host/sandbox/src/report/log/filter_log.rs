//! Writes the log lines of filters to the service's log.

use crate::run::bindings::sluice::filter::diagnostics::Level;

/// Writes lines at the levels that the filter has given them.
pub(in crate::report) fn write_lines(chain: &str, filter: &str, lines: &[(Level, String)]) {
    for (level, line) in lines {
        match level {
            Level::Debug => tracing::debug!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
            Level::Info => tracing::info!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
            Level::Warn => tracing::warn!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
            Level::Error => tracing::error!(target: "sluice::filter::log", chain, filter, said = line.as_str()),
        }
    }
}
