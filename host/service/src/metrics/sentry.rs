//! What Sentry's SDKs sent in vain, and what they say to have dropped.

use sluice_metrics::{IntCounter, IntCounterVec, Registry, counters};
use sluice_wire::sentry::{Category, Discarded};

/// Items by data category.
pub struct SentryMetrics {
    refused: Vec<IntCounter>,
    discarded: IntCounterVec,
}

impl SentryMetrics {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let refused = counters(
            r,
            "telemetry_sentry_items_refused_total",
            "Items of Sentry's SDKs that were not taken, or were in a request that was refused, by data category",
            &["category"],
        )?;
        Ok(Self {
            refused: Category::all().map(|category| refused.with_label_values(&[category.name()])).collect(),
            discarded: counters(
                r,
                "telemetry_sentry_items_discarded_total",
                "Items that Sentry's SDKs say to have dropped themselves, by data category and their reason",
                &["category", "reason"],
            )?,
        })
    }

    /// Counts items that are not written.
    pub fn refuse(&self, category: Category, count: u64) {
        if let Some(counter) = self.refused.get(category as usize) {
            counter.inc_by(count);
        }
    }

    /// Counts what an SDK says to have dropped.
    pub fn discard(&self, discarded: Discarded) {
        self.discarded.with_label_values(&[discarded.category.name(), discarded.reason]).inc_by(discarded.quantity);
    }
}
