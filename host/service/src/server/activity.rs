//! How long a connection has had no request in flight: one timer a connection, and none a request.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::Notify;

/// What is going on on one connection, whatever its version of HTTP.
pub(crate) struct Activity {
    opened: Instant,
    requests: AtomicUsize,
    /// Requests so far.
    begun: AtomicUsize,
    /// Microseconds after `opened` at which the last request ended.
    last: AtomicU64,
    /// Whether a byte of HTTP has come.
    is_heard: AtomicBool,
    /// Whether a request of a known sender was taken.
    is_known: AtomicBool,
    evicted: Notify,
}

/// What a connection has done, least first: whether a byte has come, and when its last request ended, or it was opened.
pub(crate) type Rank = (bool, Instant);

/// One request in flight.
pub(crate) struct Active(Arc<Activity>);

impl Activity {
    pub(crate) fn new() -> Self {
        Self {
            opened: Instant::now(),
            requests: AtomicUsize::new(0),
            begun: AtomicUsize::new(0),
            last: AtomicU64::new(0),
            is_heard: AtomicBool::new(false),
            is_known: AtomicBool::new(false),
            evicted: Notify::new(),
        }
    }

    /// A byte of HTTP has come.
    pub(crate) fn hear(&self) {
        self.is_heard.store(true, Ordering::Relaxed);
    }

    /// Whether a request of a known sender was taken.
    pub(crate) fn is_known(&self) -> bool {
        self.is_known.load(Ordering::Relaxed)
    }

    /// What the connection has done; none while it has a request in flight.
    pub(crate) fn rank(&self) -> Option<Rank> {
        let last = self.opened + Duration::from_micros(self.last.load(Ordering::Relaxed));
        self.is_idle().then(|| (self.is_heard.load(Ordering::Relaxed), last))
    }

    /// The rank of a connection with a request in flight.
    pub(crate) fn latest() -> Rank {
        (true, Instant::now())
    }

    /// Tells the connection to end, unless a request begins before it hears of it.
    pub(crate) fn evict(&self) {
        self.evicted.notify_one();
    }

    /// Returns when the connection should end because its place is wanted.
    pub(crate) async fn is_evicted(&self) {
        loop {
            self.evicted.notified().await;
            if self.is_idle() {
                return;
            }
        }
    }

    /// How many requests have begun so far.
    pub(crate) fn begun(&self) -> usize {
        self.begun.load(Ordering::Relaxed)
    }

    /// Whether no request is in flight.
    pub(crate) fn is_idle(&self) -> bool {
        self.requests.load(Ordering::Relaxed) == 0
    }

    /// Returns when no request has been in flight for so long: a head that does not end counts as none.
    pub(crate) async fn idle_for(&self, limit: Duration) {
        loop {
            let idle = match self.requests.load(Ordering::Relaxed) {
                0 => self.opened.elapsed().saturating_sub(Duration::from_micros(self.last.load(Ordering::Relaxed))),
                _ => Duration::ZERO,
            };
            match limit.checked_sub(idle).filter(|left| !left.is_zero()) {
                Some(left) => tokio::time::sleep(left).await,
                None => return,
            }
        }
    }
}

impl Active {
    pub(crate) fn new(activity: &Arc<Activity>) -> Self {
        activity.requests.fetch_add(1, Ordering::Relaxed);
        activity.begun.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(activity))
    }

    /// It is of a known sender, and was taken.
    pub(crate) fn know_sender(&self) {
        self.0.is_known.store(true, Ordering::Relaxed);
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        let now = u64::try_from(self.0.opened.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.0.last.store(now, Ordering::Relaxed);
        self.0.requests.fetch_sub(1, Ordering::Relaxed);
    }
}
