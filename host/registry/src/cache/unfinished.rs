//! Files that are being written.

use super::paths;
use crate::{digest::Digest, error::Cause};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

/// A component that is being written; removed unless it is kept.
pub(crate) struct Unfinished<'a> {
    pub(super) directory: &'a Path,
    pub(super) path: PathBuf,
    pub(super) file: File,
}

impl Unfinished<'_> {
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Cause> {
        self.file.write_all(bytes).map_err(|error| Cause::Cache { path: self.path.clone(), error })
    }

    /// Its digest has been compared.
    pub(crate) fn keep(self, component: Digest) -> Result<(), Cause> {
        let path = paths::of_component(self.directory, component);
        self.keep_as(&path)
    }

    pub(super) fn keep_as(self, path: &Path) -> Result<(), Cause> {
        let kept = self.file.sync_all().and_then(|()| fs::rename(&self.path, path));
        kept.map_err(|error| Cause::Cache { path: path.to_owned(), error })
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        // It has another name by now if it was kept.
        let _ = fs::remove_file(&self.path);
    }
}
