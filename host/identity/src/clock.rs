//! A monotonic clock. Tests can advance it.

use std::time::Instant;

#[derive(Default)]
pub(crate) struct Clock {
    #[cfg(test)]
    ahead_ms: std::sync::atomic::AtomicU64,
}

impl Clock {
    #[cfg(not(test))]
    pub(crate) fn now(&self) -> Instant {
        Instant::now()
    }

    #[cfg(test)]
    pub(crate) fn now(&self) -> Instant {
        let ahead = self.ahead_ms.load(std::sync::atomic::Ordering::SeqCst);
        Instant::now() + std::time::Duration::from_millis(ahead)
    }

    #[cfg(test)]
    pub(crate) fn advance(&self, by: std::time::Duration) {
        let by = u64::try_from(by.as_millis()).unwrap();
        self.ahead_ms.fetch_add(by, std::sync::atomic::Ordering::SeqCst);
    }
}
