//! Parts of a metric that are for different threads.
//!
//! Threads that add to one number wait for each other's caches, for longer than the addition takes. So a number that several
//! threads have met at is divided: each thread adds to a part of its own, and whoever reads it adds the parts up.

use std::{
    cell::Cell,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread::available_parallelism,
};

/// More threads share parts.
const MAX_SHARDS: usize = 32;

/// One part, and nothing else on its cache lines, of which processors fetch two at once.
#[repr(align(128))]
pub(crate) struct Shard<T>(pub(crate) T);

/// The parts of a number that threads have met at; none of one that they have not.
pub(crate) struct Shards<T>(OnceLock<Box<[Shard<T>]>>);

impl<T> Shards<T> {
    pub(crate) const fn none() -> Self {
        Self(OnceLock::new())
    }

    /// That of this thread, if there are any.
    #[inline]
    pub(crate) fn own(&self) -> Option<&T> {
        self.0.get().map(|shards| own(shards))
    }

    /// That of this thread. From now on there are some.
    #[cold]
    pub(crate) fn own_or_divide(&self, new: impl Fn() -> T) -> &T {
        own(self.0.get_or_init(|| (0..count()).map(|_| Shard(new())).collect()))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.get().into_iter().flatten().map(|shard| &shard.0)
    }
}

#[inline]
fn own<T>(shards: &[Shard<T>]) -> &T {
    &shards[number_of_thread() % shards.len()].0
}

/// A number for each thread, so that threads that were started together have different parts.
#[inline]
fn number_of_thread() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    const NONE: usize = usize::MAX;
    thread_local! {
        static NUMBER: Cell<usize> = const { Cell::new(NONE) };
    }
    NUMBER.with(|number| {
        if number.get() == NONE {
            number.set(NEXT.fetch_add(1, Relaxed));
        }
        number.get()
    })
}

fn count() -> usize {
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| available_parallelism().map_or(1, usize::from).next_power_of_two().clamp(2, MAX_SHARDS))
}
