use super::{BuildError, Label, SECTION};
use std::path::Path;
use wasm_encoder::{ComponentSection, CustomSection};

/// Wraps the core module into a component, and labels it.
pub(super) fn encode(module: &Path, label: &Label) -> Result<Vec<u8>, BuildError> {
    let core = std::fs::read(module).map_err(|source| BuildError::File {
        action: "read",
        path: module.to_owned(),
        source,
    })?;
    let failed = |said: String| BuildError::Component { module: module.to_owned(), said };
    let mut component = wit_component::ComponentEncoder::default()
        .validate(true)
        .module(&core)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|error| failed(format!("{error:#}")))?;
    let data = serde_json::to_vec(label).map_err(|error| failed(error.to_string()))?;
    CustomSection { name: SECTION.into(), data: data.into() }.append_to_component(&mut component);
    Ok(component)
}
