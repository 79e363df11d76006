//! The map in a file, which survives a restart.

use super::place::Parts;
use super::table::{Finding, Sightings};
use super::{DataMap, Row};
use serde::{Deserialize, Serialize};
use sluice_event::Fate;
use std::{
    borrow::Cow,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    sync::atomic::Ordering::Relaxed,
    time::Duration,
};

/// More than all rows take.
const MAX_BYTES: u64 = 64 << 20;
/// What is found meanwhile is lost if the process is killed.
const SAVED_EVERY: Duration = Duration::from_secs(10);

/// What is in the file, and on the page.
#[derive(Serialize, Deserialize)]
pub(crate) struct Document<'a> {
    /// Values for which there was no row left.
    pub(crate) omitted: u64,
    pub(crate) rows: Cow<'a, [Row]>,
}

/// Why the map cannot be kept in its file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("reading the data map {file} (`map.file`): {error}", file = file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// It cannot be written.
    #[error("writing the data map {file} (`map.file`): {error}", file = file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl DataMap {
    /// Goes on with what is in the file, and makes sure that it can be written. A file that is no data map is moved aside.
    ///
    /// # Errors
    /// When the file is there and cannot be read, or cannot be written.
    pub fn load(&self) -> Result<(), FileError> {
        let Some(file) = &self.file else { return Ok(()) };
        let text = match sluice_files::regular_file::read(file, MAX_BYTES) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(FileError::Read { file: file.clone(), error }),
        };
        match text.map(|text| serde_json::from_slice::<Document<'_>>(&text)) {
            None => {}
            Some(Ok(document)) => self.restore(document),
            Some(Err(error)) => {
                let aside = beside(file, "unreadable");
                tracing::error!(file = %file.display(), aside = %aside.display(), %error, "this is no data map: it is moved aside, and a new one is begun");
                fs::rename(file, aside).map_err(|error| FileError::Read { file: file.clone(), error })?;
            }
        }
        self.save()
    }

    /// Writes the file, if there is one and anything was found since it was written.
    ///
    /// # Errors
    /// When it cannot be written. It is as it was then.
    pub fn save(&self) -> Result<(), FileError> {
        let Some(file) = &self.file else { return Ok(()) };
        let _one_at_a_time = self.saving.lock();
        if !self.is_changed.swap(false, Relaxed) {
            return Ok(());
        }
        let written = write_whole(file, &self.to_json());
        written.map_err(|error| {
            self.is_changed.store(true, Relaxed);
            FileError::Write { file: file.clone(), error }
        })
    }

    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let document = Document { omitted: self.omitted(), rows: self.rows().into() };
        serde_json::to_vec_pretty(&document).unwrap_or_default()
    }

    fn restore(&self, document: Document<'_>) {
        self.omitted.store(document.omitted, Relaxed);
        let mut tenants = self.tenants.write();
        for row in document.rows.iter() {
            let fate = Fate::ALL.into_iter().find(|fate| fate.as_str() == row.outcome);
            let (Some(fate), Some(key)) = (fate, Parts::of_row(row).key()) else { continue };
            let finding = Finding { kind: row.kind.as_str().into(), filter: row.filter.as_str().into(), fate };
            let seen = Sightings { count: row.count, first: row.first, last: row.last };
            self.add(&mut tenants, &row.tenant, &key, finding, seen);
        }
    }
}

/// Saves a map every few seconds, until the process ends.
pub fn save_regularly(map: Arc<DataMap>) {
    if map.file.is_none() {
        return;
    }
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(SAVED_EVERY).await;
            let map = Arc::clone(&map);
            let saved = tokio::task::spawn_blocking(move || map.save()).await;
            if let Ok(Err(error)) = saved {
                tracing::error!(%error, "the data map is not saved; it is tried again");
            }
        }
    });
}

/// A reader finds the old text or the new one.
fn write_whole(file: &Path, text: &[u8]) -> io::Result<()> {
    let unfinished = beside(file, "unfinished");
    fs::write(&unfinished, text)?;
    fs::rename(unfinished, file)
}

fn beside(file: &Path, what: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(what);
    name.into()
}
