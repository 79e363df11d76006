//! Loads filters for the service: takes an artifact from the store, or has a child process make it.

use std::{
    fs, io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use super::{
    error::Refusal,
    load_request::{LoadMode, LoadRequest},
    loads_in_progress::LoadsInProgress,
    process::{
        child_process::LoaderCommand,
        task::{BuiltFilter, LoadTask, Task, TestCaseReport, TestCaseTask, Work},
    },
    read_component::read_component,
    stage::Stage,
};
use crate::{
    artifact::{
        prebuilt,
        store::{ArtifactStore, TemporaryPaths},
    },
    settings::{filters::FilterEntry, pool::PoolConfig, store::StoreConfig},
};

/// The target of its log lines, which directives of `log.level` name.
const LOG_TARGET: &str = "sluice::filter::store";

const DAY_SECONDS: u64 = 24 * 60 * 60;

/// Loads filters, a few at a time.
pub(crate) struct Loader {
    pub(crate) artifacts: Arc<ArtifactStore>,
    command: LoaderCommand,
    store: StoreConfig,
    pool: PoolConfig,
    in_progress: LoadsInProgress,
    number: AtomicU64,
}

impl Loader {
    pub(crate) fn new(command: LoaderCommand, store: &StoreConfig, pool: &PoolConfig) -> io::Result<Self> {
        Ok(Self {
            artifacts: Arc::new(ArtifactStore::open(&store.directory, store.max_bytes)?),
            command,
            store: store.clone(),
            pool: pool.clone(),
            in_progress: LoadsInProgress::new(store.at_once),
            number: AtomicU64::new(0),
        })
    }

    pub(crate) fn store(&self) -> &StoreConfig {
        &self.store
    }

    /// Removes artifacts from the store that were not used for `store.keep_days`.
    pub(crate) fn sweep(&self) -> io::Result<()> {
        self.artifacts.sweep(Duration::from_secs(self.store.keep_days.saturating_mul(DAY_SECONDS)))
    }

    /// Reads the component of a filter, unless it is too large.
    pub(crate) fn read_component(&self, filter: &FilterEntry) -> Result<Vec<u8>, Refusal> {
        read_component(filter, self.store.component_bytes)
    }

    /// The artifact from the store, or a new one if `load_mode` allows that. Also returns whether it was built now.
    /// Waits while too many filters are loaded, or another thread loads this one.
    pub(crate) fn find_or_build(
        &self,
        key: &str,
        request: &LoadRequest<'_>,
        load_mode: LoadMode,
    ) -> Result<(BuiltFilter, bool), Refusal> {
        if let Some(built) = self.artifacts.find(key) {
            return Ok((built, false));
        }
        if load_mode == LoadMode::StoredOnly {
            return Err(Refusal::new(Stage::Pending, "has yet to be compiled"));
        }
        let _permit = self.in_progress.wait_for_turn(key);
        if let Some(built) = self.artifacts.find(key) {
            return Ok((built, false));
        }
        if let Some(built) = self.copy_prebuilt(key) {
            return Ok((built, false));
        }
        self.build(key, request).map(|built| (built, true))
    }

    /// Copies a filter that came compiled into the store. What cannot be used is compiled instead.
    fn copy_prebuilt(&self, key: &str) -> Option<BuiltFilter> {
        let directory = self.store.prebuilt_directory.as_deref()?;
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let TemporaryPaths { artifact, lines, .. } = self.artifacts.temporary_paths(key, number);
        let copied = prebuilt::copy(directory, key, (&artifact, &lines)).and_then(|found| {
            found.map(|built| self.artifacts.insert(key, (&artifact, &lines), built, number)).transpose()
        });
        let _ = [&artifact, &lines].map(fs::remove_file);
        copied.unwrap_or_else(|error| {
            tracing::warn!(
                target: LOG_TARGET, %error, directory = %directory.display(), digest = key,
                "a compiled filter of store.prebuilt_directory cannot be used; it is compiled again"
            );
            None
        })
    }

    fn build(&self, key: &str, request: &LoadRequest<'_>) -> Result<BuiltFilter, Refusal> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let TemporaryPaths { artifact, lines, report } = self.artifacts.temporary_paths(key, number);
        let task = self.task(&report, Work::Load(self.load_task(request, &artifact, &lines)));
        let built = self.command.run(&task, request.wasm, self.store.wall_seconds).and_then(|built: BuiltFilter| {
            let kept = self.artifacts.insert(key, (&artifact, &lines), built, number);
            kept.map_err(|error| Refusal::from_error(Stage::Store, "keeping its artifact", &error))
        });
        // What a process that was killed has left behind.
        let _ = [&report, &artifact, &lines].map(fs::remove_file);
        built
    }

    /// Runs test cases in a child process. Waits for its turn like [`Loader::find_or_build`].
    pub(crate) fn run_test_cases(&self, task: TestCaseTask) -> TestCaseReport {
        let key = format!("{}.cases", task.digest);
        let _permit = self.in_progress.wait_for_turn(&key);
        let TemporaryPaths { report, .. } =
            self.artifacts.temporary_paths(&key, self.number.fetch_add(1, Ordering::Relaxed));
        let result =
            self.command.run(&self.task(&report, Work::TestCases(Box::new(task))), &[], self.store.wall_seconds);
        let _ = fs::remove_file(&report);
        result
    }

    fn task(&self, report: &Path, work: Work) -> Task {
        Task {
            report: report.to_owned(),
            cpu_seconds: self.store.cpu_seconds,
            memory_bytes: self.store.memory_bytes,
            file_bytes: self.store.artifact_bytes,
            work,
        }
    }

    fn load_task(&self, request: &LoadRequest<'_>, artifact: &Path, lines: &Path) -> LoadTask {
        LoadTask {
            config: request.config.clone(),
            allow: request.allow.clone(),
            artifact: artifact.to_owned(),
            lines: lines.to_owned(),
            component_bytes: self.store.component_bytes,
            sandbox_memory_bytes: request.memory_bytes,
            sandbox_table_elements: request.table_elements,
            stack_bytes: self.pool.stack_bytes,
            instance_bytes: self.pool.instance_bytes,
            counts_instructions: self.pool.counts_instructions,
            cpu: self.store.cpu,
            configure_ms: self.store.configure_ms,
        }
    }
}
