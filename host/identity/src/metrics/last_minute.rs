//! Durations of the requests of the last minute.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

const WINDOW: Duration = Duration::from_secs(60);
const SLICE: Duration = Duration::from_secs(5);

/// A sliding window of one minute, in slices of five seconds.
#[derive(Default)]
pub(super) struct LastMinute(VecDeque<Slice>);

struct Slice {
    start: Instant,
    count: u32,
    sum_ms: f64,
    max_ms: f64,
}

/// All zero if there was no request.
pub(super) struct Summary {
    pub(super) count: u32,
    pub(super) average_ms: f64,
    pub(super) max_ms: f64,
}

impl LastMinute {
    pub(super) fn record(&mut self, duration: Duration, now: Instant) {
        self.evict_expired(now);
        let ms = duration.as_secs_f64() * 1e3;
        match self.0.back_mut() {
            Some(slice) if now.saturating_duration_since(slice.start) < SLICE => {
                slice.count = slice.count.saturating_add(1);
                slice.sum_ms += ms;
                slice.max_ms = slice.max_ms.max(ms);
            }
            _ => self.0.push_back(Slice { start: now, count: 1, sum_ms: ms, max_ms: ms }),
        }
    }

    pub(super) fn summarize(&mut self, now: Instant) -> Summary {
        self.evict_expired(now);
        let count = self.0.iter().fold(0u32, |n, slice| n.saturating_add(slice.count));
        let sum_ms: f64 = self.0.iter().map(|slice| slice.sum_ms).sum();
        let max_ms = self.0.iter().fold(0.0, |max: f64, slice| max.max(slice.max_ms));
        Summary { count, average_ms: if count == 0 { 0.0 } else { sum_ms / f64::from(count) }, max_ms }
    }

    fn evict_expired(&mut self, now: Instant) {
        while self.0.front().is_some_and(|slice| now.saturating_duration_since(slice.start) >= WINDOW) {
            self.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_summarized_in_milliseconds_and_expire_after_a_minute() {
        let (mut minute, start) = (LastMinute::default(), Instant::now());
        let summarize = |minute: &mut LastMinute, seconds| {
            let summary = minute.summarize(start + Duration::from_secs(seconds));
            (summary.count, summary.average_ms, summary.max_ms)
        };
        assert_eq!(summarize(&mut minute, 0), (0, 0.0, 0.0));
        minute.record(Duration::from_millis(100), start);
        minute.record(Duration::from_millis(20), start + Duration::from_secs(30));
        minute.record(Duration::from_millis(30), start + Duration::from_secs(31));
        assert_eq!(summarize(&mut minute, 59), (3, 50.0, 100.0));
        assert_eq!(summarize(&mut minute, 60), (2, 25.0, 30.0));
        assert_eq!(summarize(&mut minute, 95), (0, 0.0, 0.0));
    }

    #[test]
    fn the_number_of_slices_is_bounded() {
        let (mut minute, start) = (LastMinute::default(), Instant::now());
        (0..100_000).for_each(|n| minute.record(Duration::from_millis(1), start + Duration::from_millis(n * 10)));
        assert!(minute.0.len() <= 13);
    }
}
