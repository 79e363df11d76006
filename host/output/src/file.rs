//! The file behind the descriptor. A regular file can be repaired after a write that failed in the middle. A pipe cannot.

use crate::write_failure::WriteFailure;
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
    sync::OnceLock,
};

/// The capacity that is requested for a pipe: the maximum for an unprivileged process (`/proc/sys/fs/pipe-max-size`). The
/// default of 64 KiB is filled by eight batches. Then a thread has to wait for the reader.
const PIPE_BYTES: usize = 1 << 20;
/// Bytes that are allocated to find out whether the disk has space.
const PROBE_BYTES: u64 = 16 << 10;

/// Whether the disk has space for a write.
pub(crate) enum DiskSpace {
    Available,
    Exhausted(WriteFailure),
    /// Only a write can tell.
    Unknown,
}

pub(crate) struct OutputFile {
    file: File,
    is_regular: bool,
    /// The same file, opened for reading. Redirections open stdout only for writing.
    reader: Option<File>,
    /// The same file, opened again with `O_NONBLOCK` when a write first needed it.
    nonblocking: OnceLock<Option<File>>,
}

impl OutputFile {
    /// Sets `O_APPEND` on a regular file. The flag belongs to the open file description. Whoever shares it (a shell, or the log
    /// in `> file 2>&1`) appends from now on too, even after this process has exited.
    pub(crate) fn new(descriptor: OwnedFd) -> io::Result<Self> {
        let file = File::from(descriptor);
        let is_regular = file.metadata()?.is_file();
        if !is_regular {
            // This fails if the file is not a pipe or the size is not permitted. Then the size stays as it is.
            let _ = rustix::pipe::fcntl_setpipe_size(&file, PIPE_BYTES);
            return Ok(Self { file, is_regular, reader: None, nonblocking: OnceLock::new() });
        }
        fcntl_setfl(&file, fcntl_getfl(&file)? | OFlags::APPEND)?;
        let reader = File::open(format!("/proc/self/fd/{}", file.as_raw_fd())).ok();
        Ok(Self { file, is_regular, reader, nonblocking: OnceLock::new() })
    }

    pub(crate) fn is_regular(&self) -> bool {
        self.is_regular
    }

    /// Whether the last line has no line break. Also true if the last byte cannot be read: an empty line does less harm than
    /// two lines joined into one.
    pub(crate) fn ends_mid_line(&self) -> bool {
        if !self.is_regular {
            return false;
        }
        match self.file.metadata().map(|metadata| metadata.len()) {
            Ok(0) => false,
            Ok(length) => !self.ends_with(length, b"\n"),
            Err(_) => true,
        }
    }

    /// Truncates a regular file by `tail` if the file ends with it. Returns false if it does not, because another process has
    /// appended to the file or truncated it. Bytes that are appended between the comparison and the truncation are lost. No
    /// lock can prevent that.
    pub(crate) fn truncate_tail(&self, tail: &[u8]) -> bool {
        let Ok(length) = self.file.metadata().map(|metadata| metadata.len()) else { return false };
        let Some(new_length) = length.checked_sub(tail.len() as u64) else { return false };
        self.is_regular && self.ends_with(length, tail) && self.file.set_len(new_length).is_ok()
    }

    fn ends_with(&self, length: u64, tail: &[u8]) -> bool {
        let Some(offset) = length.checked_sub(tail.len() as u64) else { return false };
        let mut end = vec![0; tail.len()];
        self.reader.as_ref().is_some_and(|reader| reader.read_exact_at(&mut end, offset).is_ok() && end == tail)
    }

    /// Tries to allocate space beyond the end of the file. The file's length and contents do not change.
    pub(crate) fn probe_disk_space(&self) -> DiskSpace {
        if !self.is_regular {
            return DiskSpace::Unknown;
        }
        let Ok(metadata) = self.file.metadata() else { return DiskSpace::Unknown };
        match fallocate(&self.file, FallocateFlags::KEEP_SIZE, metadata.len(), PROBE_BYTES) {
            Ok(()) => DiskSpace::Available,
            Err(Errno::AGAIN) => DiskSpace::Unknown,
            Err(error) => WriteFailure::from_errno(error).map_or(DiskSpace::Unknown, DiskSpace::Exhausted),
        }
    }
}

impl AsFd for OutputFile {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

mod nonblocking;
#[cfg(test)]
mod tests;
