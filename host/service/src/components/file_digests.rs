//! Digests of files, computed once for each state that the operating system tells of.

use parking_lot::Mutex;
use sha2::{Digest as _, Sha256};
use sluice_files::FileAccess;
use sluice_registry::Digest;
use std::{
    collections::BTreeMap,
    fs::Metadata,
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// Files that are remembered; past it all are forgotten.
const MOST: usize = 10_000;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct FileDigests(Mutex<BTreeMap<PathBuf, (Seen, Digest)>>);

/// Device, inode, size, and when it was changed and written.
type Seen = (u64, u64, u64, (i64, i64), (i64, i64));

impl FileDigests {
    /// Of the file as it is now.
    pub(super) fn of(&self, files: &FileAccess, path: &Path) -> io::Result<Digest> {
        let mut file = files.open(path)?;
        let seen = seen(&file.metadata()?);
        if let Some((known, digest)) = self.0.lock().get(path)
            && *known == seen
        {
            return Ok(*digest);
        }
        let mut hasher = Sha256::new();
        io::copy(&mut file, &mut hasher)?;
        let digest = Digest::from_hasher(hasher);
        let mut all = self.0.lock();
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
