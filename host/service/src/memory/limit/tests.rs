use super::*;
use tempfile::TempDir;

/// A machine of 8,000 kB with these files, each with its text.
fn machine_with(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in [("proc/meminfo", "MemTotal:           8000 kB\nMemFree: 1 kB\n")].iter().chain(files) {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    root
}

fn limit(files: &[(&str, &str)]) -> Option<(u64, LimitSource)> {
    MemoryLimit::below(machine_with(files).path()).map(|limit| (limit.bytes, limit.source))
}

const V1: &str = "9:name=systemd:/\n4:cpu,memory:/pods/one\n0::/\n";
const V1_MOUNT: &str = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,cpu,memory\n";
const V2_MOUNT: &str = "41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n";

#[test]
fn without_groups_it_is_what_the_machine_has() {
    assert_eq!(limit(&[]), Some((8_000 << 10, LimitSource::Machine)));
    let unlimited = [
        ("proc/self/cgroup", V1),
        ("proc/self/mountinfo", V1_MOUNT),
        ("sys/fs/cgroup/memory/pods/one/memory.limit_in_bytes", "9223372036854771712\n"),
    ];
    assert_eq!(limit(&unlimited), Some((8_000 << 10, LimitSource::Machine)));
}

#[test]
fn of_groups_inside_one_another_the_smallest_counts() {
    for (inner, outer) in [("5000", "6000"), ("6000", "5000")] {
        let v1 = [
            ("proc/self/cgroup", V1),
            ("proc/self/mountinfo", V1_MOUNT),
            ("sys/fs/cgroup/memory/pods/one/memory.limit_in_bytes", inner),
            ("sys/fs/cgroup/memory/pods/memory.limit_in_bytes", outer),
        ];
        assert_eq!(limit(&v1), Some((5000, LimitSource::ControlGroup)));
        let v2 = [
            ("proc/self/cgroup", "0::/pods/one\n"),
            ("proc/self/mountinfo", V2_MOUNT),
            ("sys/fs/cgroup/pods/one/memory.max", inner),
            ("sys/fs/cgroup/pods/memory.max", outer),
        ];
        assert_eq!(limit(&v2), Some((5000, LimitSource::ControlGroup)));
    }
}

#[test]
fn a_group_without_a_limit_has_that_of_the_one_above() {
    let files = [
        ("proc/self/cgroup", "0::/pods/one\n"),
        ("proc/self/mountinfo", V2_MOUNT),
        ("sys/fs/cgroup/pods/one/memory.max", "max\n"),
        ("sys/fs/cgroup/pods/memory.max", "7000\n"),
    ];
    assert_eq!(limit(&files), Some((7000, LimitSource::ControlGroup)));
}

#[test]
fn a_container_sees_its_own_group_at_the_mount_point() {
    let own_root = V1_MOUNT.replace("0:32 /", "0:32 /docker/abc");
    for (group, mount) in [("4:memory:/docker/abc\n", &*own_root), ("4:memory:/docker/abc\n", V1_MOUNT)] {
        let files = [
            ("proc/self/cgroup", group),
            ("proc/self/mountinfo", mount),
            ("sys/fs/cgroup/memory/memory.limit_in_bytes", "5000\n"),
        ];
        assert_eq!(limit(&files), Some((5000, LimitSource::ControlGroup)));
    }
}
