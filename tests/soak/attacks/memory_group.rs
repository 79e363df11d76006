use super::super::TIED;
use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

/// A control group with a limit of memory, of either version of control groups.
/// <https://docs.kernel.org/admin-guide/cgroup-v2.html>, <https://docs.kernel.org/admin-guide/cgroup-v1/memory.html>
pub(super) struct MemoryGroup {
    group: PathBuf,
    script: String,
    is_version_2: bool,
}

impl MemoryGroup {
    /// With so many bytes, and these processors.
    ///
    /// # Errors
    /// Without the right to make one, or where no hierarchy has the memory controller.
    pub(super) fn new(bytes: u64, cores: &str) -> io::Result<Self> {
        let controllers = fs::read_to_string("/sys/fs/cgroup/cgroup.controllers").unwrap_or_default();
        let is_version_2 = controllers.split_whitespace().any(|controller| controller == "memory");
        let parent = Path::new(if is_version_2 { "/sys/fs/cgroup" } else { "/sys/fs/cgroup/memory" });
        if is_version_2 {
            fs::write(parent.join("cgroup.subtree_control"), "+memory")?;
        }
        let group = parent.join(format!("sluice-attacks-{}-{}", process::id(), bytes >> 20));
        fs::create_dir(&group)?;
        let wrapper = format!("taskset --cpu-list {cores} {}", TIED.join(" "));
        let script = format!("echo $$ >{}/cgroup.procs && exec {wrapper} \"$0\" \"$@\"", group.display());
        let made = Self { group, script, is_version_2 };
        let limit = if is_version_2 { "memory.max" } else { "memory.limit_in_bytes" };
        fs::write(made.group.join(limit), bytes.to_string())?;
        if is_version_2 {
            // What swapping would hide is to be seen.
            let _ = fs::write(made.group.join("memory.swap.max"), "0");
        }
        Ok(made)
    }

    /// Starts a command in the group.
    pub(super) fn wrapper(&self) -> [&str; 3] {
        ["sh", "-c", &self.script]
    }

    /// The most bytes that the group has had.
    pub(super) fn peak(&self) -> u64 {
        let file = if self.is_version_2 { "memory.peak" } else { "memory.max_usage_in_bytes" };
        self.read(file).trim().parse().expect("a number")
    }

    /// Processes of the group that the kernel has killed for memory.
    pub(super) fn oom_kills(&self) -> u64 {
        let file = if self.is_version_2 { "memory.events" } else { "memory.oom_control" };
        let text = self.read(file);
        let count = text.lines().find_map(|line| line.strip_prefix("oom_kill "));
        count.and_then(|count| count.parse().ok()).expect("the kernel counts them")
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.group.join(file)).unwrap_or_else(|error| panic!("reading {file}: {error}"))
    }
}

impl Drop for MemoryGroup {
    fn drop(&mut self) {
        // Only files of the kernel are in it.
        let _ = fs::remove_dir(&self.group);
    }
}
