//! The messages between the service and the child process that loads a filter or runs its test cases. The service
//! writes the task and the component to the standard input of the process. The process writes the artifact and its
//! report to the files that the task names.

use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    path::PathBuf,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    artifact::pinned_keys::KeyPin,
    load::{component::inspection::Inspection, declared::DeclaredNames, error::Refusal, filter_scanner::ScannerSource},
    settings::{
        filters::{FilterEntry, Interface},
        limits::RunLimits,
        located::Located,
        pool::PoolConfig,
        store::{Cpu, StoreConfig},
    },
};
use sluice_files::FileAccess;

/// The largest task, bytes. It holds the filter's configuration.
const MAX_TASK: u64 = 4 << 20;

/// What a process does, and the limits of its resources.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    /// The path of a new file for the result: a [`LoadReport`] or a [`TestCaseReport`].
    pub(crate) report: PathBuf,
    pub(crate) cpu_seconds: u64,
    pub(crate) memory_bytes: u64,
    /// The size limit of the files that it writes.
    pub(crate) file_bytes: u64,
    pub(crate) work: Work,
}

/// The work of one process.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Work {
    Load(LoadTask),
    TestCases(Box<TestCaseTask>),
}

impl Work {
    /// The name of the work in error messages.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Load(_) => "loading",
            Self::TestCases(_) => "running its cases",
        }
    }

    /// The size limit of the report, bytes. The report of a load holds the patterns of scanners.
    pub(crate) fn report_bytes(&self) -> u64 {
        match self {
            Self::Load(_) => 16 << 20,
            Self::TestCases(_) => 64 << 10,
        }
    }
}

/// The filter to load, and its limits.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LoadTask {
    pub(crate) config: String,
    pub(crate) allow: Vec<Interface>,
    /// The path of a new file for the native code.
    pub(crate) artifact: PathBuf,
    /// The path of a new file for the lines of its source.
    pub(crate) lines: PathBuf,
    pub(crate) component_bytes: u64,
    pub(crate) sandbox_memory_bytes: u64,
    pub(crate) sandbox_table_elements: usize,
    pub(crate) stack_bytes: usize,
    pub(crate) instance_bytes: usize,
    pub(crate) counts_instructions: bool,
    pub(crate) cpu: Cpu,
    pub(crate) configure_ms: u64,
}

/// The test cases to run, and the filter to run them with.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TestCaseTask {
    /// The filter's entry, whose own limits override `limits`.
    pub(crate) filter: FilterEntry,
    pub(crate) files: FileAccess,
    pub(crate) located: BTreeMap<PathBuf, Located>,
    pub(crate) directory: PathBuf,
    pub(crate) limits: RunLimits,
    /// The digest of the loaded filter. If the store has another one by now, the test cases are not run.
    pub(crate) digest: String,
    pub(crate) pool: PoolConfig,
    pub(crate) store: StoreConfig,
}

/// Which test cases of a filter failed. Only cases with the filter's own settings count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestCaseVerdict {
    /// The names of the first failed cases: those of their directories, truncated.
    pub failed: Vec<String>,
    /// The number of failed cases that are not named.
    pub more_failed: usize,
}

/// The result of running test cases, or why they could not be read or run.
pub(crate) type TestCaseReport = Result<TestCaseVerdict, Refusal>;

/// The result of loading a filter.
pub(crate) type LoadReport = Result<BuiltFilter, Refusal>;

/// A filter that was compiled from its snapshot. The store keeps this beside the artifact as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BuiltFilter {
    pub(crate) inspection: Inspection,
    /// What each scanner was compiled from in `configure`, by the scanner's number.
    pub(crate) scanners: Vec<ScannerSource>,
    pub(crate) declared: DeclaredNames,
    /// Linear memory of the snapshot, bytes.
    pub(crate) memory_bytes: u64,
    /// Lines that the filter logged while it was loaded, printable.
    pub(crate) log: Vec<String>,
    /// SHA-256 of the artifact, hexadecimal.
    pub(crate) artifact_digest: String,
    pub(crate) artifact_bytes: u64,
    /// Whether the lines of its source are in the store too.
    pub(crate) has_lines: bool,
    /// Keeps its files in the store.
    #[serde(skip)]
    pub(crate) pin: Option<Arc<KeyPin>>,
}

/// Writes the length of the task, the task, and the component.
pub(crate) fn write(out: &mut impl Write, task: &Task, component: &[u8]) -> io::Result<()> {
    let task = serde_json::to_vec(task)?;
    out.write_all(&(task.len() as u64).to_le_bytes())?;
    out.write_all(&task)?;
    out.write_all(component)
}

/// Reads the task. The component is the rest of the input.
pub(crate) fn read(input: &mut impl Read) -> io::Result<Task> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let mut task = Vec::new();
    input.take(u64::from_le_bytes(length).min(MAX_TASK)).read_to_end(&mut task)?;
    Ok(serde_json::from_slice(&task)?)
}
