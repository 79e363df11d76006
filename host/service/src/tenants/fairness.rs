//! What one tenant may take of the service: requests at once, and in a second. Keyed on the authenticated identity, never
//! on what a client says.

use super::refusal::{Limited, Wait};
use super::turns::Turns;
use crate::config::sections::tenants::FairnessConfig;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, MonotonicClock},
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed},
};
use sluice_metrics::IntCounter;
use std::{
    hash::{BuildHasher, RandomState},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

type Rate = RateLimiter<NotKeyed, InMemoryState, MonotonicClock, NoOpMiddleware<std::time::Instant>>;

/// A request that finds all of its tenant's seats taken may find one soon.
const SEAT_WAIT: Duration = Duration::from_secs(1);

/// Of a tenant's seats, as many may be taken by one sender while its bodies are still to come: one in so many.
const ARRIVALS_SHARE: u32 = 4;
/// Senders are counted by their hash; that two meet in one count makes no difference to senders that behave.
const ARRIVAL_COUNTS: usize = 64;

/// Of one tenant.
pub struct Fairness {
    config: FairnessConfig,
    rate: Option<Rate>,
    turns: Turns,
    seats: AtomicU32,
    /// Bodies that are awaited, by sender.
    arrivals: [AtomicU32; ARRIVAL_COUNTS],
    /// Nobody can choose a name that falls into somebody else's count.
    hasher: RandomState,
    limited: IntCounter,
}

/// Leave for one request; given back when it is dropped.
pub struct Seat<'a>(&'a Fairness);

/// A body of one sender that is still to come, until this is dropped.
pub struct Arrival<'a>(&'a AtomicU32);

impl Fairness {
    /// `old`, if it is the same: else a tenant that changes something else would have its burst anew.
    pub(super) fn kept(old: Option<&Arc<Self>>, config: &FairnessConfig, limited: IntCounter) -> Arc<Self> {
        let same = old.filter(|old| old.config == *config);
        same.map_or_else(|| Arc::new(Self::new(config, limited)), Arc::clone)
    }

    fn new(config: &FairnessConfig, limited: IntCounter) -> Self {
        let burst = NonZeroU32::new(config.burst).unwrap_or(NonZeroU32::MIN);
        let quota = NonZeroU32::new(config.requests_per_second).map(|rate| Quota::per_second(rate).allow_burst(burst));
        Self {
            config: *config,
            rate: quota.map(|quota| RateLimiter::direct_with_clock(quota, MonotonicClock)),
            turns: Turns::new(config.requests_per_second),
            seats: AtomicU32::new(0),
            arrivals: [const { AtomicU32::new(0) }; ARRIVAL_COUNTS],
            hasher: RandomState::new(),
            limited,
        }
    }

    /// A seat for one more request.
    ///
    /// # Errors
    /// When the tenant has its share.
    pub fn admit(&self) -> Result<Seat<'_>, Limited> {
        let seat = Seat(self);
        let others = self.seats.fetch_add(1, Relaxed);
        if self.config.concurrent != 0 && others >= self.config.concurrent {
            return Err(self.limited(Wait::AtLeast(SEAT_WAIT)));
        }
        match self.rate.as_ref().map(Rate::check) {
            Some(Err(until)) => {
                let turn = self.turns.take(MonotonicClock.now(), until.earliest_possible());
                Err(self.limited(Wait::Turn(turn)))
            }
            _ => Ok(seat),
        }
    }

    /// A place for one more body of a sender. A sender whose bodies never come leaves most seats to the others.
    ///
    /// # Errors
    /// When the sender has its share.
    pub fn begin_arrival(&self, sender: &str) -> Result<Arrival<'_>, Limited> {
        let index = self.hasher.hash_one(sender) % ARRIVAL_COUNTS as u64;
        let arrival = Arrival(&self.arrivals[index as usize]);
        let others = arrival.0.fetch_add(1, Relaxed);
        if self.config.concurrent != 0 && others >= (self.config.concurrent / ARRIVALS_SHARE).max(1) {
            return Err(self.limited(Wait::AtLeast(SEAT_WAIT)));
        }
        Ok(arrival)
    }

    /// Whether most seats are free, so that a request may keep its own for a while.
    pub fn has_seats_to_spare(&self) -> bool {
        self.config.concurrent == 0 || self.seats.load(Relaxed) <= self.config.concurrent / ARRIVALS_SHARE
    }

    fn limited(&self, wait: Wait) -> Limited {
        self.limited.inc();
        Limited { wait }
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.0.seats.fetch_sub(1, Relaxed);
    }
}

impl Drop for Arrival<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fairness(config: FairnessConfig) -> Fairness {
        Fairness::new(&config, IntCounter::new("limited", "limited").unwrap())
    }

    #[test]
    fn a_seat_comes_back_when_a_request_ends() {
        let fairness = fairness(FairnessConfig { requests_per_second: 0, burst: 0, concurrent: 2 });
        let (first, _second) = (fairness.admit().unwrap(), fairness.admit().unwrap());
        assert!(matches!(fairness.admit(), Err(Limited { .. })));
        drop(first);
        assert!(fairness.admit().is_ok());
        assert_eq!(fairness.limited.get(), 1);
    }

    #[test]
    fn one_sender_does_not_take_all_seats_with_bodies_that_never_come() {
        let fairness = fairness(FairnessConfig { requests_per_second: 0, burst: 0, concurrent: 8 });
        let (first, _second) = (fairness.begin_arrival("ann").unwrap(), fairness.begin_arrival("ann").unwrap());
        assert!(matches!(fairness.begin_arrival("ann"), Err(Limited { .. })));
        assert!((0..9).any(|number| fairness.begin_arrival(&format!("other {number}")).is_ok()));
        drop(first);
        assert!(fairness.begin_arrival("ann").is_ok());
    }

    #[test]
    fn past_the_burst_a_client_is_told_when_to_come_back() {
        let fairness = fairness(FairnessConfig { requests_per_second: 1, burst: 3, concurrent: 0 });
        for _ in 0..3 {
            assert!(fairness.admit().is_ok());
        }
        for seconds in 1..=3 {
            let Err(Limited { wait: Wait::Turn(turn) }) = fairness.admit() else { panic!("{seconds}") };
            let latest = Duration::from_millis(1_250) * seconds;
            assert!(turn <= latest && turn > latest - Duration::from_millis(1_250), "{turn:?}");
        }
    }

    #[test]
    fn nothing_is_limited_where_nothing_is_set() {
        let fairness = fairness(FairnessConfig { requests_per_second: 0, burst: 0, concurrent: 0 });
        let seats: Vec<_> = (0..10_000).map(|_| fairness.admit()).collect();
        assert!(seats.iter().all(Result::is_ok));
    }
}
