//! Waits until a file changes. A look at all of them takes less than a filter's author can notice.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

const PAUSE: Duration = Duration::from_millis(300);
/// Files that are looked at; a filter has fewer.
const MAX_FILES: usize = 2_000;
/// What builds write, and what is nobody's source.
const PASSED_OVER: [&str; 3] = ["target", "node_modules", "sdk"];

/// Files, and when each was changed.
#[derive(PartialEq, Eq)]
pub(super) struct Snapshot(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Snapshot {
    /// Looks at files, and at everything below directories.
    pub(super) fn of(places: &[PathBuf]) -> Self {
        let mut files = BTreeMap::new();
        // What cannot be read now may be readable at the next look.
        places.iter().for_each(|place| _ = look(place, &mut files));
        Self(files)
    }

    /// Returns when something differs.
    pub(super) fn wait_for_change(&self, places: &[PathBuf]) {
        while Self::of(places) == *self {
            thread::sleep(PAUSE);
        }
    }
}

fn look(place: &Path, files: &mut BTreeMap<PathBuf, (Option<SystemTime>, u64)>) -> io::Result<()> {
    let found = fs::metadata(place)?;
    if files.len() >= MAX_FILES {
        return Ok(());
    }
    if !found.is_dir() {
        files.insert(place.to_owned(), (found.modified().ok(), found.len()));
        return Ok(());
    }
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        if !is_hidden && !PASSED_OVER.iter().any(|passed| name == *passed) && !entry.file_type()?.is_symlink() {
            look(&entry.path(), files)?;
        }
    }
    Ok(())
}
