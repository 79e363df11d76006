//! How many log lines something that clients can cause may write.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::log_rate";

/// At most so many a second.
pub struct LogRate {
    since: Instant,
    per_second: u64,
    /// The second in the upper 32 bits, how many were asked for in it in the lower.
    window: AtomicU64,
}

impl LogRate {
    /// A rate of `per_second` lines.
    #[must_use]
    pub fn new(per_second: u32) -> Self {
        Self { since: Instant::now(), per_second: u64::from(per_second), window: AtomicU64::new(0) }
    }

    /// Whether a line may be written now. The first one after a second with more says how many were left out.
    #[must_use]
    pub fn allow(&self) -> bool {
        let second = self.since.elapsed().as_secs() << 32;
        let before = self.window.load(Ordering::Relaxed);
        if before & !0xffff_ffff == second {
            return (self.window.fetch_add(1, Ordering::Relaxed) & 0xffff_ffff) < self.per_second;
        }
        if self.window.compare_exchange(before, second | 1, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            let left_out = (before & 0xffff_ffff).saturating_sub(self.per_second);
            if left_out > 0 {
                tracing::warn!(
                    target: LOG_TARGET, left_out,
                    "log lines of refused requests were left out; telemetry_http_rejections_total counts them all"
                );
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_the_rate_is_allowed_in_one_second() {
        let rate = LogRate::new(5);
        let allowed = (0..1000).filter(|_| rate.allow()).count();
        assert!((5..=20).contains(&allowed), "{allowed}");
    }
}
