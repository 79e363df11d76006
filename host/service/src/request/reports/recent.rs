//! What reports were written of late, and which of them a new one is.

use super::claim::Claim;
use super::table::{ReportTable, take_place};
use crate::metrics::ReportMetrics;
use sluice_wire::reports::{Delivered, Seen};
use std::{sync::Arc, time::Duration};

/// Browsers do not round the age of a report alike each time, and the network takes longer at times.
const SAME_TIME_MS: i64 = 1_500;
/// Reports without an age that say the same within this time are one.
const WINDOW_MS: i64 = 1_000;

/// See the module.
pub struct RecentReports {
    table: Arc<ReportTable>,
}

impl RecentReports {
    /// Remembers nothing yet.
    #[must_use]
    pub fn new(metrics: ReportMetrics) -> Self {
        Self { table: Arc::new(ReportTable::new(metrics)) }
    }

    /// Whether a tenant's report has been written already. One that has not, and has no age, gives a claim for its line, which
    /// may have to wait where the request `may_wait`.
    #[must_use]
    pub fn see(&self, tenant: Option<&str>, delivered: &Delivered, may_wait: bool, claims: &mut Vec<Claim>) -> Seen {
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
            let hash = self.table.hash(tenant, report, bucket(report.time));
            take_place(&mut self.table.place(hash), hash, report.time);
        }
        claims.into_iter().for_each(|mut claim| claim.set_written());
    }

    fn see_aged(&self, tenant: Option<&str>, delivered: &Delivered) -> Seen {
        let times = [delivered.time.saturating_sub(SAME_TIME_MS), delivered.time.saturating_add(SAME_TIME_MS)];
        let is_written = times.map(bucket).into_iter().any(|bucket| {
            let hash = self.table.hash(tenant, delivered, bucket);
            let place = self.table.place(hash);
            let time = place.as_ref().filter(|recent| recent.hash == hash).and_then(|recent| recent.time);
            time.is_some_and(|time| apart(time, delivered.time) <= SAME_TIME_MS)
        });
        if is_written {
            self.table.metrics.repeated.inc_by(delivered.count);
        }
        if is_written { Seen::Written } else { Seen::New { merged: 0 } }
    }

    /// Reports without an age come one by one: the first is written at once, and those of the second after it are one line at its
    /// end, for which the next of them waits.
    fn claim(&self, tenant: &str, delivered: &Delivered, may_wait: bool, claims: &mut Vec<Claim>) -> Seen {
        let table = &self.table;
        let hash = table.hash(Some(tenant), delivered, NO_BUCKET);
        let mut claim = |count, wait| claims.push(Claim::new(table, hash, count, wait));
        let mut place = table.place(hash);
        let Some(recent) = place.as_mut().filter(|recent| recent.hash == hash) else {
            if take_place(&mut place, hash, delivered.time) {
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
        if !recent.is_awaited && may_wait && delivered.is_alone && table.begin_wait() {
            recent.is_awaited = true;
            claim(delivered.count, Some(Duration::from_millis(left.unsigned_abs())));
            return Seen::Later;
        }
        recent.merged += delivered.count;
        self.table.metrics.merged.inc_by(delivered.count);
        Seen::Written
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

#[cfg(test)]
mod tests;
