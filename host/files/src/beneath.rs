//! Opening a path that must stay beneath a directory, whatever links are in it.

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

/// The kernel gives up where something is renamed while it resolves `..`.
const TRIES: usize = 16;
/// As many links as the kernel follows.
const MAX_LINKS: usize = 40;

/// Opens `path`, which starts from `root`.
///
/// # Errors
/// As the operating system says, and for a path that leaves `root`.
pub(super) fn open(root: &OwnedFd, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
    let opened = match by_kernel(root, path, flags) {
        // Linux before 5.6, gVisor; some seccomp profiles say EPERM for what they do not know.
        Err(Errno::NOSYS | Errno::PERM) => by_hand(root, path, flags),
        opened => opened,
    };
    opened.map_err(|error| match error {
        Errno::XDEV => io::Error::other("is a link out of the tenant's directory"),
        error => error.into(),
    })
}

pub(super) fn by_kernel(root: &OwnedFd, path: &Path, flags: OFlags) -> rustix::io::Result<OwnedFd> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
    let mut tries = 0;
    loop {
        match openat2(root, path, flags, Mode::empty(), resolve) {
            Err(Errno::AGAIN) if tries < TRIES => tries += 1,
            opened => return opened,
        }
    }
}

/// The same, one name at a time; no call here follows a link.
pub(super) fn by_hand(root: &OwnedFd, path: &Path, flags: OFlags) -> rustix::io::Result<OwnedFd> {
    let look = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut way = vec![openat(root, ".", OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?];
    let mut waiting = names(path)?;
    let mut links = 0;
    while let Some(name) = waiting.pop() {
        let here = way.last().ok_or(Errno::XDEV)?;
        if name == ".." {
            way.pop();
            continue;
        }
        let found = openat(here, &name, look, Mode::empty())?;
        if FileType::from_raw_mode(fstat(&found)?.st_mode) == FileType::Symlink {
            links += 1;
            if links > MAX_LINKS {
                return Err(Errno::LOOP);
            }
            let target = PathBuf::from(OsString::from_vec(readlinkat(&found, "", Vec::new())?.into_bytes()));
            waiting.extend(names(&target)?);
        } else if waiting.is_empty() {
            return openat(here, &name, flags | OFlags::NOFOLLOW, Mode::empty());
        } else {
            way.push(found);
        }
    }
    openat(way.last().ok_or(Errno::XDEV)?, ".", flags, Mode::empty())
}

/// The names of a path, the last one first.
fn names(path: &Path) -> rustix::io::Result<Vec<OsString>> {
    let names = path.components().rev().filter(|part| *part != Component::CurDir).map(|part| match part {
        Component::Normal(name) => Ok(name.to_owned()),
        Component::ParentDir => Ok(OsStr::new("..").to_owned()),
        _ => Err(Errno::XDEV),
    });
    names.collect()
}
