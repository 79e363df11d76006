//! Finds what was pulled, and takes what is being pulled.

use super::{
    paths,
    record::{self, Record},
    room,
    unfinished::Unfinished,
};
use crate::{digest::Digest, error::Cause, provenance, reference::Reference, reference::Version};
use sha2::{Digest as _, Sha256};
use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// Pulled components in a directory.
#[derive(Debug)]
pub struct Cache {
    pub(super) directory: PathBuf,
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

impl Cache {
    /// In a directory that is made when something is put into it.
    #[must_use]
    pub fn new(directory: PathBuf, max_bytes: u64) -> Self {
        Self { directory, max_bytes, number: AtomicU64::new(0) }
    }

    /// The component of a reference, if it was pulled, and marks it as used.
    #[must_use]
    pub fn find(&self, reference: &Reference) -> Option<Cached> {
        let path = paths::of_record(&self.directory, reference);
        let record = Record::read(&path)?;
        let is_whose = record.reference == reference.to_string()
            && !matches!(reference.version, Version::Digest(digest) if digest != record.manifest);
        let file = paths::of_component(&self.directory, record.component);
        let is_there = is_whose && fs::metadata(&file).is_ok_and(|found| found.len() == record.size);
        if !is_there {
            return None;
        }
        record::mark_as_used(&path);
        let attestations = provenance::attestations_of(&path);
        Some(Cached { manifest: record.manifest, component: record.component, file, attestations })
    }

    /// Whether a component is there, whatever it was pulled as.
    pub(crate) fn has(&self, component: Digest, size: u64) -> bool {
        let digest = || {
            let mut file = File::open(paths::of_component(&self.directory, component))?;
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
        Ok(Unfinished { directory: &self.directory, path, file })
    }

    /// Says that a reference is a component from now on, of which these lines are attested.
    pub(crate) fn record(
        &self,
        reference: &Reference,
        manifest: Digest,
        (component, size): (Digest, u64),
        attested: &str,
    ) -> Result<Cached, Cause> {
        let path = paths::of_record(&self.directory, reference);
        let attestations = provenance::attestations_of(&path);
        self.write(&attestations, attested.as_bytes())?;
        let record = Record { reference: reference.to_string(), manifest, component, size };
        let text = serde_json::to_vec(&record)
            .map_err(|error| Cause::Cache { path: path.clone(), error: io::Error::other(error) })?;
        self.write(&path, &text)?;
        Ok(Cached { manifest, component, file: paths::of_component(&self.directory, component), attestations })
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Cause> {
        let mut unfinished = self.begin(0)?;
        unfinished.write(bytes)?;
        unfinished.keep_as(path)
    }
}
