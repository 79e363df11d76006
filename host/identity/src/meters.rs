//! The figures of authentication.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use prometheus::IntCounter;

use crate::metrics::AuthMetrics;

/// The name of the service in `telemetry_dependency_status`.
const SERVICE: &str = "gws-auth";

pub(super) struct Meters {
    metrics: AuthMetrics,
    /// A good token, from memory.
    pub(super) hit: IntCounter,
    /// A good token, after a question.
    pub(super) good: IntCounter,
    /// A refused token, from memory or after a question.
    pub(super) refused: IntCounter,
    /// Nobody could say.
    pub(super) unavailable: IntCounter,
    /// Nobody could say, but the token was good a while ago.
    pub(super) stale: IntCounter,
    minute: Mutex<Minute>,
}

impl Meters {
    pub(super) fn new(metrics: AuthMetrics) -> Self {
        let result = |result| metrics.checks.with_label_values(&[result]);
        Self {
            hit: result("hit"),
            good: result("good"),
            refused: result("refused"),
            unavailable: result("unavailable"),
            stale: result("stale"),
            minute: Mutex::default(),
            metrics,
        }
    }

    pub(super) fn round_trip(&self, took: Duration, now: Instant) {
        self.metrics.duration.observe(took.as_secs_f64());
        self.minute.lock().record(took, now);
    }

    pub(super) fn service_is(&self, up: bool, breaker: i64) {
        self.metrics.dependency_status.with_label_values(&[SERVICE]).set(up.into());
        self.metrics.breaker.set(breaker);
    }

    /// Brings the figures up to date that change with time alone.
    pub(super) fn refresh(&self, cached: usize, breaker: i64, now: Instant) {
        let (count, average, most) = self.minute.lock().read(now);
        let times = &self.metrics.gws_auth_req_time;
        times.with_label_values(&["COUNT"]).set(f64::from(count));
        times.with_label_values(&["AVG"]).set(average);
        times.with_label_values(&["MAX"]).set(most);
        self.metrics.cached.set(i64::try_from(cached).unwrap_or(i64::MAX));
        self.metrics.breaker.set(breaker);
    }
}

/// Round trips of the last minute, in slices of five seconds.
#[derive(Default)]
struct Minute(VecDeque<Slice>);

struct Slice {
    start: Instant,
    count: u32,
    sum_ms: f64,
    max_ms: f64,
}

impl Minute {
    const SLICE: Duration = Duration::from_secs(5);
    const WHOLE: Duration = Duration::from_secs(60);

    fn record(&mut self, took: Duration, now: Instant) {
        self.forget(now);
        let ms = took.as_secs_f64() * 1e3;
        match self.0.back_mut() {
            Some(slice) if now.saturating_duration_since(slice.start) < Self::SLICE => {
                slice.count = slice.count.saturating_add(1);
                slice.sum_ms += ms;
                slice.max_ms = slice.max_ms.max(ms);
            }
            _ => self.0.push_back(Slice { start: now, count: 1, sum_ms: ms, max_ms: ms }),
        }
    }

    /// Count, average and most, in milliseconds; zeros if nothing was asked.
    fn read(&mut self, now: Instant) -> (u32, f64, f64) {
        self.forget(now);
        let count = self.0.iter().fold(0u32, |n, slice| n.saturating_add(slice.count));
        let sum: f64 = self.0.iter().map(|slice| slice.sum_ms).sum();
        let most = self.0.iter().fold(0.0, |most: f64, slice| most.max(slice.max_ms));
        (count, if count == 0 { 0.0 } else { sum / f64::from(count) }, most)
    }

    fn forget(&mut self, now: Instant) {
        while self.0.front().is_some_and(|slice| now.saturating_duration_since(slice.start) >= Self::WHOLE) {
            self.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minute_gives_milliseconds_and_forgets_what_is_older() {
        let (mut minute, start) = (Minute::default(), Instant::now());
        assert_eq!(minute.read(start), (0, 0.0, 0.0));
        minute.record(Duration::from_millis(100), start);
        minute.record(Duration::from_millis(20), start + Duration::from_secs(30));
        minute.record(Duration::from_millis(30), start + Duration::from_secs(31));
        assert_eq!(minute.read(start + Duration::from_secs(59)), (3, 50.0, 100.0));
        assert_eq!(minute.read(start + Duration::from_secs(60)), (2, 25.0, 30.0));
        assert_eq!(minute.read(start + Duration::from_secs(95)), (0, 0.0, 0.0));
    }

    #[test]
    fn the_minute_is_bounded_however_much_is_recorded() {
        let (mut minute, start) = (Minute::default(), Instant::now());
        (0..100_000).for_each(|n| minute.record(Duration::from_millis(1), start + Duration::from_millis(n * 10)));
        assert!(minute.0.len() <= 13);
    }
}
