//! Verdicts on cases that were run before: neither a change of other files nor a start of the service runs them again.

use std::sync::Arc;

use quick_cache::sync::Cache;

use crate::{
    artifact::store::Artifacts,
    load::{
        error::Refusal,
        loading::Patience,
        stage::Stage,
        task::{CaseJob, CaseReport, Verdict},
    },
};

/// More than a thousand tenants with a few filters each; whoever is forgotten has its cases run again.
const MOST: usize = 4_096;

/// See the module. Good verdicts are in the store too.
pub(crate) struct CaseVerdicts {
    known: Cache<[u8; 32], CaseReport>,
    artifacts: Arc<Artifacts>,
}

impl CaseVerdicts {
    pub(crate) fn new(artifacts: &Arc<Artifacts>) -> Self {
        Self { known: Cache::new(MOST), artifacts: Arc::clone(artifacts) }
    }

    /// The verdict on files that look as `seen`: a known one, or what `run` finds. That a process failed says nothing of the
    /// cases, and is not kept.
    pub(crate) fn of(
        &self,
        job: CaseJob,
        seen: &[u8; 32],
        patience: Patience,
        run: impl FnOnce(CaseJob) -> CaseReport,
    ) -> CaseReport {
        let question = blake3::Hasher::new().update(seen).update(format!("{job:?}").as_bytes()).finalize();
        if let Some(report) = self.known.get(question.as_bytes()) {
            return report;
        }
        let (key, directory) = (job.digest.clone(), job.directory.clone());
        let report = if self.artifacts.cases_held(&key, &directory, &question) {
            Ok(Verdict::default())
        } else if patience == Patience::Stored {
            return Err(Refusal::new(Stage::Pending, "its cases have yet to be run"));
        } else {
            let report = run(job);
            if report.as_ref().is_ok_and(|verdict| verdict.broken.is_empty()) {
                self.artifacts.keep_cases_held(&key, &directory, &question);
            }
            report
        };
        if report.as_ref().err().is_none_or(|refusal| refusal.stage == Stage::Cases) {
            self.known.insert(question.into(), report.clone());
        }
        report
    }

    /// Somebody asked for another try.
    pub(crate) fn forget_refusals(&self) {
        self.known.retain(|_, report| report.as_ref().is_ok_and(|verdict| verdict.broken.is_empty()));
    }
}
