//! Compiled filters on disk. An artifact is native code that the service runs. It is mapped only if this user wrote it
//! into a directory that nobody else can write to, and if it has not changed by a bit since.
//!
//! Several processes may share a directory, and each may be killed at any moment. A record (`KEY.json`) names its
//! artifact (`KEY.DIGEST.cwasm`) by digest, so when two processes build the same key, the artifact of either record
//! exists. Files get their names when they are complete, and the record comes last. `KEY.PLACE.cases` says that test
//! cases have passed, and `KEY.DIGEST.lines` has the lines of the filter's source.

use std::{
    fs::{self, DirBuilder, File},
    io::{self, Read},
    os::{
        fd::AsRawFd,
        unix::fs::{DirBuilderExt, MetadataExt},
    },
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use sha2::{Digest, Sha256};
use wasmtime::{Engine, component::Component};

use super::{
    digest::to_hex,
    pinned_keys::PinnedKeys,
    private_file::{effective_user, open_private, write_new},
    sweep,
};
use crate::load::{error::Refusal, process::task::BuiltFilter, stage::Stage};

/// The size limit of a record, bytes. Records hold the patterns of scanners.
const MAX_RECORD: u64 = 16 << 20;
const OTHERS_ANYTHING: u32 = 0o077;

/// The files of a load in progress.
pub(crate) struct TemporaryPaths {
    pub(crate) artifact: PathBuf,
    pub(crate) lines: PathBuf,
    pub(crate) report: PathBuf,
}

/// The directory of artifacts and their records.
pub(crate) struct ArtifactStore {
    directory: PathBuf,
    max_bytes: u64,
    pins: PinnedKeys,
}

impl ArtifactStore {
    /// Opens the directory, and creates it if it does not exist.
    pub(crate) fn open(directory: &Path, max_bytes: u64) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
        let found = fs::symlink_metadata(directory)?;
        if !found.is_dir() || found.uid() != effective_user() || found.mode() & OTHERS_ANYTHING != 0 {
            return Err(io::Error::other("must be a directory of this user's own with mode 0700"));
        }
        Ok(Self { directory: directory.to_owned(), max_bytes, pins: PinnedKeys::default() })
    }

    /// Removes artifacts that were not used for `keep`.
    pub(crate) fn sweep(&self, keep: Duration) -> io::Result<()> {
        sweep::remove_by_age(&self.directory, keep)
    }

    /// The record of a key, if its artifact is in the store. The artifact is kept while the returned value or a clone
    /// of it lives.
    pub(crate) fn find(&self, key: &str) -> Option<BuiltFilter> {
        let pin = self.pins.pin(key);
        let file = open_private(&self.record_path(key)).ok()?;
        // Marks it as used.
        let _ = file.set_modified(SystemTime::now());
        let mut text = Vec::new();
        file.take(MAX_RECORD).read_to_end(&mut text).ok()?;
        let mut built: BuiltFilter = serde_json::from_slice(&text).ok()?;
        let artifact = fs::metadata(self.artifact_path(key, &built)).ok()?;
        built.pin = Some(pin);
        (artifact.len() == built.artifact_bytes).then_some(built)
    }

    /// Paths for the files of a load in progress.
    pub(crate) fn temporary_paths(&self, key: &str, number: u64) -> TemporaryPaths {
        let path = |kind| self.directory.join(format!("{key}.{}.{number}.{kind}", std::process::id()));
        TemporaryPaths { artifact: path("artifact"), lines: path("unfinished-lines"), report: path("report") }
    }

    /// Moves a finished artifact to its path, writes its record, and makes room for it. The artifact is kept while the
    /// returned value or a clone of it lives.
    pub(crate) fn insert(
        &self,
        key: &str,
        (artifact, lines): (&Path, &Path),
        mut built: BuiltFilter,
        number: u64,
    ) -> io::Result<BuiltFilter> {
        built.pin = Some(self.pins.pin(key));
        let unfinished = self.directory.join(format!("{key}.{}.{number}.record", std::process::id()));
        fs::rename(artifact, self.artifact_path(key, &built))?;
        if built.has_lines {
            fs::rename(lines, self.lines_path(key, &built))?;
        }
        write_new(&unfinished, &serde_json::to_vec(&built)?)?;
        fs::rename(&unfinished, self.record_path(key))?;
        File::open(&self.directory)?.sync_all()?;
        sweep::remove_by_size(&self.directory, self.max_bytes, &self.pins)?;
        Ok(built)
    }

    /// Maps an artifact into memory, after checking its owner and digest.
    pub(crate) fn map(&self, engine: &Engine, key: &str, built: &BuiltFilter) -> Result<Component, Refusal> {
        let path = self.artifact_path(key, built);
        let mut file =
            open_private(&path).map_err(|error| Refusal::from_error(Stage::Store, "opening its artifact", &error))?;
        let mut digest = Sha256::new();
        io::copy(&mut file, &mut digest)
            .map_err(|error| Refusal::from_error(Stage::Store, "reading its artifact", &error))?;
        if to_hex(&digest.finalize()) != built.artifact_digest {
            let _ = fs::remove_file(self.record_path(key));
            return Err(Refusal::new(Stage::Store, "its artifact is not what was written; it is made anew next time"));
        }
        // The file that was checked, even if its name belongs to another one by now.
        let checked = format!("/proc/self/fd/{}", file.as_raw_fd());
        // SAFETY: wasmtime runs what is in the file as native code. The file lies in a directory that only this user
        // can write, belongs to this user, is read-only, and has the digest of what this service's own compiler wrote.
        // Wasmtime itself checks that version, target and settings are those of the engine.
        #[expect(unsafe_code, reason = "mapping native code is what an artifact is for")]
        let component = unsafe { Component::deserialize_file(engine, checked) };
        component.map_err(|error| Refusal::from_error(Stage::Store, "mapping its artifact", &error))
    }

    /// The lines of a filter's source. None if they are not known.
    pub(crate) fn open_lines(&self, key: &str, built: &BuiltFilter) -> Option<File> {
        built.has_lines.then(|| open_private(&self.lines_path(key, built)).ok()).flatten()
    }

    /// Whether the test cases in a directory passed with the filter of a key, under the same `fingerprint`.
    pub(crate) fn has_passed_test_cases(&self, key: &str, directory: &Path, fingerprint: &blake3::Hash) -> bool {
        fs::read(self.passed_file(key, directory)).is_ok_and(|held| held == fingerprint.to_hex().as_bytes())
    }

    /// A failed write is no error: the test cases are run again at the next start. A file that was only half written
    /// does not match.
    pub(crate) fn record_passed_test_cases(&self, key: &str, directory: &Path, fingerprint: &blake3::Hash) {
        let _ = fs::write(self.passed_file(key, directory), fingerprint.to_hex().as_bytes());
    }

    /// One file for each directory of test cases, which is overwritten when they change.
    fn passed_file(&self, key: &str, directory: &Path) -> PathBuf {
        let place = blake3::hash(directory.as_os_str().as_encoded_bytes()).to_hex();
        self.directory.join(format!("{key}.{place}.cases"))
    }

    fn artifact_path(&self, key: &str, built: &BuiltFilter) -> PathBuf {
        // The digest comes from a file: other characters could lead out of the directory.
        let digest: String = built.artifact_digest.chars().filter(char::is_ascii_hexdigit).take(64).collect();
        self.directory.join(format!("{key}.{digest}.cwasm"))
    }

    fn lines_path(&self, key: &str, built: &BuiltFilter) -> PathBuf {
        self.artifact_path(key, built).with_extension("lines")
    }

    fn record_path(&self, key: &str) -> PathBuf {
        self.directory.join(format!("{key}.json"))
    }
}
