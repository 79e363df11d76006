use parking_lot::Mutex;
use std::time::{Duration, Instant};

/// When requests that exceeded a tenant's rate are to come back: one after another, at four fifths of that rate, because new
/// requests come as well. Told the moment at which the first of them finds room, they would all come then, and all but one
/// would be refused again.
pub(super) struct Turns {
    interval: Duration,
    /// The first that nobody was told of.
    next: Mutex<Option<Instant>>,
}

/// Nobody is sent away for longer; past it, requests share a turn.
const LONGEST: Duration = Duration::from_secs(60);

impl Turns {
    /// At so many requests in a second.
    pub(super) fn new(per_second: u32) -> Self {
        Self { interval: Duration::from_millis(1_250) / per_second.max(1), next: Mutex::new(None) }
    }

    /// How long until the turn of one more request, where there is room at `earliest`.
    pub(super) fn take(&self, now: Instant, earliest: Instant) -> Duration {
        let mut next = self.next.lock();
        let turn = next.map_or(earliest, |next| next.max(earliest)).min(now + LONGEST);
        *next = Some(turn + self.interval);
        turn.saturating_duration_since(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn requests_that_were_refused_together_come_back_one_after_another() {
        let (turns, now) = (Turns::new(2), Instant::now());
        let taken: Vec<_> = (0..4).map(|_| turns.take(now, now + SECOND / 4).as_millis()).collect();
        assert_eq!(taken, [250, 875, 1_500, 2_125]);
    }

    #[test]
    fn turns_that_have_passed_are_not_waited_for() {
        let (turns, now) = (Turns::new(1), Instant::now());
        assert_eq!(turns.take(now, now + SECOND), SECOND);
        let later = now + 60 * SECOND;
        assert_eq!(turns.take(later, later + SECOND), SECOND);
    }

    #[test]
    fn nobody_is_sent_away_for_long_however_many_are_refused() {
        let (turns, now) = (Turns::new(1), Instant::now());
        let taken = (0..10_000).map(|_| turns.take(now, now + SECOND)).max();
        assert_eq!(taken, Some(LONGEST));
    }
}
