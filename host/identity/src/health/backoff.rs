//! Exponential backoff with jitter.

use std::time::Duration;

/// Returns `min` to twice `min` at first, then up to twice the last duration, at most `max`. `fraction` is random, from 0
/// to 1.
///
/// The jitter keeps replicas that saw the same outage from retrying at the same moment.
pub(super) fn next_backoff(last: Option<Duration>, fraction: f64, min: Duration, max: Duration) -> Duration {
    last.unwrap_or(min).mul_f64(1.0 + fraction).min(max)
}

/// Returns a number from 0 to 1, or 0.5 if the system provides no random bytes.
pub(super) fn random_fraction() -> f64 {
    getrandom::u32().map_or(0.5, |n| f64::from(n) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_with_jitter_up_to_the_maximum() {
        let backoff_ms = |last: Option<u64>, fraction| {
            let last = last.map(Duration::from_secs);
            next_backoff(last, fraction, Duration::from_secs(1), Duration::from_secs(5)).as_millis()
        };
        assert_eq!([backoff_ms(None, 0.0), backoff_ms(None, 1.0)], [1_000, 2_000]);
        assert_eq!(
            [backoff_ms(Some(2), 0.0), backoff_ms(Some(2), 1.0), backoff_ms(Some(4), 1.0)],
            [2_000, 4_000, 5_000]
        );
    }
}
