//! Opens, reads and lists files that somebody else writes. Below a tenant's directory, no link leads out of it.

mod beneath;
pub mod regular_file;
#[cfg(test)]
mod tests;

use rustix::{
    fd::OwnedFd,
    fs::{Dir, Mode, OFlags},
};
use serde::{Deserialize, Serialize};
use std::{
    ffi::{OsStr, OsString},
    fs::{File, Metadata},
    io,
    os::unix::{ffi::OsStrExt, fs::MetadataExt},
    path::{Path, PathBuf},
};

/// Which files may be opened. Paths are always full ones, as in messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileAccess {
    /// Every file: for paths in the operator's configuration and on the command line.
    #[default]
    Anywhere,
    /// Only files beneath this directory of a tenant. Links in it are followed as long as they stay beneath it, but absolute
    /// links never are. The directory itself may be reached through any link.
    Beneath(PathBuf),
}

impl FileAccess {
    /// Opens a file. Never blocks.
    ///
    /// # Errors
    /// The file cannot be opened, is not a regular file, or lies outside of the directory.
    pub fn open(&self, path: &Path) -> io::Result<File> {
        let Self::Beneath(directory) = self else { return regular_file::open(path) };
        let root = open_root(directory)?;
        let file = beneath::open(&root, relative_path(path, directory)?, regular_file::FLAGS)?;
        let file = regular_file::require_regular(File::from(file))?;
        if is_foreign_link(&file.metadata()?, &File::from(root).metadata()?) {
            let reason = "has other hard links and does not belong to the owner of the tenant's directory; copy the file instead";
            return Err(io::Error::other(reason));
        }
        Ok(file)
    }

    /// Reads a file of at most `max_bytes`.
    ///
    /// # Errors
    /// As for [`FileAccess::open`], or the file is longer.
    pub fn read(&self, path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
        regular_file::read_all(&self.open(path)?, max_bytes)
    }

    /// Lists the names in a directory, sorted.
    ///
    /// # Errors
    /// The directory cannot be read, lies outside of the tenant's, or has more than `max_entries`.
    pub fn list(&self, path: &Path, max_entries: usize) -> io::Result<Vec<OsString>> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let mut names = Vec::new();
        for entry in Dir::new(self.open_descriptor(path, flags)?)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            if names.len() == max_entries {
                return Err(io::Error::other(format!("has more than {max_entries} entries")));
            }
            names.push(name.to_owned());
        }
        names.sort();
        Ok(names)
    }

    /// The metadata of a file or a directory.
    ///
    /// # Errors
    /// The metadata cannot be read, or the path lies outside of the directory.
    pub fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        File::from(self.open_descriptor(path, OFlags::PATH | OFlags::CLOEXEC)?).metadata()
    }

    fn open_descriptor(&self, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
        match self {
            Self::Anywhere => Ok(rustix::fs::open(path, flags, Mode::empty())?),
            Self::Beneath(directory) => beneath::open(&open_root(directory)?, relative_path(path, directory)?, flags),
        }
    }
}

fn open_root(directory: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    Ok(rustix::fs::open(directory, flags, Mode::empty())?)
}

fn relative_path<'a>(path: &'a Path, directory: &Path) -> io::Result<&'a Path> {
    path.strip_prefix(directory).map_err(|_| io::Error::other("is not in the tenant's directory"))
}

/// Whether a file may be a hard link to a file of another user. Linux lets users link only files that they may read and write
/// (`fs.protected_hardlinks`), but that can be switched off. Trees of hard links to one's own files (`cp -l`) are permitted:
/// the owner of the files is the owner of the directory.
fn is_foreign_link(file: &Metadata, directory: &Metadata) -> bool {
    file.nlink() > 1 && file.uid() != directory.uid()
}
