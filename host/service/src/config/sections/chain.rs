//! `[edge]`, `[default]` and `[pseudonyms]`: the operator's chains, and the key of pseudonyms.

use serde::{Deserialize, Serialize};
use sluice_registry::{Reference, provenance::SignedBy};
use sluice_sandbox::settings::{filters::FilterEntry, located::is_reference};
use std::path::{Path, PathBuf};

/// Filters in order.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChainConfig {
    /// `[[edge.filters]]`, `[[default.filters]]`
    pub filters: Vec<FilterEntry>,
    /// Public keys of which one has to have signed each of its components.
    pub signed_by: SignedBy,
}

/// Where the key of pseudonyms comes from.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct PseudonymConfig {
    /// A file of at least 32 bytes, the same for every replica: then a value has one pseudonym everywhere and after a restart.
    /// Without it, each process draws a key of its own.
    pub key_file: Option<PathBuf>,
}

/// Makes a filter's component relative to the configuration that names it.
pub(crate) fn resolve(filters: &mut [FilterEntry], base: &Path) {
    for filter in filters {
        for path in std::iter::once(&mut filter.component).chain(&mut filter.candidate) {
            if !is_reference(path) {
                *path = base.join(&*path);
            }
        }
        filter.cases = filter.cases.take().map(|cases| base.join(cases));
    }
}

/// What no single key of a chain shows; `chain` is where it stands, with a dot.
pub(crate) fn mistakes(chain: &str, filters: &[FilterEntry]) -> Vec<String> {
    let mut mistakes = Vec::new();
    for (place, filter) in filters.iter().enumerate() {
        let name = &filter.name;
        let own = filter.mistakes().into_iter();
        mistakes.extend(own.map(|mistake| format!("{chain}filters[{place}]: filter {name:?}: {mistake}")));
        for path in std::iter::once(&filter.component).chain(&filter.candidate).filter(|path| is_reference(path)) {
            if let Err(error) = path.to_string_lossy().parse::<Reference>() {
                mistakes.push(format!("{chain}filters[{place}]: filter {name:?}: {error}"));
            }
        }
        if filters.iter().take(place).any(|earlier| earlier.name == filter.name) {
            mistakes.push(format!("{chain}filters[{place}].name: {name:?} stands twice in the chain"));
        }
    }
    mistakes
}
