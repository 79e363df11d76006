use super::{error::BuildError, label::Label};
use std::path::Path;
use wasm_encoder::{ComponentNameSection, ComponentSection, CustomSection};

/// Wraps the core module into a component, and labels it in the two custom sections that the tools of the field read:
/// `component-name` and `version`.
pub(super) fn encode(module: &Path, label: &Label) -> Result<Vec<u8>, BuildError> {
    let core =
        std::fs::read(module).map_err(|source| BuildError::File { action: "read", path: module.to_owned(), source })?;
    let failed = |said: String| BuildError::Component { module: module.to_owned(), said };
    let mut component = wit_component::ComponentEncoder::default()
        .validate(true)
        .module(&core)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|error| failed(format!("{error:#}")))?;
    let mut name = ComponentNameSection::new();
    name.component(&label.name);
    name.append_to_component(&mut component);
    let version = CustomSection { name: "version".into(), data: label.version.as_bytes().into() };
    version.append_to_component(&mut component);
    Ok(component)
}
