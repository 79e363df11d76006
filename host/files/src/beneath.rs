//! Opens a path that must stay beneath a directory, even if parts of it are symbolic links.

use rustix::{
    fd::OwnedFd,
    fs::{FileType, Mode, OFlags, ResolveFlags, fstat, openat, openat2, readlinkat},
    io::Errno,
};
use std::{
    ffi::{OsStr, OsString},
    io,
    os::unix::ffi::OsStringExt,
    path::{Component, Path, PathBuf},
};

/// `openat2` fails with `EAGAIN` if something is renamed while it resolves `..`.
const MAX_RETRIES: usize = 16;
/// The limit of the kernel.
const MAX_LINKS: usize = 40;

/// Opens `path`, which is relative to `root`.
///
/// # Errors
/// The path cannot be opened, or leads out of `root`.
pub(super) fn open(root: &OwnedFd, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
    let opened = match open_with_openat2(root, path, flags) {
        // ENOSYS: Linux before 5.6, gVisor. EPERM: seccomp profiles that do not know the call.
        Err(Errno::NOSYS | Errno::PERM) => open_step_by_step(root, path, flags),
        opened => opened,
    };
    opened.map_err(|error| match error {
        Errno::XDEV => io::Error::other("is a link out of the tenant's directory"),
        error => error.into(),
    })
}

pub(super) fn open_with_openat2(root: &OwnedFd, path: &Path, flags: OFlags) -> rustix::io::Result<OwnedFd> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
    let mut retries = 0;
    loop {
        match openat2(root, path, flags, Mode::empty(), resolve) {
            Err(Errno::AGAIN) if retries < MAX_RETRIES => retries += 1,
            opened => return opened,
        }
    }
}

/// Opens one component after the other. No call here follows a link.
pub(super) fn open_step_by_step(root: &OwnedFd, path: &Path, flags: OFlags) -> rustix::io::Result<OwnedFd> {
    let inspect = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut directories = vec![openat(root, ".", OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?];
    let mut pending = components(path)?;
    let mut links = 0;
    while let Some(name) = pending.pop() {
        let directory = directories.last().ok_or(Errno::XDEV)?;
        if name == ".." {
            directories.pop();
            continue;
        }
        let entry = openat(directory, &name, inspect, Mode::empty())?;
        if FileType::from_raw_mode(fstat(&entry)?.st_mode) == FileType::Symlink {
            links += 1;
            if links > MAX_LINKS {
                return Err(Errno::LOOP);
            }
            let target = PathBuf::from(OsString::from_vec(readlinkat(&entry, "", Vec::new())?.into_bytes()));
            pending.extend(components(&target)?);
        } else if pending.is_empty() {
            return openat(directory, &name, flags | OFlags::NOFOLLOW, Mode::empty());
        } else {
            directories.push(entry);
        }
    }
    openat(directories.last().ok_or(Errno::XDEV)?, ".", flags, Mode::empty())
}

/// The components of a path, last one first. Absolute paths are refused.
fn components(path: &Path) -> rustix::io::Result<Vec<OsString>> {
    let components = path.components().rev().filter(|part| *part != Component::CurDir).map(|part| match part {
        Component::Normal(name) => Ok(name.to_owned()),
        Component::ParentDir => Ok(OsStr::new("..").to_owned()),
        _ => Err(Errno::XDEV),
    });
    components.collect()
}
