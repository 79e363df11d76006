//! What a component carries beside its code: how it was made, the schema of its settings, and its test cases.

use super::{error::BuildError, language::Language};
use sluice_files::FileAccess;
use sluice_sandbox::{sections, test_case::embedded};
use std::path::Path;
use wasm_encoder::{ComponentSection, CustomSection};

/// The version of the SDK that this program brings.
const SDK_VERSION: &str = env!("CARGO_PKG_VERSION");
/// The schema's file in a filter's folder.
pub const SETTINGS_SCHEMA: &str = "settings.schema.json";
/// The folder of its test cases.
pub const CASES: &str = "cases";
/// The largest schema, bytes.
const MAX_SCHEMA_BYTES: u64 = 256 << 10;

/// What is added to a component.
pub(super) struct Metadata {
    language: Language,
    schema: Option<Vec<u8>>,
    cases: Option<Vec<u8>>,
}

impl Metadata {
    /// Reads what lies in a filter's folder.
    pub(super) fn read(folder: &Path, language: Language) -> Result<Self, BuildError> {
        Ok(Self { language, schema: schema(&folder.join(SETTINGS_SCHEMA))?, cases: cases(&folder.join(CASES))? })
    }
}

fn schema(file: &Path) -> Result<Option<Vec<u8>>, BuildError> {
    if !file.exists() {
        return Ok(None);
    }
    let text = FileAccess::Anywhere.read(file, MAX_SCHEMA_BYTES);
    let text = text.map_err(|source| BuildError::File { action: "read", path: file.to_owned(), source })?;
    let what = "the schema of its settings";
    let failed = |said: String| BuildError::Metadata { what, said: format!("{}: {said}", file.display()) };
    let schema: serde_json::Value = serde_json::from_slice(&text).map_err(|error| failed(error.to_string()))?;
    if !schema.is_object() {
        return Err(failed("a JSON Schema is an object".to_owned()));
    }
    Ok(Some(schema.to_string().into_bytes()))
}

fn cases(folder: &Path) -> Result<Option<Vec<u8>>, BuildError> {
    if !folder.is_dir() {
        return Ok(None);
    }
    embedded::pack(folder).map(Some).map_err(|said| BuildError::Metadata { what: "its cases", said })
}

/// Appends a custom section for each part.
pub(super) fn append(component: &mut Vec<u8>, metadata: &Metadata) {
    let made = serde_json::json!({"language": metadata.language.to_string(), "sdk": SDK_VERSION}).to_string();
    let sections = [
        (sections::BUILD_SECTION, Some(made.as_bytes())),
        (sections::SCHEMA_SECTION, metadata.schema.as_deref()),
        (sections::CASES_SECTION, metadata.cases.as_deref()),
    ];
    for (name, data) in sections {
        if let Some(data) = data {
            CustomSection { name: name.into(), data: data.into() }.append_to_component(component);
        }
    }
}
