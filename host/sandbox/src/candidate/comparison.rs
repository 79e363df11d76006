//! What is known of two versions of a filter that ran on the same batches.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use jiff::Timestamp;
use parking_lot::Mutex;

use super::{
    batch_result::BatchResult,
    differences::Differences,
    status::{BatchCounts, ComparisonStatus},
};
use crate::{
    metrics::candidate::CandidateMetrics, report::failure_status::FailureStatus, run::result::outcome::Outcome,
};
use sluice_event::Difference;

/// A run that takes more than this times the processor time of the other is slower.
const SLOWER_FACTOR: u32 = 2;
/// Differences below this are noise.
const SLOWER_BY: Duration = Duration::from_micros(100);

/// The results so far. They outlive reloads that leave both versions as they are.
pub(crate) struct Comparison {
    /// SHA-256 of the components.
    pub(crate) old: String,
    pub(crate) new: String,
    batches: [AtomicU64; 7],
    differences: Differences,
    last_failure: Mutex<Option<FailureStatus>>,
    metrics: CandidateMetrics,
}

/// How one version ended.
pub(crate) struct SampleRun {
    pub(crate) outcome: Outcome,
    pub(crate) detail: Option<String>,
    pub(crate) cpu: Duration,
}

impl Comparison {
    pub(crate) fn new(old: &str, new: &str, metrics: CandidateMetrics) -> Self {
        Self {
            old: old.to_owned(),
            new: new.to_owned(),
            batches: Default::default(),
            differences: Differences::default(),
            last_failure: Mutex::new(None),
            metrics,
        }
    }

    /// Whether it is about these two components.
    pub(crate) fn is_of(&self, old: &str, new: &str) -> bool {
        self.old == old && self.new == new
    }

    /// Records a batch on which both have run. `differences` is called if neither failed.
    pub(crate) fn record(&self, old: &SampleRun, new: &SampleRun, differences: impl FnOnce() -> Vec<Difference>) {
        if [old, new].iter().any(|run| run.outcome.is_out_of_capacity() || run.outcome == Outcome::NotLoaded) {
            return self.count(BatchResult::Dropped);
        }
        match (old.outcome, new.outcome) {
            (Outcome::Ok, Outcome::Ok) => {
                let found = differences();
                self.differences.add(&found, &self.metrics);
                let worst = found.iter().map(|difference| difference.kind).max();
                self.count(worst.map_or(BatchResult::Equal, BatchResult::of));
            }
            (Outcome::Ok, outcome) => {
                let at = format!("{:.0}", Timestamp::now());
                let failure = FailureStatus { at, outcome: outcome.as_str(), detail: new.detail.clone() };
                *self.last_failure.lock() = Some(failure);
                self.count(BatchResult::Failed);
            }
            (_, Outcome::Ok) => self.count(BatchResult::Other),
            _ => self.count(BatchResult::Equal),
        }
        if new.cpu > old.cpu * SLOWER_FACTOR && new.cpu.saturating_sub(old.cpu) > SLOWER_BY {
            self.count(BatchResult::Slower);
        }
    }

    pub(crate) fn count(&self, result: BatchResult) {
        self.batches[result as usize].fetch_add(1, Relaxed);
        self.metrics.count_batch(result.as_str());
    }

    fn batches(&self, result: BatchResult) -> u64 {
        self.batches[result as usize].load(Relaxed)
    }

    /// Batches on which both versions have run.
    pub(crate) fn compared(&self) -> u64 {
        use BatchResult::{Equal, Failed, Fewer, More, Other};
        [Equal, Fewer, More, Other, Failed].map(|result| self.batches(result)).iter().sum()
    }

    /// Of these, the batches of which the new version left something that the old one took away.
    pub(crate) fn fewer(&self) -> u64 {
        self.batches(BatchResult::Fewer)
    }

    /// The place and rule of which most was left, for messages.
    pub(crate) fn describe_fewer(&self) -> String {
        let status = self.differences.status();
        let fewer = status.iter().filter(|difference| difference.result == "fewer");
        let most = fewer.max_by_key(|difference| difference.count);
        most.map_or_else(String::new, |most| format!(", above all under the rule `{}` in `{}`", most.rule, most.place))
    }

    pub(crate) fn status(&self) -> ComparisonStatus {
        ComparisonStatus {
            batches: BatchCounts {
                equal: self.batches(BatchResult::Equal),
                fewer: self.batches(BatchResult::Fewer),
                more: self.batches(BatchResult::More),
                other: self.batches(BatchResult::Other),
                failed: self.batches(BatchResult::Failed),
                slower: self.batches(BatchResult::Slower),
                dropped: self.batches(BatchResult::Dropped),
            },
            differences: self.differences.status(),
            last_failure: self.last_failure.lock().clone(),
        }
    }
}
