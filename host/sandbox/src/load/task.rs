//! What the service and the process that loads a filter, or runs its cases, say to each other. The service writes the task
//! and the component to the process's standard input; the process writes the artifact and its report to the files that the
//! task names.

use std::{
    io::{self, Read, Write},
    path::PathBuf,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{component::Inspection, declared::DeclaredNames, error::Refusal};
use crate::{
    artifact::pinned_keys::KeyPin,
    settings::{
        filters::{FilterEntry, Interface},
        limits::RunLimits,
        pool::PoolConfig,
        store::StoreConfig,
    },
};
use sluice_files::FileAccess;
use sluice_scan::Pattern;

/// More than any configuration of a filter needs.
const MAX_TASK: u64 = 4 << 20;

/// What a process is to do, and with how much of the machine.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    /// A new file, for what came of it: a [`LoadReport`] or a [`TestCaseReport`].
    pub(crate) report: PathBuf,
    pub(crate) cpu_seconds: u64,
    pub(crate) memory_bytes: u64,
    /// The largest file that it may write.
    pub(crate) file_bytes: u64,
    pub(crate) work: Work,
}

/// See [`Task`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Work {
    Load(LoadTask),
    TestCases(Box<TestCaseTask>),
}

impl Work {
    /// For people.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Load(_) => "loading",
            Self::TestCases(_) => "running its cases",
        }
    }

    /// The longest report that is read. Patterns of scanners are in that of a load.
    pub(crate) fn report_bytes(&self) -> u64 {
        match self {
            Self::Load(_) => 16 << 20,
            Self::TestCases(_) => 64 << 10,
        }
    }
}

/// What to load.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LoadTask {
    pub(crate) config: String,
    pub(crate) allow: Vec<Interface>,
    /// A new file, for native code.
    pub(crate) artifact: PathBuf,
    pub(crate) component_bytes: u64,
    pub(crate) sandbox_memory_bytes: u64,
    pub(crate) sandbox_table_elements: usize,
    pub(crate) stack_bytes: usize,
    pub(crate) configure_ms: u64,
}

/// Which cases to run, and on what.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TestCaseTask {
    /// With all its limits.
    pub(crate) filter: FilterEntry,
    pub(crate) files: FileAccess,
    pub(crate) directory: PathBuf,
    pub(crate) limits: RunLimits,
    /// Of the filter that is to be held against them; another one is none of theirs.
    pub(crate) digest: String,
    pub(crate) pool: PoolConfig,
    pub(crate) store: StoreConfig,
}

/// The cases of a filter's settings that do not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Names of the first of them, as their directories have them, but cut.
    pub broken: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// What became of the cases; an error where they could not be read or run.
pub(crate) type TestCaseReport = Result<Verdict, Refusal>;

/// How it went.
pub(crate) type LoadReport = Result<BuiltFilter, Refusal>;

/// A filter that was compiled from its snapshot.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BuiltFilter {
    pub(crate) inspection: Inspection,
    /// Of each scanner that `configure` compiled, by its number.
    pub(crate) scanners: Vec<Vec<Pattern>>,
    pub(crate) declared: DeclaredNames,
    /// Linear memory of the snapshot.
    pub(crate) memory_bytes: u64,
    /// Lines that the filter logged meanwhile, printable.
    pub(crate) log: Vec<String>,
    /// SHA-256 of the artifact, hexadecimal.
    pub(crate) artifact_digest: String,
    pub(crate) artifact_bytes: u64,
    /// Keeps it in the store.
    #[serde(skip)]
    pub(crate) pin: Option<Arc<KeyPin>>,
}

/// The length of the task, the task, the component.
pub(crate) fn write(out: &mut impl Write, task: &Task, component: &[u8]) -> io::Result<()> {
    let task = serde_json::to_vec(task)?;
    out.write_all(&(task.len() as u64).to_le_bytes())?;
    out.write_all(&task)?;
    out.write_all(component)
}

/// The task; the component is what is left to read.
pub(crate) fn read(input: &mut impl Read) -> io::Result<Task> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let mut task = Vec::new();
    input.take(u64::from_le_bytes(length).min(MAX_TASK)).read_to_end(&mut task)?;
    Ok(serde_json::from_slice(&task)?)
}
