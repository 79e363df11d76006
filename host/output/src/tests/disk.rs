//! A file system of a fixed size, for tests that fill it.

use std::{
    fs::File,
    io::Write,
    os::{fd::AsRawFd, unix::fs::FileExt},
    path::Path,
    process::Command,
};

pub(super) struct Disk {
    lines: File,
    filler: File,
}

impl Disk {
    /// Mounts a tmpfs, opens its files and unmounts it. It exists while the files are open. Without the right to mount,
    /// prints a line and returns `None`.
    pub(super) fn mount(size: &str) -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        if !run("mount", &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"], directory.path()) {
            // Written directly, because the test harness hides the output of tests that pass.
            let _ =
                writeln!(std::io::stderr(), "SKIPPED: this process may not mount a tmpfs, so no disk can be filled");
            return None;
        }
        let open = |name| File::options().read(true).write(true).create_new(true).open(directory.path().join(name));
        let files = (open("lines"), open("filler"));
        assert!(run("umount", &["--lazy"], directory.path()), "{directory:?} stays mounted");
        Some(Self { lines: files.0.unwrap(), filler: files.1.unwrap() })
    }

    /// Opens the file of the writer again, only for writing.
    pub(super) fn open_lines(&self) -> File {
        File::options().write(true).open(format!("/proc/self/fd/{}", self.lines.as_raw_fd())).unwrap()
    }

    pub(super) fn read_lines(&self) -> String {
        let mut bytes = vec![0; usize::try_from(self.lines.metadata().unwrap().len()).unwrap()];
        let read = self.lines.read_at(&mut bytes, 0).unwrap();
        bytes.truncate(read);
        String::from_utf8(bytes).unwrap()
    }

    /// Appends with a descriptor of its own, like another process.
    pub(super) fn append(&self, text: &str) {
        let path = format!("/proc/self/fd/{}", self.lines.as_raw_fd());
        File::options().append(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
    }

    pub(super) fn truncate_lines(&self) {
        self.lines.set_len(0).unwrap();
    }

    /// Fills the disk except for `free` bytes.
    pub(super) fn fill(&self, free: usize) {
        let mut end = 0;
        while self.filler.write_all_at(&[b'x'; 4096], end).is_ok() {
            end += 4096;
        }
        self.filler.set_len(end.saturating_sub(free as u64)).unwrap();
    }

    pub(super) fn empty(&self) {
        self.filler.set_len(0).unwrap();
    }
}

fn run(program: &str, arguments: &[&str], directory: &Path) -> bool {
    Command::new(program)
        .args(arguments)
        .arg(directory)
        .stderr(std::process::Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}
