//! Connections in the order in which they would go. What a connection does is not entered here, or each request would take a
//! lock: an entry says what it had done when it was entered, and is entered anew when it comes first and has done more since.

use super::taken::Taken;
use crate::server::activity::Rank;
use std::{
    collections::{BTreeSet, HashMap},
    time::{Duration, Instant},
};

/// After all had a request in flight.
const PAUSE: Duration = Duration::from_millis(50);

/// Connections by number; that which had done least is first.
#[derive(Default)]
pub(super) struct Idlest {
    entries: BTreeSet<(Rank, u64)>,
    none_until: Option<Instant>,
}

impl Idlest {
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn insert(&mut self, rank: Rank, number: u64) {
        self.entries.insert((rank, number));
    }

    pub(super) fn remove(&mut self, rank: Rank, number: u64) {
        self.entries.remove(&(rank, number));
    }

    /// The connection that has done least by now; none if all have a request in flight. `entered` is where a connection keeps
    /// its rank. Whatever this does beyond a look at the first entry, clients have done something for.
    pub(super) fn first(
        &mut self,
        taken: &mut HashMap<u64, Taken>,
        entered: impl Fn(&mut Taken) -> &mut Rank,
    ) -> Option<u64> {
        let now = Instant::now();
        if self.none_until.is_some_and(|until| now < until) {
            return None;
        }
        while let Some(&(rank, number)) = self.entries.first() {
            let connection = taken.get_mut(&number)?;
            let current = connection.activity.rank();
            if current == Some(rank) {
                return Some(number);
            }
            if rank >= (true, now) {
                // From here on, all were entered by this call.
                break;
            }
            let current = current.unwrap_or((true, now));
            self.entries.pop_first();
            self.entries.insert((current, number));
            *entered(connection) = current;
        }
        self.none_until = Some(now + PAUSE);
        None
    }
}
