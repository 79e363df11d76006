//! Removes what nobody has named for a day when there is no room for something new, and what was left behind.

use crate::{cache::read_record, digest::Digest, provenance};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

pub(super) const RECORD: &str = "ref";
pub(super) const UNFINISHED: &str = "unfinished";
const COMPONENT: &str = "wasm";

/// A component that was named this recently stays.
const IN_USE: Duration = Duration::from_secs(24 * 60 * 60);
/// No pull takes so long.
const LEFT_BEHIND: Duration = Duration::from_secs(60 * 60);

/// Whether there is room for `bytes` more.
pub(super) fn make(directory: &Path, bytes: u64, max_bytes: u64) -> io::Result<bool> {
    if bytes == 0 {
        return Ok(true);
    }
    let mut found = Found::list(directory)?;
    let mut idle: Vec<(SystemTime, String, u64)> = Vec::new();
    let mut used: u64 = 0;
    for (name, (size, written)) in &found.components {
        used = used.saturating_add(*size);
        // One without a record may have been pulled just now.
        let last_named = found.last_named.get(name).copied().unwrap_or(*written);
        if is_older_than(last_named, IN_USE) {
            idle.push((last_named, name.clone(), *size));
        }
    }
    idle.sort();
    for (_, name, size) in idle {
        if used.saturating_add(bytes) <= max_bytes {
            break;
        }
        let path = directory.join(&name).with_extension(COMPONENT);
        fs::remove_file(&path)?;
        for record in found.records.remove(&name).unwrap_or_default() {
            let _ = fs::remove_file(&record);
            let _ = fs::remove_file(provenance::attestations_of(&record));
        }
        used = used.saturating_sub(size);
    }
    Ok(used.saturating_add(bytes) <= max_bytes)
}

/// By the hexadecimal digits of a component.
#[derive(Default)]
struct Found {
    /// Its size, and when it was written.
    components: BTreeMap<String, (u64, SystemTime)>,
    records: BTreeMap<String, Vec<PathBuf>>,
    last_named: BTreeMap<String, SystemTime>,
}

impl Found {
    fn list(directory: &Path) -> io::Result<Self> {
        let mut found = Self::default();
        for entry in fs::read_dir(directory)? {
            let path = entry?.path();
            // Another process may have removed it in the meantime.
            let Ok(seen) = fs::symlink_metadata(&path) else { continue };
            let at = seen.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some(COMPONENT) if Digest::from_hex(&stem).is_ok() => {
                    found.components.insert(stem, (seen.len(), at));
                }
                Some(RECORD) => {
                    let Some(record) = read_record(&path) else { continue };
                    let component = record.component.to_hex();
                    let last = found.last_named.entry(component.clone()).or_insert(at);
                    *last = at.max(*last);
                    found.records.entry(component).or_default().push(path);
                }
                Some(UNFINISHED) if is_older_than(at, LEFT_BEHIND) => {
                    let _ = fs::remove_file(&path);
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

fn is_older_than(at: SystemTime, age: Duration) -> bool {
    at.elapsed().is_ok_and(|elapsed| elapsed > age)
}
