//! Which files a chain may be made from. Everything below a tenant's directory is opened, read and listed here, so that no
//! link in it leads anywhere else.

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

/// Where paths may lead. All paths are full ones, as they are shown to people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileAccess {
    /// Anywhere: paths of the operator's file and of the command line.
    #[default]
    Anywhere,
    /// Only to what lies beneath this directory, a tenant's. Links in it are followed as long as they stay beneath it;
    /// absolute ones never are. The directory itself may be reached through any link.
    Beneath(PathBuf),
}

impl FileAccess {
    /// Opens a file; never waits for one.
    ///
    /// # Errors
    /// As the operating system says, and for what is no regular file or lies elsewhere.
    pub fn open(&self, path: &Path) -> io::Result<File> {
        let Self::Beneath(directory) = self else { return regular_file::open(path) };
        let root = root(directory)?;
        let file = beneath::open(&root, below(path, directory)?, regular_file::FLAGS)?;
        let file = regular_file::checked(File::from(file))?;
        if is_foreign(&file.metadata()?, &File::from(root).metadata()?) {
            let why = "has several names (hard links) and another owner than the tenant's directory; copy it instead";
            return Err(io::Error::other(why));
        }
        Ok(file)
    }

    /// Reads a file of at most `most` bytes.
    ///
    /// # Errors
    /// Those of [`FileAccess::open`], and for one that is longer.
    pub fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        regular_file::read_all(&self.open(path)?, most)
    }

    /// The names in a directory, sorted.
    ///
    /// # Errors
    /// As the operating system says, and for a directory that lies elsewhere or has more than `most` entries.
    pub fn list(&self, path: &Path, most: usize) -> io::Result<Vec<OsString>> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let mut names = Vec::new();
        for entry in Dir::new(self.descriptor(path, flags)?)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            if names.len() == most {
                return Err(io::Error::other(format!("has more than {most} entries")));
            }
            names.push(name.to_owned());
        }
        names.sort();
        Ok(names)
    }

    /// What the operating system says of a file or a directory.
    ///
    /// # Errors
    /// As the operating system says, and for what lies elsewhere.
    pub fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        File::from(self.descriptor(path, OFlags::PATH | OFlags::CLOEXEC)?).metadata()
    }

    fn descriptor(&self, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
        match self {
            Self::Anywhere => Ok(rustix::fs::open(path, flags, Mode::empty())?),
            Self::Beneath(directory) => beneath::open(&root(directory)?, below(path, directory)?, flags),
        }
    }
}

fn root(directory: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    Ok(rustix::fs::open(directory, flags, Mode::empty())?)
}

fn below<'a>(path: &'a Path, directory: &Path) -> io::Result<&'a Path> {
    path.strip_prefix(directory).map_err(|_| io::Error::other("does not lie in the tenant's directory"))
}

/// Whether a file may be somebody else's under a second name. Linux lets a user link only files that he could read and
/// write himself (`fs.protected_hardlinks`), but not everywhere. Trees of hard links that one user makes (`cp -l`) are
/// good: their files belong to whom their directory belongs to.
fn is_foreign(file: &Metadata, directory: &Metadata) -> bool {
    file.nlink() > 1 && file.uid() != directory.uid()
}
