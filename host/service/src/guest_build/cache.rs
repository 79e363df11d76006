//! The directory of what can be made again, shared by all filters of a user.

use std::path::PathBuf;

/// `$XDG_CACHE_HOME/sluice`, `~/.cache/sluice`, or a folder beneath the one for temporary files.
#[must_use]
pub(crate) fn directory() -> PathBuf {
    let home = |name: &str| std::env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    home("XDG_CACHE_HOME")
        .or_else(|| home("HOME").map(|home| home.join(".cache")))
        .unwrap_or_else(std::env::temp_dir)
        .join("sluice")
}
