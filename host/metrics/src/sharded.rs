//! Numbers for counters and gauges that many threads add to; see [`shards`](crate::shards).

use crate::shards::Shards;
use prometheus::core::{Atomic, GenericCounter, GenericCounterVec, GenericGauge};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// A counter of whole numbers.
pub type IntCounter = GenericCounter<ShardedU64>;
/// A family of them.
pub type IntCounterVec = GenericCounterVec<ShardedU64>;
/// A counter of seconds.
pub type SecondsCounter = GenericCounter<ShardedSeconds>;
/// A family of them.
pub type SecondsCounterVec = GenericCounterVec<ShardedSeconds>;
/// A gauge of how many there are of something, which goes up and down and is never set.
pub type UpDownGauge = GenericGauge<ShardedI64>;

/// A whole number that is not negative.
pub struct ShardedU64 {
    undivided: AtomicU64,
    shards: Shards<AtomicU64>,
}

/// A whole number.
pub struct ShardedI64(ShardedU64);

/// Seconds, in whole nanoseconds.
pub struct ShardedSeconds(ShardedU64);

const NANOSECONDS: f64 = 1e9;

impl ShardedU64 {
    #[inline]
    fn add(&self, delta: u64) {
        if let Some(own) = self.shards.own() {
            own.fetch_add(delta, Relaxed);
            return;
        }
        let before = self.undivided.load(Relaxed);
        // Fails when another thread has added something at the same time.
        if self.undivided.compare_exchange(before, before.wrapping_add(delta), Relaxed, Relaxed).is_err() {
            self.shards.own_or_divide(|| AtomicU64::new(0)).fetch_add(delta, Relaxed);
        }
    }
}

impl Atomic for ShardedU64 {
    type T = u64;

    fn new(value: u64) -> Self {
        Self { undivided: AtomicU64::new(value), shards: Shards::none() }
    }

    fn set(&self, value: u64) {
        self.shards.iter().for_each(|shard| shard.store(0, Relaxed));
        self.undivided.store(value, Relaxed);
    }

    fn get(&self) -> u64 {
        let shards = self.shards.iter().map(|shard| shard.load(Relaxed));
        shards.fold(self.undivided.load(Relaxed), u64::wrapping_add)
    }

    #[inline]
    fn inc_by(&self, delta: u64) {
        self.add(delta);
    }

    #[inline]
    fn dec_by(&self, delta: u64) {
        self.add(delta.wrapping_neg());
    }
}

impl Atomic for ShardedI64 {
    type T = i64;

    fn new(value: i64) -> Self {
        Self(ShardedU64::new(value.cast_unsigned()))
    }

    fn set(&self, value: i64) {
        self.0.set(value.cast_unsigned());
    }

    fn get(&self) -> i64 {
        self.0.get().cast_signed()
    }

    #[inline]
    fn inc_by(&self, delta: i64) {
        self.0.add(delta.cast_unsigned());
    }

    #[inline]
    fn dec_by(&self, delta: i64) {
        self.0.add(delta.wrapping_neg().cast_unsigned());
    }
}

impl Atomic for ShardedSeconds {
    type T = f64;

    fn new(seconds: f64) -> Self {
        Self(ShardedU64::new(nanoseconds(seconds)))
    }

    fn set(&self, seconds: f64) {
        self.0.set(nanoseconds(seconds));
    }

    fn get(&self) -> f64 {
        self.0.get() as f64 / NANOSECONDS
    }

    #[inline]
    fn inc_by(&self, seconds: f64) {
        self.0.add(nanoseconds(seconds));
    }

    #[inline]
    fn dec_by(&self, seconds: f64) {
        self.0.add(nanoseconds(seconds).wrapping_neg());
    }
}

/// Negative ones, which no duration is, are none.
#[inline]
fn nanoseconds(seconds: f64) -> u64 {
    (seconds * NANOSECONDS).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    const THREADS: u64 = 8;
    const TURNS: u64 = 20_000;

    #[test]
    fn nothing_is_lost_while_a_number_is_divided() {
        let (counter, gauge, seconds) = (ShardedU64::new(5), ShardedI64::new(-1), ShardedSeconds::new(0.0));
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    for turn in 0..TURNS {
                        counter.inc_by(2);
                        seconds.inc_by(0.001);
                        gauge.inc_by(3);
                        gauge.dec_by(if turn % 2 == 0 { 1 } else { 5 });
                    }
                });
            }
        });
        assert_eq!((counter.get(), gauge.get()), (5 + 2 * THREADS * TURNS, -1));
        assert_eq!(seconds.get(), (THREADS * TURNS) as f64 / 1000.0);
    }

    #[test]
    fn parts_are_those_of_one_number() {
        let counter = ShardedU64::new(1);
        counter.shards.own_or_divide(|| AtomicU64::new(0)).fetch_add(3, Relaxed);
        thread::scope(|scope| _ = scope.spawn(|| counter.inc_by(10)));
        counter.dec_by(2);
        assert_eq!(counter.get(), 12);
        counter.set(7);
        assert_eq!(counter.get(), 7);
    }
}
