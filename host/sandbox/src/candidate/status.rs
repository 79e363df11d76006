//! What the status page shows of a candidate and of a promotion. Places and rules are closed sets; values are never shown.

use serde::Serialize;

use crate::report::failure_status::FailureStatus;

/// A candidate beside a filter.
#[derive(Clone, Debug, Serialize)]
pub struct CandidateStatus {
    /// The beginning of the component's SHA-256.
    pub component: String,
    /// The share of batches that it runs on.
    pub share: f64,
    /// Why it does not run, if it does not. The filter is not affected.
    pub refused: Option<String>,
    /// What it did differently, if it runs.
    pub comparison: Option<ComparisonStatus>,
    /// Why it may not replace the filter, if it may not.
    pub not_promotable: Option<String>,
}

/// A filter that has replaced another after it had been its candidate.
#[derive(Clone, Debug, Serialize)]
pub struct PromotionStatus {
    /// `on-probation`, `kept` or `rolled-back`.
    pub state: &'static str,
    /// The version that it has replaced, and that runs if it was rolled back.
    pub predecessor: String,
    /// Why it was rolled back.
    pub why: Option<String>,
    /// What it does differently from its predecessor, which runs on copies of batches while it is on probation.
    pub comparison: ComparisonStatus,
}

/// Two versions on the same batches.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonStatus {
    /// Batches by result.
    pub batches: BatchCounts,
    /// Differences by place and rule.
    pub differences: Vec<DifferenceStatus>,
    /// The last failure of the new version on a batch on which the old one did not fail.
    pub last_failure: Option<FailureStatus>,
}

/// Batches by result. `slower` ones are in another count too, and `dropped` ones were not compared.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the metric")]
pub struct BatchCounts {
    pub equal: u64,
    pub fewer: u64,
    pub more: u64,
    pub other: u64,
    pub failed: u64,
    pub slower: u64,
    pub dropped: u64,
}

/// One kind of difference.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceStatus {
    /// A member of events, or `event`.
    pub place: &'static str,
    /// A rule that either version has declared, `dropped`, `set`, or `other`.
    pub rule: String,
    /// `fewer`, `more` or `other`.
    pub result: &'static str,
    /// Occurrences.
    pub count: u64,
}
