//! `filter.toml`: what a filter says of itself where its language has no manifest of its own.

use super::{error::BuildError, label::Label};
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    name: String,
    version: String,
}

/// Reads the label.
pub(super) fn label(file: &Path) -> Result<Label, BuildError> {
    let text = std::fs::read_to_string(file).map_err(|source| BuildError::File {
        action: "read",
        path: file.to_owned(),
        source,
    })?;
    let Manifest { name, version } = toml::from_str(&text).map_err(|error| BuildError::Manifest {
        manifest: file.to_owned(),
        said: error.to_string().trim().to_owned(),
    })?;
    Label { name, version }.checked().map_err(|source| BuildError::Label { manifest: file.to_owned(), source })
}
