//! What the page of `/filters` says of a filter's candidate, and of its promotion.

use sluice_sandbox::{CandidateStatus, ComparisonStatus, FilterStatus, PromotionStatus};
use std::fmt::Write;

/// One text for each of the two that the filter has. Not escaped.
pub(super) fn describe(filter: &FilterStatus) -> Vec<String> {
    let candidate = filter.candidate.as_ref().map(describe_candidate);
    candidate.into_iter().chain(filter.promotion.as_ref().map(describe_promotion)).collect()
}

fn describe_candidate(candidate: &CandidateStatus) -> String {
    let CandidateStatus { component, share, refused, comparison, not_promotable } = candidate;
    if let Some(refused) = refused {
        return format!("candidate: does not run: {refused}");
    }
    let mut text = format!("candidate {component}, on a share of {share} of batches: ");
    comparison.iter().for_each(|comparison| describe_comparison(&mut text, comparison));
    if let Some(why) = not_promotable {
        let _ = write!(text, ". It may not replace the filter: it {why}");
    }
    text
}

fn describe_promotion(promotion: &PromotionStatus) -> String {
    let PromotionStatus { state, predecessor, why, comparison } = promotion;
    let mut text = format!("promoted ({state}) in the place of version {predecessor}: ");
    describe_comparison(&mut text, comparison);
    if let Some(why) = why {
        let _ = write!(text, ". It {why}");
    }
    text
}

fn describe_comparison(text: &mut String, comparison: &ComparisonStatus) {
    let counts = &comparison.batches;
    let _ = write!(
        text,
        "{} equal, {} fewer, {} more, {} other, {} failed; {} slower, {} not compared",
        counts.equal, counts.fewer, counts.more, counts.other, counts.failed, counts.slower, counts.dropped
    );
    for difference in &comparison.differences {
        let _ = write!(
            text,
            "; {} {} in {} under {}",
            difference.count, difference.result, difference.place, difference.rule
        );
    }
    if let Some(failure) = &comparison.last_failure {
        let _ = write!(text, "; {}: {}", failure.outcome, failure.detail.as_deref().unwrap_or_default());
    }
}
