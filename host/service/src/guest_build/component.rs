//! From a core module to a component that says what it is.

use super::{
    error::BuildError,
    label::Label,
    metadata::{self, Metadata},
};
use sluice_sandbox::{WIT, WORLD};
use wasm_encoder::{ComponentNameSection, ComponentSection, CustomSection};
use wasmparser::{Parser, Payload};
use wit_component::StringEncoding;
use wit_parser::Resolve;

/// Wraps a core module into a component, which imports the interfaces that the module calls.
pub(super) fn encode(mut module: Vec<u8>, label: &Label) -> Result<Vec<u8>, BuildError> {
    let failed = |said: String| BuildError::Component { name: label.name.clone(), said };
    if !has_world(&module) {
        add_world(&mut module).map_err(&failed)?;
    }
    wit_component::ComponentEncoder::default()
        .validate(true)
        .module(&module)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|error| failed(format!("{error:#}")))
}

/// Adds to a component what it says of itself. Its name and version go into the two custom sections that the tools of the
/// field read: `component-name` and `version`.
pub(super) fn describe(mut component: Vec<u8>, label: &Label, metadata: &Metadata) -> Vec<u8> {
    let mut name = ComponentNameSection::new();
    name.component(&label.name);
    name.append_to_component(&mut component);
    let version = CustomSection { name: "version".into(), data: label.version.as_bytes().into() };
    version.append_to_component(&mut component);
    metadata::append(&mut component, metadata);
    component
}

/// Whether the module brings the world that it was compiled for, as Rust's bindings do.
fn has_world(module: &[u8]) -> bool {
    Parser::new(0).parse_all(module).any(|payload| {
        matches!(payload, Ok(Payload::CustomSection(section)) if section.name().starts_with("component-type"))
    })
}

fn add_world(module: &mut Vec<u8>) -> Result<(), String> {
    let mut resolve = Resolve::default();
    let package = resolve.push_source("filter.wit", WIT).map_err(|error| format!("{error:#}"))?;
    let world = resolve.select_world(&[package], Some(WORLD)).map_err(|error| format!("{error:#}"))?;
    wit_component::embed_component_metadata(module, &resolve, world, StringEncoding::UTF8)
        .map_err(|error| format!("{error:#}"))
}
