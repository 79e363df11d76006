//! Components that are somewhere else than where their entry says, or have to be exactly those that were looked at.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::load::error::Refusal;
use sluice_files::FileAccess;

/// How the names of components in registries begin.
const SCHEME: &str = "oci://";

/// Where a component is, and what it has to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Located {
    /// In a file with this digest.
    File {
        /// The file.
        path: PathBuf,
        /// How it may be opened.
        files: FileAccess,
        /// Its SHA-256, in lower-case hexadecimal digits.
        sha256: String,
    },
    /// It must not be loaded, or not yet.
    Missing(Refusal),
}

/// Whether a component is named by a reference to a registry, and not by a path.
#[must_use]
pub fn is_reference(component: &Path) -> bool {
    component.to_str().is_some_and(|text| text.starts_with(SCHEME))
}
