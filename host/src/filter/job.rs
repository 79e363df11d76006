//! What the service and the process that loads a filter say to each other. The service writes the job and the component
//! to the process's standard input; the process writes the artifact and its report to the files that the job names.

use std::{
    io::{self, Read, Write},
    path::PathBuf,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{artifact_sweep::Held, component::Inspection, declared::Declared, load_error::Refusal};
use crate::{config::filters::Interface, scan::Pattern};

/// More than any configuration of a filter needs.
const MAX_JOB: u64 = 4 << 20;

/// What to load, and with how much of the machine.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) config: String,
    pub(super) allow: Vec<Interface>,
    /// A new file, for native code.
    pub(super) artifact: PathBuf,
    /// A new file, for a [`Report`].
    pub(super) report: PathBuf,
    pub(super) component_bytes: u64,
    pub(super) sandbox_memory_bytes: u64,
    pub(super) sandbox_table_elements: usize,
    pub(super) stack_bytes: usize,
    pub(super) configure_ms: u64,
    pub(super) cpu_seconds: u64,
    pub(super) memory_bytes: u64,
    pub(super) artifact_bytes: u64,
}

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

/// The length of the job, the job, the component.
pub(super) fn write(out: &mut impl Write, job: &Job, component: &[u8]) -> io::Result<()> {
    let job = serde_json::to_vec(job)?;
    out.write_all(&(job.len() as u64).to_le_bytes())?;
    out.write_all(&job)?;
    out.write_all(component)
}

/// The job; the component is what is left to read.
pub(super) fn read(input: &mut impl Read) -> io::Result<Job> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let mut job = Vec::new();
    input.take(u64::from_le_bytes(length).min(MAX_JOB)).read_to_end(&mut job)?;
    Ok(serde_json::from_slice(&job)?)
}
