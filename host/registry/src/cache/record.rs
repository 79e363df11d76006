//! Which component a reference is, in a file.

use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    path::Path,
    time::{Duration, SystemTime},
};

const MAX_BYTES: u64 = 4 << 10;
/// Marking a record as used changes its time; no more often than this.
const MARKED_FOR: Duration = Duration::from_secs(60 * 60);

/// Which component a reference is.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) reference: String,
    pub(super) manifest: Digest,
    pub(super) component: Digest,
    pub(super) size: u64,
}

impl Record {
    /// None where there is none, or none that was written here.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let found = fs::symlink_metadata(path).ok()?;
        if !found.is_file() || found.len() > MAX_BYTES {
            return None;
        }
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }
}

/// By the time of its file.
pub(super) fn mark_as_used(record: &Path) {
    let is_marked = fs::metadata(record)
        .and_then(|found| found.modified())
        .is_ok_and(|at| at.elapsed().is_ok_and(|age| age < MARKED_FOR));
    if !is_marked {
        let _ = File::open(record).and_then(|file| file.set_modified(SystemTime::now()));
    }
}
