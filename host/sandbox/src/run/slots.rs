//! Limits the number of sandboxes at once. The limit is not above that of the pool, so that the pool itself is never
//! exhausted.

use std::sync::atomic::{AtomicU32, Ordering};

use sluice_metrics::{IntCounter, UpDownGauge};

/// Counts free sandboxes. It never blocks: without a free one, the run fails.
pub(crate) struct Slots {
    free: AtomicU32,
    in_use: UpDownGauge,
    exhausted: IntCounter,
}

/// The right to use one sandbox, until it is dropped.
pub(crate) struct Slot<'a>(&'a Slots);

impl Slots {
    pub(crate) fn new(count: u32, in_use: UpDownGauge, exhausted: IntCounter) -> Self {
        Self { free: AtomicU32::new(count), in_use, exhausted }
    }

    pub(crate) fn try_acquire(&self) -> Option<Slot<'_>> {
        let slot = self.try_acquire_spare();
        if slot.is_none() {
            self.exhausted.inc();
        }
        slot
    }

    /// [`Slots::try_acquire`] for what no request waits for.
    pub(crate) fn try_acquire_spare(&self) -> Option<Slot<'_>> {
        self.free.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |free| free.checked_sub(1)).ok()?;
        self.in_use.inc();
        Some(Slot(self))
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.0.free.fetch_add(1, Ordering::Relaxed);
        self.0.in_use.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_comes_back_when_it_is_dropped() {
        let exhausted = IntCounter::new("exhausted", "exhausted").expect("a metric");
        let slots = Slots::new(1, UpDownGauge::new("in_use", "in use").expect("a metric"), exhausted.clone());
        let first = slots.try_acquire();
        assert!(first.is_some());
        assert!(slots.try_acquire().is_none());
        assert_eq!(exhausted.get(), 1);
        drop(first);
        assert!(slots.try_acquire().is_some());
    }
}
