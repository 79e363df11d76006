//! The table of reports that were written of late. Its size is fixed.

use crate::metrics::ReportMetrics;
use parking_lot::{Mutex, MutexGuard};
use sluice_wire::reports::Delivered;
use std::{
    hash::{BuildHasher, RandomState},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

/// Reports that are remembered. Two that fall into one place take it from each other, and are then written twice at worst.
const PLACES: usize = 8_192;
/// Requests that wait for others. Each has a seat of its key meanwhile; past these, a later line tells of what came.
const MAX_WAITING: usize = 16;

/// See the module.
pub(super) struct ReportTable {
    places: Vec<Mutex<Option<Recent>>>,
    hasher: RandomState,
    waiting: AtomicUsize,
    pub(super) metrics: ReportMetrics,
}

/// A report that was written.
pub(super) struct Recent {
    pub(super) hash: u64,
    /// Of its last line; none where that could not be written.
    pub(super) time: Option<i64>,
    /// How many no line has told of.
    pub(super) merged: u64,
    /// A request waits for them.
    pub(super) is_awaited: bool,
}

impl ReportTable {
    /// Without a report.
    pub(super) fn new(metrics: ReportMetrics) -> Self {
        Self {
            places: (0..PLACES).map(|_| Mutex::new(None)).collect(),
            hasher: RandomState::new(),
            waiting: AtomicUsize::new(0),
            metrics,
        }
    }

    /// What a tenant's report is known by, of those whose time is in one bucket.
    pub(super) fn hash(&self, tenant: Option<&str>, delivered: &Delivered, bucket: i64) -> u64 {
        self.hasher.hash_one((tenant, delivered.hash, bucket))
    }

    /// Where a report with this hash is; another one may be there.
    pub(super) fn place(&self, hash: u64) -> MutexGuard<'_, Option<Recent>> {
        self.places[hash as usize % PLACES].lock()
    }

    /// Whether one more request may wait for others. It does, until [`ReportTable::end_wait`].
    pub(super) fn begin_wait(&self) -> bool {
        self.waiting.fetch_update(Relaxed, Relaxed, |waiting| (waiting < MAX_WAITING).then_some(waiting + 1)).is_ok()
    }

    /// A report does not wait any more, because its line is written at this `time`, or not at all: how many came meanwhile.
    pub(super) fn end_wait(&self, hash: u64, time: Option<i64>) -> u64 {
        self.waiting.fetch_sub(1, Relaxed);
        let mut place = self.place(hash);
        let Some(recent) = place.as_mut().filter(|recent| recent.hash == hash) else { return 0 };
        recent.is_awaited = false;
        recent.time = time.or(recent.time);
        std::mem::take(&mut recent.merged)
    }

    /// A line that would have told of `count` reports could not be written.
    pub(super) fn give_back(&self, hash: u64, count: u64) {
        let mut place = self.place(hash);
        if let Some(recent) = place.as_mut().filter(|recent| recent.hash == hash) {
            recent.time = None;
            recent.merged += count;
        }
    }
}

/// Remembers a report whose line is written, unless a request waits for another one in its place. Says whether it is there.
pub(super) fn take_place(place: &mut Option<Recent>, hash: u64, time: i64) -> bool {
    if place.as_ref().is_some_and(|recent| recent.is_awaited) {
        return false;
    }
    *place = Some(Recent { hash, time: Some(time), merged: 0, is_awaited: false });
    true
}
