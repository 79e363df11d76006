//! The log lines about stdout that cannot be written: one when that begins, and one when it ends.

use crate::queue::LOG_TARGET;
use rustix::io::Errno;
use std::time::{Duration, Instant};

/// On a disk that is nearly full, or with a reader that is a little too slow, writes may fail and succeed many times in a
/// second. Of the interruptions that begin in this time after the last that was logged, only one that outlasts it is.
const QUIET_FOR: Duration = Duration::from_secs(10);

/// Whether the present interruption is in the log, and when one was last.
#[derive(Default)]
pub(super) struct InterruptionLog {
    /// When the present interruption was logged.
    logged_at: Option<Instant>,
    quiet_until: Option<Instant>,
}

impl InterruptionLog {
    /// Logs that stdout cannot be written, with the error of the operating system if there was one, unless this interruption
    /// is in the log already. Returns whether it has.
    pub(super) fn begin(&mut self, reason: &str, error: Option<Errno>) -> bool {
        let now = Instant::now();
        if self.logged_at.is_some() || self.quiet_until.is_some_and(|until| now < until) {
            return false;
        }
        self.logged_at = Some(now);
        self.quiet_until = Some(now + QUIET_FOR);
        let error = error.map(tracing::field::display);
        tracing::error!(target: LOG_TARGET, error, "{reason}; requests get 503 meanwhile");
        true
    }

    /// Logs that lines are written again, if that they were not is in the log. Returns whether it is.
    pub(super) fn end(&mut self) -> bool {
        let Some(logged_at) = self.logged_at.take() else { return false };
        let seconds = logged_at.elapsed().as_secs();
        tracing::info!(target: LOG_TARGET, seconds, "stdout can be written again");
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interruption_is_logged_once_and_its_end_once() {
        let mut log = InterruptionLog::default();
        assert!(!log.end());
        assert!(log.begin("full", Some(Errno::NOSPC)));
        assert!((0..100).all(|_| !log.begin("full", Some(Errno::NOSPC))));
        assert!(log.end());
        assert!(!log.end());
    }

    #[test]
    fn of_many_in_a_short_time_only_the_first_and_one_that_lasts_are_logged() {
        let mut log = InterruptionLog::default();
        assert!(log.begin("full", None) && log.end());
        assert!((0..100).all(|_| !log.begin("full", None) && !log.end()));
        log.quiet_until = Some(Instant::now());
        assert!(log.begin("full", None) && log.end());
    }
}
