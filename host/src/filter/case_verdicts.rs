//! Verdicts on cases that were run before: a change of other files does not run them again.

use quick_cache::sync::Cache;

use super::{
    job::{CaseJob, CaseReport},
    stage::Stage,
};

/// More than a thousand tenants with a few filters each; whoever is forgotten has its cases run again.
const MOST: usize = 4_096;

/// See the module.
pub(super) struct CaseVerdicts(Cache<[u8; 32], CaseReport>);

impl CaseVerdicts {
    pub(super) fn new() -> Self {
        Self(Cache::new(MOST))
    }

    /// The verdict on files that look as `seen`, or what `run` finds. That a process failed says nothing of the cases,
    /// and is not kept.
    pub(super) fn of(&self, job: CaseJob, seen: &[u8; 32], run: impl FnOnce(CaseJob) -> CaseReport) -> CaseReport {
        let mut digest = blake3::Hasher::new();
        digest.update(seen).update(format!("{job:?}").as_bytes());
        let key = digest.finalize().into();
        if let Some(report) = self.0.get(&key) {
            return report;
        }
        let report = run(job);
        if report.as_ref().err().is_none_or(|refusal| refusal.stage == Stage::Cases) {
            self.0.insert(key, report.clone());
        }
        report
    }

    /// All but good ones: somebody asked for another try.
    pub(super) fn forget_refusals(&self) {
        self.0.retain(|_, report| report.as_ref().is_ok_and(|verdict| verdict.broken.is_empty()));
    }
}
