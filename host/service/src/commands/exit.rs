//! Exit codes.

use sluice_sandbox::LoadError;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Good = 0,
    /// Something outside failed: a port, a file, a registry, a thread.
    Failed = 1,
    /// The configuration or the command line is wrong.
    Usage = 2,
    /// A filter was refused, or its cases do not hold.
    Filter = 3,
    /// Nobody reads stdout any more.
    StdoutClosed = 4,
    /// The time to drain ran out before everything was written and answered.
    NotDrained = 5,
}

/// For `--help`.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  all went well; after SIGTERM: everything that was accepted has been written
  1  something outside failed: a port, a file, a registry, a thread
  2  the configuration or the command line is wrong
  3  a filter was refused, or its cases do not hold
  4  stdout was closed by its reader
  5  the time to drain ran out before everything was written and answered";

impl Exit {
    /// Of filters that were not loaded: only one that was refused is the filter's own.
    pub(crate) fn of_filters(errors: &[LoadError]) -> Self {
        if errors.iter().all(LoadError::is_outside) { Self::Failed } else { Self::Filter }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
