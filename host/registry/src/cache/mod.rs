//! What was pulled, on disk: components under their digests, and a record for each reference.
//!
//! `HEX.wasm` is the component with that SHA-256. `HEX.ref` says which component a reference is, and `HEX.ref.intoto.jsonl`
//! what was attested of it there; their names are the SHA-256 of the reference. Files get their names when they are complete,
//! and the record comes last. A tag that has a record means the same component from then on.

mod room;

use crate::{digest::Digest, error::Cause, provenance, reference::Reference, reference::Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

const MAX_RECORD: u64 = 4 << 10;
/// Marking a record as used changes its time; no more often than this.
const MARKED_FOR: Duration = Duration::from_secs(60 * 60);

/// See the module.
#[derive(Debug)]
pub struct Cache {
    directory: PathBuf,
    max_bytes: u64,
    number: AtomicU64,
}

/// A component that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cached {
    /// Of the manifest that the reference names, or that its tag named when it was pulled.
    pub manifest: Digest,
    /// Of the component.
    pub component: Digest,
    /// The component. Whoever reads it has to compare its digest.
    pub file: PathBuf,
    /// What was attested of it where the reference leads: one envelope a line.
    pub attestations: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Record {
    reference: String,
    manifest: Digest,
    component: Digest,
    size: u64,
}

/// A component that is being written; removed unless it is kept.
pub(crate) struct Unfinished<'a> {
    cache: &'a Cache,
    path: PathBuf,
    file: File,
}

impl Cache {
    /// In a directory that is made when something is put into it.
    #[must_use]
    pub fn new(directory: PathBuf, max_bytes: u64) -> Self {
        Self { directory, max_bytes, number: AtomicU64::new(0) }
    }

    /// The component of a reference, if it was pulled, and marks it as used.
    #[must_use]
    pub fn find(&self, reference: &Reference) -> Option<Cached> {
        let path = self.record_path(reference);
        let record = read_record(&path)?;
        let is_whose = record.reference == reference.to_string()
            && !matches!(reference.version, Version::Digest(digest) if digest != record.manifest);
        let file = self.component_path(record.component);
        let is_there = is_whose && fs::metadata(&file).is_ok_and(|found| found.len() == record.size);
        if !is_there {
            return None;
        }
        mark_as_used(&path);
        let attestations = provenance::attestations_of(&path);
        Some(Cached { manifest: record.manifest, component: record.component, file, attestations })
    }

    /// Whether a component is there, whatever it was pulled as.
    pub(crate) fn has(&self, component: Digest, size: u64) -> bool {
        let digest = || {
            let mut file = File::open(self.component_path(component))?;
            let mut hasher = Sha256::new();
            Ok::<_, io::Error>((io::copy(&mut file, &mut hasher)?, Digest::from_hasher(hasher)))
        };
        digest().is_ok_and(|found| found == (size, component))
    }

    /// Makes room for a component, and a file to write it into.
    pub(crate) fn begin(&self, bytes: u64) -> Result<Unfinished<'_>, Cause> {
        let failed = |error| Cause::Cache { path: self.directory.clone(), error };
        DirBuilder::new().recursive(true).mode(0o700).create(&self.directory).map_err(failed)?;
        if !room::make(&self.directory, bytes, self.max_bytes).map_err(failed)? {
            return Err(Cause::CacheFull(self.max_bytes));
        }
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let path = self.directory.join(format!("{}.{number}.{}", std::process::id(), room::UNFINISHED));
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
        let file = file.map_err(|error| Cause::Cache { path: path.clone(), error })?;
        Ok(Unfinished { cache: self, path, file })
    }

    /// Says that a reference is a component from now on, of which these lines are attested.
    pub(crate) fn record(
        &self,
        reference: &Reference,
        manifest: Digest,
        (component, size): (Digest, u64),
        attested: &str,
    ) -> Result<Cached, Cause> {
        let path = self.record_path(reference);
        let attestations = provenance::attestations_of(&path);
        self.write(&attestations, attested.as_bytes())?;
        let record = Record { reference: reference.to_string(), manifest, component, size };
        let text = serde_json::to_vec(&record)
            .map_err(|error| Cause::Cache { path: path.clone(), error: io::Error::other(error) })?;
        self.write(&path, &text)?;
        Ok(Cached { manifest, component, file: self.component_path(component), attestations })
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Cause> {
        let mut unfinished = self.begin(0)?;
        unfinished.write(bytes)?;
        unfinished.keep_as(path)
    }

    fn component_path(&self, component: Digest) -> PathBuf {
        self.directory.join(format!("{}.wasm", component.to_hex()))
    }

    fn record_path(&self, reference: &Reference) -> PathBuf {
        let name = Digest::of(reference.to_string().as_bytes()).to_hex();
        self.directory.join(name).with_extension(room::RECORD)
    }
}

impl Unfinished<'_> {
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Cause> {
        self.file.write_all(bytes).map_err(|error| Cause::Cache { path: self.path.clone(), error })
    }

    /// Its digest has been compared.
    pub(crate) fn keep(self, component: Digest) -> Result<(), Cause> {
        let path = self.cache.component_path(component);
        self.keep_as(&path)
    }

    fn keep_as(self, path: &Path) -> Result<(), Cause> {
        let kept = self.file.sync_all().and_then(|()| fs::rename(&self.path, path));
        kept.map_err(|error| Cause::Cache { path: path.to_owned(), error })
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        // It has another name by now if it was kept.
        let _ = fs::remove_file(&self.path);
    }
}

fn read_record(path: &Path) -> Option<Record> {
    let found = fs::symlink_metadata(path).ok()?;
    if !found.is_file() || found.len() > MAX_RECORD {
        return None;
    }
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn mark_as_used(record: &Path) {
    let is_marked = fs::metadata(record)
        .and_then(|found| found.modified())
        .is_ok_and(|at| at.elapsed().is_ok_and(|age| age < MARKED_FOR));
    if !is_marked {
        let _ = File::open(record).and_then(|file| file.set_modified(SystemTime::now()));
    }
}

#[cfg(test)]
mod tests;
