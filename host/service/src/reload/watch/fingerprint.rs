//! Whether files are those that were seen before: by what the operating system says of them, and by the text of the small
//! ones. Links are followed, so a swap of one shows.

use crate::config::Config;
use sluice_files::FileAccess;
use sluice_sandbox::{
    settings::filters::FilterEntry,
    test_case::{self, TestCaseLimits},
};
use std::{os::unix::fs::MetadataExt, path::Path};

/// Of everything that a chain, or the operator's configuration, is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The operator's text, its filters, and the key of pseudonyms.
    pub(crate) fn of_operator(config: &Config) -> Self {
        let mut digest = blake3::Hasher::new();
        digest.update(&config.text_digest);
        let tenants = config.tenants.values().flat_map(|tenant| &tenant.filters);
        let filters = config.edge.filters.iter().chain(&config.default.filters).chain(tenants);
        filters.for_each(|filter| add_filter(&mut digest, filter));
        if let Some(key) = &config.pseudonyms.key_file {
            add_file(&mut digest, &FileAccess::Anywhere, key);
        }
        Self(digest.finalize().into())
    }

    /// The cases in a directory.
    pub(crate) fn of_cases(filter: &FilterEntry, directory: &Path) -> Self {
        let mut digest = blake3::Hasher::new();
        add_cases(&mut digest, &filter.files, directory);
        Self(digest.finalize().into())
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A text that is no configuration.
    pub(crate) fn of_text(text: &str) -> Self {
        Self(blake3::hash(text.as_bytes()).into())
    }

    /// A tenant's text and filters, and what it has from the operator's configuration.
    pub(crate) fn of_tenant(text: &str, filters: &[FilterEntry], settings: &[u8; 32]) -> Self {
        let mut digest = blake3::Hasher::new();
        digest.update(settings);
        digest.update(text.as_bytes());
        filters.iter().for_each(|filter| add_filter(&mut digest, filter));
        Self(digest.finalize().into())
    }
}

fn add_filter(digest: &mut blake3::Hasher, filter: &FilterEntry) {
    for component in std::iter::once(&filter.component).chain(&filter.candidate) {
        match filter.located.get(component) {
            Some(located) => drop(digest.update(format!("{component:?} {located:?}").as_bytes())),
            None => add_file(digest, &filter.files, component),
        }
    }
    if let Some(cases) = filter.cases_directory() {
        add_cases(digest, &filter.files, &cases);
    }
}

fn add_cases(digest: &mut blake3::Hasher, files: &FileAccess, cases: &Path) {
    let names = match files.list(cases, test_case::MAX_ENTRIES) {
        Ok(names) => names,
        Err(error) => {
            digest.update(error.to_string().as_bytes());
            return;
        }
    };
    for name in &names {
        digest.update(name.as_encoded_bytes());
    }
    // More cases than are run is a mistake by itself, whatever is in them.
    for directory in names.iter().take(2 * TestCaseLimits::SERVICE.cases).map(|name| cases.join(name)) {
        // What was added to it or taken away may be a file by a wrong name.
        add_file(digest, files, &directory);
        for file in test_case::FILES {
            add_file(digest, files, &directory.join(file));
        }
    }
}

fn add_file(digest: &mut blake3::Hasher, files: &FileAccess, file: &Path) {
    digest.update(file.as_os_str().as_encoded_bytes());
    let found = match files.metadata(file) {
        Ok(found) => found,
        Err(error) => {
            digest.update(error.to_string().as_bytes());
            return;
        }
    };
    let (changed, written) = ((found.ctime(), found.ctime_nsec()), (found.mtime(), found.mtime_nsec()));
    let seen = format!("{} {} {} {changed:?} {written:?}", found.dev(), found.ino(), found.size());
    digest.update(seen.as_bytes());
}
