//! The connections that go next. Silent ones are found many at once: looking through all connections costs more than one.

use crate::server::connection::activity::Rank;
use std::time::{Duration, Instant};

/// How many are found at once.
const FOUND_AT_ONCE: usize = 64;
/// After none was found: all have a request in flight.
const PAUSE: Duration = Duration::from_millis(50);

/// Connections by number, with what they had done when they were found; that which has done least is last.
#[derive(Default)]
pub(super) struct Candidates {
    found: Vec<(Rank, u64)>,
    none_until: Option<Instant>,
}

impl Candidates {
    /// The connection that has done least, by what each has done `now`, or else of `all`.
    pub(super) fn next(
        &mut self,
        now: impl Fn(u64) -> Option<Rank>,
        all: impl FnOnce() -> Vec<(Rank, u64)>,
    ) -> Option<u64> {
        while let Some((rank, number)) = self.found.pop() {
            if now(number) == Some(rank) {
                return Some(number);
            }
        }
        if self.none_until.is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let mut all = all();
        if all.len() > FOUND_AT_ONCE {
            all.select_nth_unstable(FOUND_AT_ONCE);
            all.truncate(FOUND_AT_ONCE);
        }
        all.sort_unstable_by(|one, other| other.cmp(one));
        let least = all.pop().map(|(_, number)| number);
        // Whoever comes later has done more than those that are silent now, and less than all others.
        all.retain(|((is_heard, _), _)| !is_heard);
        self.found = all;
        self.none_until = least.is_none().then(|| Instant::now() + PAUSE);
        least
    }
}
