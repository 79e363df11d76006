//! Removes files from the store of artifacts: those that were not used for long, those past its size limit, and those
//! that interrupted loads have left behind.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::pinned_keys::PinnedKeys;

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::artifact_sweep";

/// Files of unfinished loads that are older than this were left behind: no load takes so long.
const UNFINISHED: Duration = Duration::from_secs(60 * 60);

/// The files of one key.
struct KeyFiles {
    record: Option<PathBuf>,
    /// The artifact, the lines of its source, and results of test cases.
    others: Vec<PathBuf>,
    bytes: u64,
    last_used: SystemTime,
}

impl KeyFiles {
    /// Removes the record first, since an artifact without a record is not used.
    fn remove(&self) {
        for path in self.record.iter().chain(&self.others) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Removes the artifacts that were not used for longest until the rest has at most `max_bytes`, except those that this
/// process uses.
pub(crate) fn remove_by_size(directory: &Path, max_bytes: u64, pins: &PinnedKeys) -> io::Result<()> {
    let (all, _) = list_files(directory)?;
    let mut bytes: u64 = all.values().map(|files| files.bytes).sum();
    if bytes <= max_bytes {
        return Ok(());
    }
    let mut idle: Vec<_> = all.iter().filter(|(key, _)| !pins.is_pinned(key)).collect();
    // An artifact without a record may have been written just now.
    idle.retain(|(_, files)| files.record.is_some() || is_older_than(files.last_used, UNFINISHED));
    idle.sort_unstable_by_key(|(_, files)| files.last_used);
    let (mut removed, before) = (0_usize, bytes);
    for (_, files) in idle {
        if bytes <= max_bytes {
            break;
        }
        files.remove();
        bytes = bytes.saturating_sub(files.bytes);
        removed += 1;
    }
    if bytes > max_bytes {
        tracing::warn!(target: LOG_TARGET, bytes, max_bytes, "compiled filters in use are larger than `store.max_bytes`");
    } else {
        tracing::info!(target: LOG_TARGET, removed, freed = before - bytes, bytes, max_bytes, "compiled filters left the store");
    }
    Ok(())
}

/// Removes artifacts that were not used for `keep`, and old files of unfinished loads.
pub(crate) fn remove_by_age(directory: &Path, keep: Duration) -> io::Result<()> {
    let (all, unfinished) = list_files(directory)?;
    for files in all.values() {
        if is_older_than(files.last_used, if files.record.is_some() { keep } else { UNFINISHED }) {
            files.remove();
        }
    }
    for path in unfinished {
        if modified_at(&path).is_some_and(|at| is_older_than(at, UNFINISHED)) {
            let _ = fs::remove_file(path);
        }
    }
    Ok(())
}

/// What is kept, by key, and the files of unfinished loads.
fn list_files(directory: &Path) -> io::Result<(BTreeMap<String, KeyFiles>, Vec<PathBuf>)> {
    let (mut all, mut unfinished) = (BTreeMap::new(), Vec::new());
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let (key, extension) = (name.split('.').next().unwrap_or_default(), path.extension().unwrap_or_default());
        if ["artifact", "unfinished-lines", "report", "record"].iter().any(|unfinished| extension == *unfinished) {
            unfinished.push(path);
            continue;
        }
        let is_record = extension == "json";
        if !is_record && !["cwasm", "cases", "lines"].iter().any(|kept| extension == *kept) {
            continue;
        }
        // Another process may have removed it in the meantime.
        let Ok(found) = fs::metadata(&path) else { continue };
        let none = || KeyFiles { record: None, others: Vec::new(), bytes: 0, last_used: SystemTime::UNIX_EPOCH };
        let files = all.entry(key.to_owned()).or_insert_with(none);
        files.bytes += found.len();
        if let Ok(at) = found.modified() {
            files.last_used = if is_record || files.record.is_none() { at } else { files.last_used };
        }
        if is_record {
            files.record = Some(path);
        } else {
            files.others.push(path);
        }
    }
    Ok((all, unfinished))
}

fn modified_at(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|found| found.modified()).ok()
}

fn is_older_than(at: SystemTime, age: Duration) -> bool {
    at.elapsed().is_ok_and(|elapsed| elapsed > age)
}
