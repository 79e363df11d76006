//! The directories that a tenant's chain is read from. These are watched, and none else: what lies beside them, and where
//! links lead, is up to the tenant.

use sluice_sandbox::settings::filters::FilterEntry;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Directories that are watched of one tenant.
const MOST: usize = 256;

/// See the module. Paths without links.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::reload) struct Places {
    /// None where it is not there.
    pub(super) own: Option<PathBuf>,
    /// None where there are too many to be watched.
    pub(super) below: Option<BTreeSet<PathBuf>>,
}

impl Places {
    /// Of the tenant whose directory this is.
    pub(in crate::reload) fn of_tenant(directory: &Path, filters: &[FilterEntry]) -> Self {
        let Ok(own) = fs::canonicalize(directory) else { return Self { own: None, below: Some(BTreeSet::new()) } };
        let mut below = BTreeSet::new();
        let mut add = |path: &Path| {
            if let Some(path) = fs::canonicalize(path).ok().filter(|path| path.starts_with(&own) && *path != own) {
                below.insert(path);
            }
            below.len() < MOST
        };
        let fits = filters.iter().all(|filter| {
            let cases = filter.cases_directory();
            filter.component.parent().is_none_or(&mut add)
                && filter.candidate.as_deref().and_then(Path::parent).is_none_or(&mut add)
                && cases.is_none_or(|cases| add(&cases) && directories_in(&cases).iter().all(|case| add(case)))
        });
        Self { own: Some(own), below: fits.then_some(below) }
    }
}

/// Those that are no links; a few more than can be watched at most.
fn directories_in(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let directories = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    directories.take(MOST).map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn filter(component: PathBuf) -> FilterEntry {
        FilterEntry::new("f".to_owned(), component)
    }

    #[test]
    fn what_is_read_is_watched_and_nothing_through_a_link_that_leaves_the_directory() {
        let root = tempfile::tempdir().unwrap();
        let own = fs::canonicalize(root.path()).unwrap();
        for directory in ["v2", "v2/f.cases/one", "beside"] {
            fs::create_dir_all(own.join(directory)).unwrap();
        }
        symlink("/usr", own.join("x")).unwrap();
        symlink("v2", own.join("current")).unwrap();
        let places = Places::of_tenant(&own, &[filter(own.join("current/f.wasm")), filter(own.join("x/bin/f.wasm"))]);
        let below = ["v2", "v2/f.cases", "v2/f.cases/one"].map(|path| own.join(path));
        assert_eq!(places, Places { own: Some(own), below: Some(BTreeSet::from(below)) });
    }

    #[test]
    fn too_many_directories_are_not_watched() {
        let root = tempfile::tempdir().unwrap();
        (0..MOST).for_each(|case| fs::create_dir_all(root.path().join(format!("f.cases/{case}"))).unwrap());
        let places = Places::of_tenant(root.path(), &[filter(root.path().join("f.wasm"))]);
        assert!(places.own.is_some() && places.below.is_none());
    }
}
