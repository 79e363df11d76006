//! How much memory the process may have: the smallest limit of its control groups, else what the machine has.
//! <https://docs.kernel.org/admin-guide/cgroup-v2.html>, <https://docs.kernel.org/admin-guide/cgroup-v1/memory.html>

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

/// A limit and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemoryLimit {
    /// Of the whole process, with the processes that it starts.
    pub bytes: u64,
    /// Who says so.
    pub source: LimitSource,
}

/// Where a limit comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitSource {
    /// A control group of the process, or one above it.
    ControlGroup,
    /// The machine has no more.
    Machine,
    /// `memory.limit_bytes`.
    Configured,
}

impl fmt::Display for LimitSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::ControlGroup => "the control group's limit",
            Self::Machine => "the machine's memory",
            Self::Configured => "memory.limit_bytes",
        })
    }
}

impl MemoryLimit {
    /// That of this process; none where `/proc` says nothing.
    #[must_use]
    pub fn of_process() -> Option<Self> {
        Self::below(Path::new("/"))
    }

    /// The same with `/proc` and `/sys` below another directory.
    fn below(root: &Path) -> Option<Self> {
        let machine = machine(root).map(|bytes| Self { bytes, source: LimitSource::Machine });
        let group = control_group(root).map(|bytes| Self { bytes, source: LimitSource::ControlGroup });
        // A group without a limit of version 1 says a number that no machine has.
        [group, machine].into_iter().flatten().min_by_key(|limit| limit.bytes)
    }
}

/// `MemTotal: 24576000 kB`
fn machine(root: &Path) -> Option<u64> {
    let text = fs::read_to_string(root.join("proc/meminfo")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

/// The smallest limit of the groups of both versions: with a hybrid hierarchy, only one of them has the memory controller.
fn control_group(root: &Path) -> Option<u64> {
    let groups = fs::read_to_string(root.join("proc/self/cgroup")).ok()?;
    let mounts = fs::read_to_string(root.join("proc/self/mountinfo")).ok()?;
    let limits = groups.lines().filter_map(|line| {
        // `4:memory:/a/b`, and `0::/a/b` of version 2.
        let mut fields = line.splitn(3, ':').skip(1);
        let (controllers, path) = (fields.next()?, fields.next()?);
        let file = match controllers {
            "" => "memory.max",
            _ if controllers.split(',').any(|controller| controller == "memory") => "memory.limit_in_bytes",
            _ => return None,
        };
        let (mount_root, mount_point) = mounts.lines().find_map(|line| mount(line, controllers.is_empty()))?;
        smallest(&root.join(mount_point.strip_prefix('/')?), mount_root, path, file)
    });
    limits.min()
}

/// Root and mount point of a mount of the hierarchy that limits memory:
/// `35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory`
fn mount(line: &str, is_v2: bool) -> Option<(&str, &str)> {
    let (place, kind) = line.split_once(" - ")?;
    let mut kind = kind.split(' ');
    let (name, options) = (kind.next()?, kind.nth(1)?);
    let is_it =
        if is_v2 { name == "cgroup2" } else { name == "cgroup" && options.split(',').any(|option| option == "memory") };
    let mut place = place.split(' ').skip(3);
    is_it.then_some((place.next()?, place.next()?))
}

/// The smallest limit from the group up to the mount point. A group that lies outside of what is mounted (a container
/// without a namespace for groups) is the mount point itself.
fn smallest(mount_point: &Path, mount_root: &str, group: &str, file: &str) -> Option<u64> {
    let below = Path::new(group).strip_prefix(mount_root).unwrap_or(Path::new(""));
    let group: PathBuf = mount_point.join(below);
    let group = if group.is_dir() { group } else { mount_point.to_owned() };
    let up = group.ancestors().take_while(|directory| directory.starts_with(mount_point));
    up.filter_map(|directory| fs::read_to_string(directory.join(file)).ok()?.trim().parse().ok()).min()
}

#[cfg(test)]
mod tests;
