//! Verdicts on test cases. Test cases do not run again when the service starts or when other files change.

use std::sync::Arc;

use quick_cache::sync::Cache;

use crate::{
    artifact::store::ArtifactStore,
    load::{
        error::Refusal,
        load_request::LoadMode,
        process::task::{TestCaseReport, TestCaseTask, TestCaseVerdict},
        stage::Stage,
    },
};

/// Verdicts that are remembered: enough for a thousand tenants with a few filters each. Test cases whose verdict is
/// forgotten run again.
const MAX_VERDICTS: usize = 4_096;

/// Verdicts in memory. Those without a failed test case are in the store too.
pub(crate) struct TestCaseVerdicts {
    known: Cache<[u8; 32], TestCaseReport>,
    artifacts: Arc<ArtifactStore>,
}

impl TestCaseVerdicts {
    pub(crate) fn new(artifacts: &Arc<ArtifactStore>) -> Self {
        Self { known: Cache::new(MAX_VERDICTS), artifacts: Arc::clone(artifacts) }
    }

    /// The verdict on files with this fingerprint: a known one, or the result of `run`. If the process fails, that says
    /// nothing about the test cases, and is not remembered.
    pub(crate) fn get_or_run(
        &self,
        task: TestCaseTask,
        fingerprint: &[u8; 32],
        load_mode: LoadMode,
        run: impl FnOnce(TestCaseTask) -> TestCaseReport,
    ) -> TestCaseReport {
        let key = blake3::Hasher::new().update(fingerprint).update(format!("{task:?}").as_bytes()).finalize();
        if let Some(report) = self.known.get(key.as_bytes()) {
            return report;
        }
        let (digest, directory) = (task.digest.clone(), task.directory.clone());
        let report = if self.artifacts.has_passed_test_cases(&digest, &directory, &key) {
            Ok(TestCaseVerdict::default())
        } else if load_mode == LoadMode::StoredOnly {
            return Err(Refusal::new(Stage::Pending, "its cases have yet to be run"));
        } else {
            let report = run(task);
            if report.as_ref().is_ok_and(|verdict| verdict.failed.is_empty()) {
                self.artifacts.record_passed_test_cases(&digest, &directory, &key);
            }
            report
        };
        if report.as_ref().err().is_none_or(|refusal| refusal.stage == Stage::Cases) {
            self.known.insert(key.into(), report.clone());
        }
        report
    }

    /// Forgets all verdicts with a failure, so that their test cases run again.
    pub(crate) fn forget_refusals(&self) {
        self.known.retain(|_, report| report.as_ref().is_ok_and(|verdict| verdict.failed.is_empty()));
    }
}
