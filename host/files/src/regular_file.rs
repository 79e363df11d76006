//! Files that somebody else writes. What is named may be a device without an end, or a pipe that nobody writes to.

use rustix::fs::{Mode, OFlags};
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// For reading, without waiting for a pipe's other end, and without getting a terminal to obey.
pub(crate) const FLAGS: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);

/// Opens a file; never waits for one.
///
/// # Errors
/// As the operating system says, and for what is no regular file.
pub fn open(path: &Path) -> io::Result<File> {
    checked(File::from(rustix::fs::open(path, FLAGS, Mode::empty())?))
}

/// Reads a file of at most `most` bytes.
///
/// # Errors
/// Those of [`open`], and for one that is longer.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    read_all(&open(path)?, most)
}

pub(crate) fn checked(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("is no regular file")) }
}

pub(crate) fn read_all(file: &File, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::Error::other(format!("has more than {most} bytes"))) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_and_a_pipe_are_no_files_and_a_long_one_is_not_read() {
        assert_eq!(read(Path::new("/dev/zero"), 10).unwrap_err().to_string(), "is no regular file");
        let directory = tempfile::tempdir().unwrap();
        let pipe = directory.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, Mode::RUSR, 0).unwrap();
        assert_eq!(read(&pipe, 10).unwrap_err().to_string(), "is no regular file");
        let file = directory.path().join("file");
        std::fs::write(&file, "12345").unwrap();
        assert_eq!(read(&file, 5).unwrap(), b"12345");
        assert_eq!(read(&file, 4).unwrap_err().to_string(), "has more than 4 bytes");
    }
}
