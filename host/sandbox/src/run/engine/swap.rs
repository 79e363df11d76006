//! Whether pages of this process can be swapped out.

use std::fs;

/// `Ok` with the reason if they can be swapped out, `Err` with the reason if they cannot. If files cannot be read, they
/// can.
pub(crate) fn check_possible() -> Result<&'static str, &'static str> {
    if fs::read_to_string("/proc/swaps").is_ok_and(|text| has_no_devices(&text)) {
        return Err("no swap device");
    }
    let groups = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let limit = unified_group(&groups)
        .and_then(|group| fs::read_to_string(format!("/sys/fs/cgroup{group}/memory.swap.max")).ok());
    match limit {
        Some(text) if text.trim() == "0" => Err("memory.swap.max is 0"),
        Some(_) => Ok("there is a swap device, and memory.swap.max is not 0"),
        None => Ok("there is a swap device, and memory.swap.max cannot be read"),
    }
}

/// `/proc/swaps` begins with a line of headings.
fn has_no_devices(text: &str) -> bool {
    text.starts_with("Filename") && text.lines().count() == 1
}

/// The path of the group in the unified hierarchy: the line `0::/path`.
fn unified_group(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("0::")).map(|path| path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_device_is_seen() {
        assert!(has_no_devices("Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"));
        assert!(!has_no_devices("Filename\tType\tSize\tUsed\tPriority\n/dev/sda2 partition 1 0 -2\n"));
        assert!(!has_no_devices(""));
    }

    #[test]
    fn the_unified_group_is_found_beside_old_ones() {
        assert_eq!(unified_group("4:memory:/a\n0::/system.slice/sluice\n"), Some("/system.slice/sluice"));
        assert_eq!(unified_group("0::/\n"), Some(""));
        assert_eq!(unified_group("4:memory:/a\n"), None);
    }
}
