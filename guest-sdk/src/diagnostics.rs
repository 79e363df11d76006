//! What the filter's author and the operator see: log lines and metrics, bounded in number and size. Content of events
//! does not belong there.
//!
//! ```
//! use sluice_filter::{diagnostics, warn};
//! warn!("{} events without a level", 3);
//! diagnostics::count("without_level", 3);
//! ```

use crate::host;

/// How grave a log line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// For the author.
    Debug,
    /// Worth knowing.
    Info,
    /// Something is odd.
    Warn,
    /// Something is wrong.
    Error,
}

/// Writes a line to the service's log. The macros [`debug!`](crate::debug), [`info!`](crate::info),
/// [`warn!`](crate::warn) and [`error!`](crate::error) format it.
pub fn log(level: Level, message: &str) {
    host::log(level, message);
}

/// Adds to a counter. Names: at most 48 lower-case letters, digits and underscores.
pub fn count(name: &str, amount: u64) {
    host::add(name, amount);
}

/// Adds an observation to a histogram. Names: as for [`count`].
pub fn observe(name: &str, value: f64) {
    host::observe(name, value);
}

/// Logs a panic's message and place before the sandbox ends; to be called in
/// [`Filter::configure`](crate::Filter::configure). `sluice filter test` shows them. At the level `debug`: such messages can
/// hold content of events, and a service writes this level only where its operator has set `log = "debug"` for the filter.
pub fn report_panics() {
    // `cargo test` shows them itself.
    if cfg!(target_family = "wasm") {
        std::panic::set_hook(Box::new(|panic| log(Level::Debug, &panic.to_string().replacen('\n', " ", 1))));
    }
}

/// Logs a formatted line for the author.
#[macro_export]
macro_rules! debug {
    ($($part:tt)*) => { $crate::diagnostics::log($crate::diagnostics::Level::Debug, &::std::format!($($part)*)) };
}

/// Logs a formatted line that is worth knowing.
#[macro_export]
macro_rules! info {
    ($($part:tt)*) => { $crate::diagnostics::log($crate::diagnostics::Level::Info, &::std::format!($($part)*)) };
}

/// Logs a formatted line about something odd.
#[macro_export]
macro_rules! warn {
    ($($part:tt)*) => { $crate::diagnostics::log($crate::diagnostics::Level::Warn, &::std::format!($($part)*)) };
}

/// Logs a formatted line about something wrong.
#[macro_export]
macro_rules! error {
    ($($part:tt)*) => { $crate::diagnostics::log($crate::diagnostics::Level::Error, &::std::format!($($part)*)) };
}
