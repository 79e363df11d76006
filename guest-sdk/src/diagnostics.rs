//! What the filter's author and the operator see: log lines and metrics, bounded in number and size. Content of events
//! does not belong there.
//!
//! ```
//! # use sluice_filter::{Batch, Filter, NoSettings, testing::{self, json}};
//! use sluice_filter::{diagnostics::Counter, warn};
//!
//! struct Levels {
//!     without_level: Counter,
//! }
//!
//! impl Filter for Levels {
//!     type Settings = NoSettings;
//!
//!     fn configure(_: NoSettings) -> Result<Self, String> {
//!         Ok(Levels { without_level: Counter::declare("without_level")? })
//!     }
//!
//!     fn process(&self, batch: &Batch) -> Result<(), String> {
//!         let without = batch.events().filter(|event| event.get("/level").is_none()).count();
//!         self.without_level.add(without as u64);
//!         if without > 0 {
//!             warn!("{without} events without a level");
//!         }
//!         Ok(())
//!     }
//! }
//! # let filter: Levels = testing::configure(json!({})).unwrap();
//! # let outcome = testing::run(&filter, json!([{"message": "m"}])).unwrap();
//! # assert_eq!(outcome.counts["without_level"], 1);
//! ```

use crate::host;
pub use crate::types::Level;

/// Writes a line to the service's log. The macros [`debug!`](crate::debug), [`info!`](crate::info),
/// [`warn!`](crate::warn) and [`error!`](crate::error) format it.
pub fn log(level: Level, message: &str) {
    host::log(level, message);
}

/// A counter of the filter's own, declared in [`Filter::configure`](crate::Filter::configure) and kept in the filter. A plain
/// number, so copying it is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter(u32);

/// A histogram of the filter's own, declared and kept as a [`Counter`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Histogram(u32);

impl Counter {
    /// Declares a counter; the same name gives the same counter. Names: 1 to 48 lower-case ASCII letters, digits and
    /// underscores. A filter has at most 64 counters.
    ///
    /// # Errors
    /// What is wrong with the name, that there are too many, or that this is not the time.
    pub fn declare(name: &str) -> Result<Counter, String> {
        host::declare_counter(name).map(Counter)
    }

    /// Adds to the counter.
    pub fn add(self, amount: u64) {
        host::add(self.0, amount);
    }
}

impl Histogram {
    /// Declares a histogram; names as for [`Counter::declare`]. A filter has at most 64 histograms.
    ///
    /// # Errors
    /// As [`Counter::declare`].
    pub fn declare(name: &str) -> Result<Histogram, String> {
        host::declare_histogram(name).map(Histogram)
    }

    /// Adds an observation; what is not a finite number is left out.
    pub fn observe(self, value: f64) {
        host::observe(self.0, value);
    }
}

/// Logs where the filter panics, at the level `error`, before the sandbox ends. A text that stands in the source as it is,
/// such as that of `unwrap` on `None`, is logged with it. Any other may hold content of events, and is logged at the level
/// `debug`: `sluice filter test` shows it, and a service whose operator has set `log = "debug"` for the filter.
#[cfg(target_family = "wasm")]
#[doc(hidden)]
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        match panic.payload().downcast_ref::<&'static str>() {
            Some(text) => log(Level::Error, &std::format!("panicked at {place}: {text}")),
            None => {
                log(Level::Error, &std::format!("panicked at {place}; its text is logged at the level debug"));
                log(Level::Debug, &panic.to_string().replacen('\n', " ", 1));
            }
        }
    }));
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
