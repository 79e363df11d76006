//! Temporary failures of writes.

use crate::StdoutMetrics;
use rustix::io::Errno;
use sluice_metrics::IntCounter;

/// A temporary failure of a write. Every other error is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WriteFailure {
    NoSpace,
    Quota,
    Io,
    /// The descriptor is non-blocking, and refuses writes although `poll` reports it as writable.
    Again,
}

impl WriteFailure {
    /// `None` if the error is final, such as `EPIPE` and `EBADF`.
    pub(crate) fn from_errno(error: Errno) -> Option<Self> {
        match error {
            Errno::NOSPC => Some(Self::NoSpace),
            Errno::DQUOT => Some(Self::Quota),
            Errno::IO => Some(Self::Io),
            Errno::AGAIN => Some(Self::Again),
            _ => None,
        }
    }

    /// What the operating system said.
    pub(crate) fn errno(self) -> Errno {
        match self {
            Self::NoSpace => Errno::NOSPC,
            Self::Quota => Errno::DQUOT,
            Self::Io => Errno::IO,
            Self::Again => Errno::AGAIN,
        }
    }

    /// The text for `/ready` and the log.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::NoSpace => "stdout cannot be written: its file system has no space left",
            Self::Quota => "stdout cannot be written: the disk quota is used up",
            Self::Io => "stdout cannot be written: input/output error",
            Self::Again => "stdout cannot be written: it is non-blocking and takes nothing",
        }
    }

    pub(crate) fn select_counter(self, metrics: &StdoutMetrics) -> &IntCounter {
        let errors = &metrics.write_errors;
        match self {
            Self::NoSpace => &errors.no_space,
            Self::Quota => &errors.quota,
            Self::Io => &errors.io,
            Self::Again => &errors.again,
        }
    }
}
