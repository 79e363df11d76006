//! Whether files are those that were seen before: by what the operating system says of them, and by the text of the small
//! ones. Links are followed, so a swap of one shows.

use crate::config::{Config, filters::FilterEntry};
use std::{fs, os::unix::fs::MetadataExt, path::Path};

/// Cases that are looked at, of all filters of a tenant: each is a few questions to the operating system.
const CASES_OF_TENANT: usize = 1_000;

/// Of everything that a chain, or the operator's configuration, is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The operator's text, its filters, and the key of pseudonyms.
    pub(super) fn of_operator(config: &Config) -> Self {
        let mut digest = blake3::Hasher::new();
        digest.update(&config.text_digest);
        let tenants = config.tenants.values().flat_map(|tenant| &tenant.filters);
        let filters = config.edge.filters.iter().chain(&config.default.filters).chain(tenants);
        let mut cases = usize::MAX;
        filters.for_each(|filter| add_filter(&mut digest, filter, &mut cases));
        if let Some(key) = &config.pseudonyms.key_file {
            add_file(&mut digest, key);
        }
        Self(digest.finalize().into())
    }

    /// A text that is no configuration.
    pub(super) fn of_text(text: &str) -> Self {
        Self(blake3::hash(text.as_bytes()).into())
    }

    /// A tenant's text and filters, and what it has from the operator's configuration. Where a tenant has too many cases, a
    /// change shows that adds or removes one.
    pub(super) fn of_tenant(text: &str, filters: &[FilterEntry], settings: &[u8; 32]) -> Self {
        let mut digest = blake3::Hasher::new();
        digest.update(settings);
        digest.update(text.as_bytes());
        let mut cases = CASES_OF_TENANT;
        filters.iter().for_each(|filter| add_filter(&mut digest, filter, &mut cases));
        Self(digest.finalize().into())
    }
}

fn add_filter(digest: &mut blake3::Hasher, filter: &FilterEntry, most: &mut usize) {
    add_file(digest, &filter.component);
    if let Some(cases) = filter.cases_directory() {
        add_cases(digest, &cases, most);
    }
}

fn add_cases(digest: &mut blake3::Hasher, cases: &Path, most: &mut usize) {
    let Ok(directories) = fs::read_dir(cases) else { return };
    let directories = directories.take(most.saturating_add(1)).flatten();
    let mut directories: Vec<_> = directories.map(|entry| entry.path()).collect();
    let Some(left) = most.checked_sub(directories.len()) else {
        *most = 0;
        return add_file(digest, cases);
    };
    *most = left;
    directories.sort();
    for directory in directories {
        for file in crate::case::FILES {
            add_file(digest, &directory.join(file));
        }
    }
}

fn add_file(digest: &mut blake3::Hasher, file: &Path) {
    digest.update(file.as_os_str().as_encoded_bytes());
    let Ok(found) = fs::metadata(file) else {
        digest.update(b"absent");
        return;
    };
    let (changed, written) = ((found.ctime(), found.ctime_nsec()), (found.mtime(), found.mtime_nsec()));
    let seen = format!("{} {} {} {changed:?} {written:?}", found.dev(), found.ino(), found.size());
    digest.update(seen.as_bytes());
}
