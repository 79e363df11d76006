//! Digests of files, computed once for each state that the operating system tells of.

use parking_lot::Mutex;
use sha2::{Digest as _, Sha256};
use sluice_files::FileAccess;
use sluice_registry::Digest;
use std::{
    collections::BTreeMap,
    fs::Metadata,
    io::{self, Read},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// Files that are remembered; past it all are forgotten.
const MOST: usize = 10_000;

/// See the module.
#[derive(Debug)]
pub(super) struct FileDigests {
    /// Of the largest file that is read.
    max_bytes: u64,
    known: Mutex<BTreeMap<PathBuf, (Seen, Digest)>>,
}

/// Device, inode, size, and when it was changed and written.
type Seen = (u64, u64, u64, (i64, i64), (i64, i64));

impl FileDigests {
    pub(super) fn new(max_bytes: u64) -> Self {
        Self { max_bytes, known: Mutex::default() }
    }

    /// Of the file as it is now.
    pub(super) fn of(&self, files: &FileAccess, path: &Path) -> io::Result<Digest> {
        let file = files.open(path)?;
        let seen = seen(&file.metadata()?);
        if let Some((known, digest)) = self.known.lock().get(path)
            && *known == seen
        {
            return Ok(*digest);
        }
        let mut hasher = Sha256::new();
        let read = io::copy(&mut file.take(self.max_bytes.saturating_add(1)), &mut hasher)?;
        if read > self.max_bytes {
            return Err(io::Error::other(format!("has more than {} bytes (`store.component_bytes`)", self.max_bytes)));
        }
        let digest = Digest::from_hasher(hasher);
        let mut all = self.known.lock();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(path.to_owned(), (seen, digest));
        Ok(digest)
    }
}

fn seen(found: &Metadata) -> Seen {
    let (changed, written) = ((found.ctime(), found.ctime_nsec()), (found.mtime(), found.mtime_nsec()));
    (found.dev(), found.ino(), found.size(), changed, written)
}
