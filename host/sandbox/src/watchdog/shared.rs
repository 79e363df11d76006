//! What the parts of the watchdog share.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
};

use parking_lot::Mutex;
use prometheus::IntGauge;

use super::{
    overdue::Overdue,
    record::{ThreadClock, ThreadRecord},
};
use crate::report::reporters::Reporters;

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::watchdog";

/// State that threads in sandboxes, the watchdog's thread and its callers share.
pub(super) struct Shared {
    /// Threads that the watchdog's thread does not know yet.
    pub(super) new_threads: Mutex<Vec<Arc<ThreadRecord>>>,
    pub(super) reporters: Arc<Reporters>,
    /// Checks so far: a measure of time that stands still while the process gets no processor.
    pub(super) checks: AtomicU64,
    pub(super) overdue: Mutex<Option<Overdue>>,
    pub(super) overdue_threads: IntGauge,
    has_warned: AtomicBool,
}

impl Shared {
    pub(super) fn new(reporters: Arc<Reporters>, overdue_threads: IntGauge) -> Self {
        Self {
            new_threads: Mutex::new(Vec::new()),
            reporters,
            checks: AtomicU64::new(0),
            overdue: Mutex::new(None),
            overdue_threads,
            has_warned: AtomicBool::new(false),
        }
    }

    /// Makes and keeps a record for this thread.
    pub(super) fn register(&self) -> Arc<ThreadRecord> {
        let clock = ThreadClock::open_for_this_thread();
        if let Err(error) = &clock
            && !self.has_warned.swap(true, Relaxed)
        {
            tracing::warn!(target: LOG_TARGET, %error, "opening /proc/thread-self/schedstat: overdue runs of filters are not noticed");
        }
        let record = Arc::new(ThreadRecord::new(clock.ok()));
        self.new_threads.lock().push(Arc::clone(&record));
        record
    }
}
