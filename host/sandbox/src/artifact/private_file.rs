//! Files that only this user can write.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::Path,
};

const OTHERS_WRITE: u32 = 0o022;

/// Writes a new file that only this user can read. It is on disk when this returns.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}

/// Opens a regular file that belongs to this user and that nobody else can write.
pub(crate) fn open_private(path: &Path) -> io::Result<File> {
    let file = open_regular(path)?;
    let found = file.metadata()?;
    if found.uid() != effective_user() || found.mode() & OTHERS_WRITE != 0 {
        return Err(io::Error::other("must be a file of this user's that nobody else can write"));
    }
    Ok(file)
}

/// Opens a regular file that only root or this user can write.
pub(crate) fn open_trusted(path: &Path) -> io::Result<File> {
    let file = open_regular(path)?;
    check_trusted(&file.metadata()?)?;
    Ok(file)
}

/// # Errors
/// Others than root and this user could write it.
pub(crate) fn check_trusted(found: &Metadata) -> io::Result<()> {
    if ![0, effective_user()].contains(&found.uid()) || found.mode() & OTHERS_WRITE != 0 {
        return Err(io::Error::other("must belong to root or to this user, and nobody else may write it"));
    }
    Ok(())
}

fn open_regular(path: &Path) -> io::Result<File> {
    let no_follow = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0);
    let file = OpenOptions::new().read(true).custom_flags(no_follow).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("must be a regular file")) }
}

pub(crate) fn effective_user() -> u32 {
    rustix::process::geteuid().as_raw()
}
