//! The status of a filter in a chain and of its candidate, for the status page.

use super::filter_in_chain::{Candidate, FilterInChain};
use crate::{
    candidate::{promotion, status::CandidateStatus},
    metrics::breaker_state::BreakerState,
    report::{failure_status::FailureStatus, status::FilterStatus},
};

/// Only one other version of a filter gets copies of batches at a time.
const WAITS_FOR_PROBATION: &str = "it waits until the probation of the version that runs now has ended";

impl FilterInChain {
    /// The filter's status, for the status page.
    pub(crate) fn status(&self) -> FilterStatus {
        let built = self.version.loaded.built();
        let last_failure = self.last_failure.lock().clone();
        FilterStatus {
            name: self.version.name.name.clone(),
            version: self.version.name.version.clone(),
            digest: self.version.loaded.key().to_owned(),
            imports: built.inspection.imports.clone(),
            allow: self.allow.clone(),
            keeps: self.version.loaded.kept_places(),
            on_failure: self.on_failure,
            candidate: self.candidate_status(),
            promotion: self.probation.as_ref().map(|probation| probation.status()),
            state: match self.breakers.state() {
                BreakerState::Closed => "active",
                BreakerState::Open => "suspended",
                BreakerState::Probing => "probing",
            },
            memory_bytes: built.memory_bytes,
            component_bytes: built.inspection.bytes,
            artifact_bytes: built.artifact_bytes,
            last_failure: last_failure.map(|failure| FailureStatus {
                at: format!("{:.0}", failure.at),
                outcome: failure.outcome.as_str(),
                detail: failure.detail,
            }),
        }
    }

    fn candidate_status(&self) -> Option<CandidateStatus> {
        let (component, refused, comparison) = match self.candidate.as_ref()? {
            Candidate::Running(shadow) => {
                let is_on_probation = self.probation.as_ref().is_some_and(|probation| probation.shadow().is_some());
                let why = is_on_probation.then(|| WAITS_FOR_PROBATION.to_owned());
                (shadow.comparison.new.as_str(), why, Some(&shadow.comparison))
            }
            Candidate::Refused(why) => ("", Some(why.to_string()), None),
        };
        Some(CandidateStatus {
            component: component.chars().take(12).collect(),
            share: self.share,
            refused,
            comparison: comparison.map(|comparison| comparison.status()),
            not_promotable: comparison.and_then(|comparison| promotion::objection(comparison, &self.promotion)),
        })
    }
}
