//! What the service and the process that loads a filter, or runs its cases, say to each other. The service writes the task
//! and the component to the process's standard input; the process writes the artifact and its report to the files that the
//! task names.

use std::{
    io::{self, Read, Write},
    path::PathBuf,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{artifact_sweep::Held, component::Inspection, declared::Declared, load_error::Refusal};
use crate::{
    config::{
        filters::{FilterEntry, Interface},
        limits::RunLimits,
        pool::PoolConfig,
        store::StoreConfig,
    },
    file_access::FileAccess,
    scan::Pattern,
};

/// More than any configuration of a filter needs.
const MAX_TASK: u64 = 4 << 20;

/// What a process is to do, and with how much of the machine.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Task {
    /// A new file, for what came of it: a [`Report`] or a [`CaseReport`].
    pub(super) report: PathBuf,
    pub(super) cpu_seconds: u64,
    pub(super) memory_bytes: u64,
    /// The largest file that it may write.
    pub(super) file_bytes: u64,
    pub(super) work: Work,
}

/// See [`Task`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Work {
    Load(Job),
    Cases(Box<CaseJob>),
}

impl Work {
    /// For people.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Load(_) => "loading",
            Self::Cases(_) => "running its cases",
        }
    }

    /// The longest report that is read. Patterns of scanners are in that of a load.
    pub(super) fn report_bytes(&self) -> u64 {
        match self {
            Self::Load(_) => 16 << 20,
            Self::Cases(_) => 64 << 10,
        }
    }
}

/// What to load.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) config: String,
    pub(super) allow: Vec<Interface>,
    /// A new file, for native code.
    pub(super) artifact: PathBuf,
    pub(super) component_bytes: u64,
    pub(super) sandbox_memory_bytes: u64,
    pub(super) sandbox_table_elements: usize,
    pub(super) stack_bytes: usize,
    pub(super) configure_ms: u64,
}

/// Which cases to run, and on what.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CaseJob {
    /// With all its limits.
    pub(super) filter: FilterEntry,
    pub(super) files: FileAccess,
    pub(super) directory: PathBuf,
    pub(super) limits: RunLimits,
    /// Of the filter that is to be held against them; another one is none of theirs.
    pub(super) digest: String,
    pub(super) pool: PoolConfig,
    pub(super) store: StoreConfig,
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
pub(super) type CaseReport = Result<Verdict, Refusal>;

/// How it went.
pub(super) type Report = Result<Built, Refusal>;

/// A filter that was compiled from its snapshot.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Built {
    pub(super) inspection: Inspection,
    /// Of each scanner that `configure` compiled, by its number.
    pub(super) scanners: Vec<Vec<Pattern>>,
    pub(super) declared: Declared,
    /// Linear memory of the snapshot.
    pub(super) memory_bytes: u64,
    /// Lines that the filter logged meanwhile, printable.
    pub(super) log: Vec<String>,
    /// SHA-256 of the artifact, hexadecimal.
    pub(super) artifact_digest: String,
    pub(super) artifact_bytes: u64,
    /// Keeps it in the store.
    #[serde(skip)]
    pub(super) held: Option<Arc<Held>>,
}

/// The length of the task, the task, the component.
pub(super) fn write(out: &mut impl Write, task: &Task, component: &[u8]) -> io::Result<()> {
    let task = serde_json::to_vec(task)?;
    out.write_all(&(task.len() as u64).to_le_bytes())?;
    out.write_all(&task)?;
    out.write_all(component)
}

/// The task; the component is what is left to read.
pub(super) fn read(input: &mut impl Read) -> io::Result<Task> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let mut task = Vec::new();
    input.take(u64::from_le_bytes(length).min(MAX_TASK)).read_to_end(&mut task)?;
    Ok(serde_json::from_slice(&task)?)
}
