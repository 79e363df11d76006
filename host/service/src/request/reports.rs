//! Reports of browsers: what is delivered again after its reply was lost, what comes in hundreds, and what nobody wants.

use super::body;
use super::reply::{self, Reply};
use crate::metrics::ReportMetrics;
use crate::service::Service;
use hyper::body::Incoming;
use parking_lot::Mutex;
use sluice_wire::reports::{Delivered, Seen};
use std::hash::{BuildHasher, RandomState};

/// Reports that are remembered. Two that fall into one place take it from each other, and are then written twice at worst.
const PLACES: usize = 8_192;
/// Browsers do not round the age of a report alike each time, and the network takes longer at times.
const SAME_TIME_MS: i64 = 1_500;
/// Reports without an age that say the same within this time are one.
const WINDOW_MS: i64 = 1_000;

/// What was written of late.
pub struct RecentReports {
    places: Vec<Mutex<Option<Recent>>>,
    hasher: RandomState,
    metrics: ReportMetrics,
}

struct Recent {
    hash: u64,
    time: i64,
    /// How many were not written since.
    merged: u64,
}

impl RecentReports {
    /// Remembers nothing yet.
    #[must_use]
    pub fn new(metrics: ReportMetrics) -> Self {
        Self { places: (0..PLACES).map(|_| Mutex::new(None)).collect(), hasher: RandomState::new(), metrics }
    }

    /// Whether a tenant's report has been written already.
    #[must_use]
    pub fn see(&self, tenant: Option<&str>, delivered: &Delivered) -> Seen {
        if !delivered.has_age {
            return self.merge(tenant, delivered);
        }
        let times = [delivered.time.saturating_sub(SAME_TIME_MS), delivered.time.saturating_add(SAME_TIME_MS)];
        let is_written = times.map(bucket).into_iter().any(|bucket| {
            let hash = self.hash(tenant, delivered, bucket);
            let place = self.place(hash).lock();
            let recent = place.as_ref().filter(|recent| recent.hash == hash);
            recent.is_some_and(|recent| apart(recent.time, delivered.time) <= SAME_TIME_MS)
        });
        if is_written {
            self.metrics.repeated.inc_by(delivered.count);
        }
        if is_written { Seen::Written } else { Seen::New { merged: 0 } }
    }

    /// Remembers a tenant's reports, which have been written.
    pub fn remember(&self, tenant: Option<&str>, delivered: &[Delivered]) {
        for report in delivered {
            let bucket = if report.has_age { bucket(report.time) } else { NO_BUCKET };
            let hash = self.hash(tenant, report, bucket);
            *self.place(hash).lock() = Some(Recent { hash, time: report.time, merged: 0 });
        }
    }

    /// Reports without an age come one by one.
    fn merge(&self, tenant: Option<&str>, delivered: &Delivered) -> Seen {
        let hash = self.hash(tenant, delivered, NO_BUCKET);
        let mut place = self.place(hash).lock();
        match place.as_mut().filter(|recent| recent.hash == hash) {
            Some(recent) if apart(recent.time, delivered.time) < WINDOW_MS => {
                recent.merged += delivered.count;
                self.metrics.merged.inc_by(delivered.count);
                Seen::Written
            }
            recent => Seen::New { merged: recent.map_or(0, |recent| recent.merged) },
        }
    }

    fn hash(&self, tenant: Option<&str>, delivered: &Delivered, bucket: i64) -> u64 {
        self.hasher.hash_one((tenant, delivered.hash, bucket))
    }

    fn place(&self, hash: u64) -> &Mutex<Option<Recent>> {
        &self.places[hash as usize % PLACES]
    }
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

/// 204 that writes nothing: browsers send again what they get 410 for, as if it were 503.
pub async fn switched_off(service: &Service, body: &mut Incoming) -> Reply {
    service.reports.metrics.switched_off.inc();
    body::discard(body, |_| {}).await;
    reply::no_content()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(hash: u64, time: i64, has_age: bool) -> Delivered {
        Delivered { hash, time, has_age, count: 1 }
    }

    fn recent() -> RecentReports {
        RecentReports::new(ReportMetrics::new(&sluice_metrics::Registry::default()).expect("names are unique"))
    }

    #[test]
    fn what_comes_again_with_the_same_time_is_known_and_what_happened_later_is_not() {
        let recent = recent();
        assert_eq!(recent.see(Some("t"), &report(1, 10_000, true)), Seen::New { merged: 0 });
        recent.remember(Some("t"), &[report(1, 10_000, true)]);
        assert_eq!(recent.see(Some("t"), &report(1, 10_400, true)), Seen::Written);
        assert_eq!(recent.see(Some("t"), &report(1, 8_600, true)), Seen::Written);
        recent.remember(Some("t"), &[report(1, 15_000, true)]);
        assert_eq!(recent.see(Some("t"), &report(1, 9_900, true)), Seen::Written);
        assert_eq!(recent.see(Some("t"), &report(1, 12_000, true)), Seen::New { merged: 0 });
        assert_eq!(recent.see(Some("t"), &report(2, 10_000, true)), Seen::New { merged: 0 });
        assert_eq!(recent.see(Some("other"), &report(1, 10_000, true)), Seen::New { merged: 0 });
    }

    #[test]
    fn what_says_the_same_within_a_second_is_one_and_the_next_line_says_how_many() {
        let recent = recent();
        recent.remember(Some("t"), &[report(1, 10_000, false)]);
        for time in 10_000..10_999 {
            assert_eq!(recent.see(Some("t"), &report(1, time, false)), Seen::Written);
        }
        assert_eq!(recent.see(Some("t"), &report(1, 11_000, false)), Seen::New { merged: 999 });
        recent.remember(Some("t"), &[report(1, 11_000, false)]);
        assert_eq!(recent.see(Some("t"), &report(1, 12_000, false)), Seen::New { merged: 0 });
    }
}
