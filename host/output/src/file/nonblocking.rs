//! Writes that do not wait for the reader, also where `RWF_NOWAIT` is not supported.

use super::OutputFile;
use rustix::io::{Errno, ReadWriteFlags};
use std::{
    fs::File,
    io::{IoSlice, IsTerminal},
    os::{
        fd::AsRawFd,
        unix::fs::{FileTypeExt, OpenOptionsExt},
    },
};

/// An offset of -1 makes `pwritev2` write at the current position. A pipe has none, and a file is open with `O_APPEND`.
const CURRENT_POSITION: u64 = u64::MAX;

impl OutputFile {
    /// Writes as much as is accepted without waiting. Fails with `EOPNOTSUPP` where that is not possible.
    pub(crate) fn write_nonblocking(&self, slices: &[IoSlice<'_>]) -> Result<usize, Errno> {
        if let Some(Some(reopened)) = self.nonblocking.get() {
            return rustix::io::writev(reopened, slices);
        }
        match rustix::io::pwritev2(&self.file, slices, CURRENT_POSITION, ReadWriteFlags::NOWAIT) {
            Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) => match self.nonblocking.get_or_init(|| self.reopen())
            {
                Some(reopened) => rustix::io::writev(reopened, slices),
                None => Err(Errno::OPNOTSUPP),
            },
            result => result,
        }
    }

    /// A named pipe and a terminal have no `RWF_NOWAIT`. Opened again, they have an open file description of their own, in
    /// which `O_NONBLOCK` does not concern the processes that share the first one. Needs the right to open the file, and a
    /// mounted `/proc`.
    fn reopen(&self) -> Option<File> {
        let is_pipe = self.file.metadata().is_ok_and(|metadata| metadata.file_type().is_fifo());
        if !is_pipe && !self.file.is_terminal() {
            return None;
        }
        let flags = i32::try_from((rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY).bits()).ok()?;
        let path = format!("/proc/self/fd/{}", self.file.as_raw_fd());
        File::options().write(true).custom_flags(flags).open(path).ok()
    }
}
