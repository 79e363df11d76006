//! What reports were written of late, in a table of a fixed size.

use super::Claim;
use crate::metrics::ReportMetrics;
use parking_lot::Mutex;
use sluice_wire::reports::{Delivered, Seen};
use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

/// Reports that are remembered. Two that fall into one place take it from each other, and are then written twice at worst.
const PLACES: usize = 8_192;
/// Browsers do not round the age of a report alike each time, and the network takes longer at times.
const SAME_TIME_MS: i64 = 1_500;
/// Reports without an age that say the same within this time are one.
const WINDOW_MS: i64 = 1_000;
/// Requests that wait for others. Each has a seat of its key meanwhile; past these, a later line tells of what came.
const MAX_WAITING: usize = 16;

/// See the module.
pub struct RecentReports {
    places: Vec<Mutex<Option<Recent>>>,
    hasher: RandomState,
    waiting: AtomicUsize,
    pub(super) metrics: ReportMetrics,
}

struct Recent {
    hash: u64,
    /// Of its last line; none where that could not be written.
    time: Option<i64>,
    /// How many no line has told of.
    merged: u64,
    /// A request waits for them.
    is_awaited: bool,
}

impl RecentReports {
    /// Remembers nothing yet.
    #[must_use]
    pub fn new(metrics: ReportMetrics) -> Arc<Self> {
        Arc::new(Self {
            places: (0..PLACES).map(|_| Mutex::new(None)).collect(),
            hasher: RandomState::new(),
            waiting: AtomicUsize::new(0),
            metrics,
        })
    }

    /// Whether a tenant's report has been written already. One that has not, and has no age, gives a claim for its line, which
    /// may have to wait where the request `may_wait`.
    #[must_use]
    pub fn see(
        self: &Arc<Self>,
        tenant: Option<&str>,
        delivered: &Delivered,
        may_wait: bool,
        claims: &mut Vec<Claim>,
    ) -> Seen {
        match tenant {
            _ if delivered.has_age => self.see_aged(tenant, delivered),
            Some(tenant) => self.claim(tenant, delivered, may_wait, claims),
            // Nobody knows yet whose it is, and strangers hold back nobody's.
            None => Seen::New { merged: 0 },
        }
    }

    /// Remembers a tenant's reports, which have been written.
    pub fn remember(&self, tenant: Option<&str>, delivered: &[Delivered], claims: Vec<Claim>) {
        for report in delivered.iter().filter(|report| report.has_age) {
            let hash = self.hash(tenant, report, bucket(report.time));
            let mut place = self.place(hash).lock();
            if !is_awaited(place.as_ref()) {
                *place = Some(Recent { hash, time: Some(report.time), merged: 0, is_awaited: false });
            }
        }
        claims.into_iter().for_each(|mut claim| claim.set_written());
    }

    fn see_aged(&self, tenant: Option<&str>, delivered: &Delivered) -> Seen {
        let times = [delivered.time.saturating_sub(SAME_TIME_MS), delivered.time.saturating_add(SAME_TIME_MS)];
        let is_written = times.map(bucket).into_iter().any(|bucket| {
            let hash = self.hash(tenant, delivered, bucket);
            let place = self.place(hash).lock();
            let time = place.as_ref().filter(|recent| recent.hash == hash).and_then(|recent| recent.time);
            time.is_some_and(|time| apart(time, delivered.time) <= SAME_TIME_MS)
        });
        if is_written {
            self.metrics.repeated.inc_by(delivered.count);
        }
        if is_written { Seen::Written } else { Seen::New { merged: 0 } }
    }

    /// Reports without an age come one by one: the first is written at once, and those of the second after it are one line at its
    /// end, for which the next of them waits.
    fn claim(self: &Arc<Self>, tenant: &str, delivered: &Delivered, may_wait: bool, claims: &mut Vec<Claim>) -> Seen {
        let hash = self.hash(Some(tenant), delivered, NO_BUCKET);
        let mut claim = |count, wait| claims.push(Claim::new(self, hash, count, wait));
        let mut place = self.place(hash).lock();
        let Some(recent) = place.as_mut().filter(|recent| recent.hash == hash) else {
            if !is_awaited(place.as_ref()) {
                *place = Some(Recent { hash, time: Some(delivered.time), merged: 0, is_awaited: false });
                claim(delivered.count, None);
            }
            return Seen::New { merged: 0 };
        };
        let left = recent.time.map_or(0, |time| WINDOW_MS - apart(time, delivered.time));
        if left <= 0 && !recent.is_awaited {
            let merged = std::mem::take(&mut recent.merged);
            recent.time = Some(delivered.time);
            claim(delivered.count + merged, None);
            return Seen::New { merged };
        }
        if !recent.is_awaited && may_wait && delivered.is_alone && self.begin_wait() {
            recent.is_awaited = true;
            claim(delivered.count, Some(Duration::from_millis(left.unsigned_abs())));
            return Seen::Later;
        }
        recent.merged += delivered.count;
        self.metrics.merged.inc_by(delivered.count);
        Seen::Written
    }

    /// A claim does not wait any more, because its line is written at this `time`, or not at all: how many came meanwhile.
    pub(super) fn end_wait(&self, claim: &Claim, time: Option<i64>) -> u64 {
        self.waiting.fetch_sub(1, Relaxed);
        let mut place = self.place(claim.hash).lock();
        let Some(recent) = place.as_mut().filter(|recent| recent.hash == claim.hash) else { return 0 };
        recent.is_awaited = false;
        recent.time = time.or(recent.time);
        std::mem::take(&mut recent.merged)
    }

    /// The line of a claim could not be written.
    pub(super) fn give_back(&self, claim: &Claim) {
        let mut place = self.place(claim.hash).lock();
        if let Some(recent) = place.as_mut().filter(|recent| recent.hash == claim.hash) {
            recent.time = None;
            recent.merged += claim.count;
        }
    }

    fn begin_wait(&self) -> bool {
        self.waiting.fetch_update(Relaxed, Relaxed, |waiting| (waiting < MAX_WAITING).then_some(waiting + 1)).is_ok()
    }

    fn hash(&self, tenant: Option<&str>, delivered: &Delivered, bucket: i64) -> u64 {
        self.hasher.hash_one((tenant, delivered.hash, bucket))
    }

    fn place(&self, hash: u64) -> &Mutex<Option<Recent>> {
        &self.places[hash as usize % PLACES]
    }
}

fn is_awaited(recent: Option<&Recent>) -> bool {
    recent.is_some_and(|recent| recent.is_awaited)
}

/// The same report may happen again later, and each time is remembered by itself.
fn bucket(time: i64) -> i64 {
    time.div_euclid(2 * SAME_TIME_MS)
}

/// That of reports without an age: times are not negative.
const NO_BUCKET: i64 = -1;

fn apart(one: i64, other: i64) -> i64 {
    one.saturating_sub(other).saturating_abs()
}
