//! Texts that nobody is in the middle of writing. The beginning of a configuration is often a configuration too: one with
//! fewer filters, or with none.

use sluice_files::FileAccess;
use std::{
    io,
    path::Path,
    time::{Duration, SystemTime},
};

/// How long a file has to be as it is. Programs write a small file with one call, right after they have emptied it.
pub(crate) const SETTLED: Duration = Duration::from_millis(40);
/// One that is written all the time is read as it is after so many waits.
const WAITS: usize = 20;
/// In one look, for all tenants together: those that write all the time must not keep the others waiting.
const WAITS_FOR_TENANTS: usize = 50;
/// Longer than any configuration that somebody wrote.
const MAX: u64 = 4 << 20;

/// How often files of tenants may still be waited for.
pub(crate) struct Waits(usize);

impl Default for Waits {
    fn default() -> Self {
        Self(WAITS_FOR_TENANTS)
    }
}

impl Waits {
    pub(crate) fn are_used_up(&self) -> bool {
        self.0 == 0
    }
}

/// Reads a file that has settled.
///
/// # Errors
/// As the operating system says, and for a file that is empty or too long: what would take every filter away by accident
/// is refused.
pub(crate) fn read(files: &FileAccess, file: &Path) -> io::Result<String> {
    for _ in 0..WAITS {
        match unsettled(files, file)? {
            None => break,
            Some(wait) => std::thread::sleep(wait),
        }
    }
    read_now(files, file, MAX)
}

/// [`read`] of a tenant's file of at most `most` bytes.
///
/// # Errors
/// Those of [`read`], and for a file that is still being written when there are no `waits` left.
pub(crate) fn read_within(files: &FileAccess, file: &Path, most: u64, waits: &mut Waits) -> io::Result<String> {
    while let Some(wait) = unsettled(files, file)? {
        waits.0 = waits.0.checked_sub(1).ok_or_else(|| io::Error::other("is still being written"))?;
        std::thread::sleep(wait);
    }
    read_now(files, file, most)
}

/// Whether it may have been read in the middle of being written.
pub(crate) fn is_being_written(files: &FileAccess, file: &Path) -> bool {
    unsettled(files, file).is_ok_and(|wait| wait.is_some())
}

fn read_now(files: &FileAccess, file: &Path, most: u64) -> io::Result<String> {
    let text = String::from_utf8(files.read(file, most)?).map_err(|_| io::Error::other("is not UTF-8"))?;
    if text.trim().is_empty() { Err(io::Error::other("is empty")) } else { Ok(text) }
}

fn unsettled(files: &FileAccess, file: &Path) -> io::Result<Option<Duration>> {
    Ok(unsettled_for(files.metadata(file)?.modified()?, SystemTime::now()))
}

/// How long it may still be written; never by a clock that is ahead of this one.
fn unsettled_for(modified: SystemTime, now: SystemTime) -> Option<Duration> {
    let age = now.duration_since(modified).ok()?;
    SETTLED.checked_sub(age).filter(|wait| !wait.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_waited_for_while_it_may_be_written() {
        let now = SystemTime::now();
        assert_eq!(unsettled_for(now, now), Some(SETTLED));
        assert_eq!(unsettled_for(now - SETTLED / 4, now), Some(SETTLED - SETTLED / 4));
        assert_eq!(unsettled_for(now - SETTLED, now), None);
        assert_eq!(unsettled_for(now + SETTLED, now), None);
    }

    #[test]
    fn an_empty_file_is_refused_and_one_that_somebody_wrote_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("chain.toml");
        fs::write(&path, "  \n").unwrap();
        assert_eq!(read(&FileAccess::Anywhere, &path).unwrap_err().to_string(), "is empty");
        fs::write(&path, "filters = []\n").unwrap();
        assert_eq!(read(&FileAccess::Anywhere, &path).unwrap(), "filters = []\n");
    }
}
