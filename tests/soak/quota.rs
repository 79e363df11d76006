use super::{TIED, say};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

const PERIOD_US: u32 = 100_000;

/// A control group with a quota of processor time. <https://docs.kernel.org/scheduler/sched-bwc.html>
pub(super) struct Quota {
    group: PathBuf,
    script: String,
    is_version_2: bool,
}

impl Quota {
    /// `None`, and a line that says so, without the right to make one.
    pub(super) fn new() -> Option<Self> {
        let is_version_2 = Path::new("/sys/fs/cgroup/cgroup.controllers").exists();
        let parent = Path::new(if is_version_2 { "/sys/fs/cgroup" } else { "/sys/fs/cgroup/cpu" });
        let group = parent.join(format!("sluice-soak-{}", process::id()));
        let made = make(parent, &group, is_version_2);
        if let Err(error) = made {
            say(&format!("SKIPPED: no control group with a quota of processor time can be made: {error}"));
            return None;
        }
        let script = format!("echo $$ >{}/cgroup.procs && exec {} \"$0\" \"$@\"", group.display(), TIED.join(" "));
        Some(Self { group, script, is_version_2 })
    }

    /// The share of one processor that the group has from now on.
    pub(super) fn set(&self, percent: u32) {
        let quota = PERIOD_US / 100 * percent;
        if self.is_version_2 {
            self.write("cpu.max", &format!("{quota} {PERIOD_US}"));
        } else {
            self.write("cpu.cfs_period_us", &PERIOD_US.to_string());
            self.write("cpu.cfs_quota_us", &quota.to_string());
        }
    }

    /// Starts a command in the group.
    pub(super) fn wrapper(&self) -> [&str; 3] {
        ["sh", "-c", &self.script]
    }

    /// In which the quota was used up.
    pub(super) fn throttled_periods(&self) -> u64 {
        let stat = fs::read_to_string(self.group.join("cpu.stat")).expect("the group is there");
        let throttled = stat.lines().find_map(|line| line.strip_prefix("nr_throttled "));
        throttled.and_then(|count| count.parse().ok()).unwrap_or_default()
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.group.join(file), text).unwrap_or_else(|error| panic!("writing {file}: {error}"));
    }
}

fn make(parent: &Path, group: &Path, is_version_2: bool) -> io::Result<()> {
    if is_version_2 {
        fs::write(parent.join("cgroup.subtree_control"), "+cpu")?;
    }
    fs::create_dir(group)?;
    fs::metadata(group.join(if is_version_2 { "cpu.max" } else { "cpu.cfs_quota_us" })).map(|_| ())
}

impl Drop for Quota {
    fn drop(&mut self) {
        // Only files of the kernel are in it.
        let _ = fs::remove_dir(&self.group);
    }
}
