//! The open file behind the descriptor. A regular file can be repaired after a write that failed in the middle; a pipe cannot.

use crate::failure::WriteFailure;
use rustix::{
    fs::{FallocateFlags, OFlags, fallocate, fcntl_getfl, fcntl_setfl},
    io::Errno,
};
use std::{
    fs::File,
    io,
    os::{
        fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd},
        unix::fs::FileExt,
    },
};

/// What the pipe is asked to hold: as much as an unprivileged process may have (`/proc/sys/fs/pipe-max-size`). In the 64 KiB
/// that it has otherwise, eight batches fill it, and a thread has to wait for the reader.
const PIPE_BYTES: usize = 1 << 20;
/// Allocated to find out whether the disk has room: more than a rounding error, less than anybody misses.
const PROBE_BYTES: u64 = 16 << 10;

/// Whether a write would find room.
pub(super) enum Room {
    Free,
    None(WriteFailure),
    /// Only a write can tell.
    Unknown,
}

pub(super) struct OutputFile {
    file: File,
    is_regular: bool,
    /// The same file opened for reading: redirections open stdout for writing only.
    reader: Option<File>,
}

impl OutputFile {
    /// Sets `O_APPEND` on a regular file. The flag belongs to the open file description, so whoever shares that (a shell, the
    /// log in `> file 2>&1`) appends too from then on, and goes on to do so when this process has ended.
    pub(super) fn new(descriptor: OwnedFd) -> io::Result<Self> {
        let file = File::from(descriptor);
        let is_regular = file.metadata()?.is_file();
        if !is_regular {
            // Not a pipe, or not allowed to have a larger one: then its size stays.
            let _ = rustix::pipe::fcntl_setpipe_size(&file, PIPE_BYTES);
            return Ok(Self { file, is_regular, reader: None });
        }
        fcntl_setfl(&file, fcntl_getfl(&file)? | OFlags::APPEND)?;
        let reader = File::open(format!("/proc/self/fd/{}", file.as_raw_fd())).ok();
        Ok(Self { file, is_regular, reader })
    }

    pub(super) fn is_regular(&self) -> bool {
        self.is_regular
    }

    /// Whether the next line needs a line break before it. True as well when the last byte cannot be read: an empty line does
    /// less harm than two lines that became one.
    pub(super) fn ends_inside_line(&self) -> bool {
        if !self.is_regular {
            return false;
        }
        match self.file.metadata().map(|metadata| metadata.len()) {
            Ok(0) => false,
            Ok(length) => !self.ends_with(length, b"\n"),
            Err(_) => true,
        }
    }

    /// Cuts `tail` off a regular file if that is what the file ends with. False if it is not, as when another process has
    /// appended to the file or truncated it. What is appended between the comparison and the cut is lost; nothing can lock
    /// a file against that.
    pub(super) fn cut_back(&self, tail: &[u8]) -> bool {
        let Ok(length) = self.file.metadata().map(|metadata| metadata.len()) else { return false };
        let Some(whole) = length.checked_sub(tail.len() as u64) else { return false };
        self.is_regular && self.ends_with(length, tail) && self.file.set_len(whole).is_ok()
    }

    fn ends_with(&self, length: u64, tail: &[u8]) -> bool {
        let Some(offset) = length.checked_sub(tail.len() as u64) else { return false };
        let mut end = vec![0; tail.len()];
        self.reader.as_ref().is_some_and(|reader| reader.read_exact_at(&mut end, offset).is_ok() && end == tail)
    }

    /// Asks the file system for room past the end of the file; the file's length and contents stay.
    pub(super) fn room(&self) -> Room {
        if !self.is_regular {
            return Room::Unknown;
        }
        let Ok(metadata) = self.file.metadata() else { return Room::Unknown };
        match fallocate(&self.file, FallocateFlags::KEEP_SIZE, metadata.len(), PROBE_BYTES) {
            Ok(()) => Room::Free,
            Err(Errno::AGAIN) => Room::Unknown,
            Err(error) => WriteFailure::of(error).map_or(Room::Unknown, Room::None),
        }
    }
}

impl AsFd for OutputFile {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

#[cfg(test)]
mod tests;
