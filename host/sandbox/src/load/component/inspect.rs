//! Checks a component before anything of it is compiled.

use std::path::Path;

use wasmparser::{Parser, Validator, WasmFeatures};
use wit_parser::{Resolve, WorldId};

use super::inspection::{Inspection, read_sections};
use crate::{
    load::{error::Refusal, stage::Stage},
    printable::printable,
    settings::filters::Interface,
};

/// The interface between filters and the service, from `guest-sdk`.
pub const WIT: &str = include_str!("../../../../../guest-sdk/wit/filter.wit");
/// The world that a filter is built for.
pub const WORLD: &str = "filter";
const PACKAGE: &str = "sluice:filter/";
const VERSION: &str = "@1.0.0";
/// Interfaces that every chain allows: they read the batch, or take bounded texts from the filter.
const ALWAYS_ALLOWED: [&str; 4] = ["types", "events", "scanners", "diagnostics"];
const GRANTED: [Interface; 4] = [Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];

/// The WebAssembly features that filters may use: version 2 of the language. It has no threads, 64-bit or multiple
/// memories, tail calls, exceptions or garbage collection.
const FEATURES: WasmFeatures =
    WasmFeatures::WASM2.union(WasmFeatures::EXTENDED_CONST).union(WasmFeatures::COMPONENT_MODEL);

/// Validates a component, and checks it against the contract and the interfaces that a chain allows.
///
/// # Errors
/// The first problem that was found.
pub fn inspect(wasm: &[u8], allow: &[Interface]) -> Result<Inspection, Refusal> {
    if Parser::is_core_wasm(wasm) {
        let text = "is a core module, not a component; build it with `sluice filter build`";
        return Err(Refusal::new(Stage::Validate, text));
    }
    if !Parser::is_component(wasm) {
        return Err(Refusal::new(Stage::Validate, "is not a WebAssembly component"));
    }
    Validator::new_with_features(FEATURES)
        .validate_all(wasm)
        .map_err(|error| Refusal::from_error(Stage::Validate, "is not valid WebAssembly as filters use it", &error))?;
    let inspection = read_sections(wasm).map_err(|error| Refusal::from_error(Stage::Validate, "reading it", &error))?;
    for import in &inspection.imports {
        check_import(import, allow)?;
    }
    check_world(wasm)?;
    Ok(inspection)
}

/// Inspects the component in a file, with every interface allowed. Nothing of it runs.
///
/// # Errors
/// The first problem that was found, or that the file cannot be read.
pub fn inspect_file(path: &Path) -> Result<Inspection, Refusal> {
    let wasm = std::fs::read(path)
        .map_err(|error| Refusal::from_error(Stage::Read, &format!("reading {}", path.display()), &error))?;
    inspect(&wasm, &GRANTED)
}

fn check_import(import: &str, allow: &[Interface]) -> Result<(), Refusal> {
    let shown = printable(import, 80);
    let Some(name) = import.strip_prefix(PACKAGE).and_then(|rest| rest.strip_suffix(VERSION)) else {
        let why = if import.starts_with("wasi:") {
            "filters get no WASI: no files, network, clock or randomness; build for wasm32-unknown-unknown"
        } else {
            "filters can import the interfaces of sluice:filter@1.0.0 only"
        };
        return Err(Refusal::new(Stage::Imports, format!("imports {shown}: {why}")));
    };
    if ALWAYS_ALLOWED.contains(&name) || allow.iter().any(|allowed| allowed.as_str() == name) {
        return Ok(());
    }
    let why = if GRANTED.iter().any(|interface| interface.as_str() == name) {
        format!("which its chain does not allow: add \"{name}\" to `allow`, or take the import out")
    } else {
        "which is no interface of sluice:filter@1.0.0".to_owned()
    };
    Err(Refusal::new(Stage::Imports, format!("imports {shown}, {why}")))
}

fn check_world(wasm: &[u8]) -> Result<(), Refusal> {
    let (resolve, world) =
        contract_world().map_err(|error| Refusal::from_error(Stage::World, "reading the contract", &error))?;
    wit_component::targets(&resolve, world, wasm).map_err(|error| {
        Refusal::from_error(Stage::World, "does not fit the world `filter` of sluice:filter@1.0.0", error.root_cause())
    })
}

fn contract_world() -> Result<(Resolve, WorldId), Box<dyn std::error::Error + Send + Sync>> {
    let mut resolve = Resolve::default();
    let package = resolve.push_source("filter.wit", WIT)?;
    let world = resolve.select_world(&[package], Some(WORLD))?;
    Ok((resolve, world))
}
