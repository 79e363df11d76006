//! Runs the test cases of loaded filters.

use std::path::PathBuf;

use super::engine::FilterEngine;
use crate::{
    load::{
        error::Refusal,
        load_request::LoadMode,
        process::task::{TestCaseTask, TestCaseVerdict},
    },
    settings::{filters::FilterEntry, limits::RunLimits},
};

impl FilterEngine {
    /// The verdict on the test cases in a directory, for the loaded filter with this digest. Test cases run in a child process,
    /// which takes [`LoadMode::Compile`], unless there is a verdict on files with this `fingerprint`.
    ///
    /// # Errors
    /// A file of a test case is invalid, the test cases have yet to run, or the process failed.
    pub fn run_test_cases(
        &self,
        filter: &FilterEntry,
        digest: &str,
        limits: RunLimits,
        directory: PathBuf,
        fingerprint: &[u8; 32],
        load_mode: LoadMode,
    ) -> Result<TestCaseVerdict, Refusal> {
        let (files, located) = (filter.files.clone(), filter.located.clone());
        let (filter, digest) = (filter.clone(), digest.to_owned());
        let (pool, store) = (self.pool.clone(), self.loader.store().clone());
        let task = TestCaseTask { filter, files, located, directory, limits, digest, pool, store };
        self.verdicts.get_or_run(task, fingerprint, load_mode, |task| self.loader.run_test_cases(task))
    }

    /// Lets test cases that have failed run again the next time.
    pub fn forget_refused_test_cases(&self) {
        self.verdicts.forget_refusals();
    }
}
