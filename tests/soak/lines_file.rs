use std::{
    fs::{self, File},
    io::Write,
    os::fd::AsRawFd,
};

/// The regular file that is stdout of one service after another.
pub(super) struct LinesFile(File);

impl LinesFile {
    /// A file that stays while this value does, whatever becomes of its path.
    pub(super) fn of(file: File) -> Self {
        Self(file)
    }

    /// In the directory for temporary files.
    pub(super) fn temporary() -> Self {
        Self(tempfile::tempfile().expect("a file can be made"))
    }

    /// Opened anew, as `>` does in a shell, without truncation: for writing only, at its start, without `O_APPEND`.
    pub(super) fn open(&self) -> File {
        File::options().write(true).open(self.path()).expect("it can be opened again")
    }

    pub(super) fn read(&self) -> String {
        fs::read_to_string(self.path()).expect("lines are UTF-8")
    }

    pub(super) fn append(&self, text: &str) {
        let mut file = File::options().append(true).open(self.path()).expect("it can be opened again");
        file.write_all(text.as_bytes()).expect("there is room");
    }

    pub(super) fn truncate(&self) {
        self.open().set_len(0).expect("it can be truncated");
    }

    fn path(&self) -> String {
        format!("/proc/self/fd/{}", self.0.as_raw_fd())
    }
}
