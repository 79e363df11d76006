//! Inspects a component before anything of it is compiled.

use std::path::Path;

use serde::{Deserialize, Serialize};
use wasmparser::{Parser, Payload, Validator, WasmFeatures};
use wit_parser::{Resolve, WorldId};

use super::{error::Refusal, stage::Stage};
use crate::{printable::printable, settings::filters::Interface};

/// The interface between filters and the service, from `guest-sdk`.
pub const WIT: &str = include_str!("../../../../guest-sdk/wit/filter.wit");
/// The world that a filter is built for.
pub const WORLD: &str = "filter";
const PACKAGE: &str = "sluice:filter/";
const VERSION: &str = "@1.0.0";
/// Interfaces that every chain allows: they read the batch, or take bounded texts from the filter.
const ALWAYS_ALLOWED: [&str; 4] = ["types", "events", "scanners", "diagnostics"];
const GRANTED: [Interface; 4] = [Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];

const NAME_CHARS: usize = 64;
const VERSION_CHARS: usize = 64;

/// The WebAssembly features that filters may use: version 2 of the language. It has no threads, 64-bit or multiple
/// memories, tail calls, exceptions or garbage collection.
const FEATURES: WasmFeatures =
    WasmFeatures::WASM2.union(WasmFeatures::EXTENDED_CONST).union(WasmFeatures::COMPONENT_MODEL);

/// What a component declares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// The text of the section `component-name`.
    pub name: Option<String>,
    /// The text of the section `version`.
    pub version: Option<String>,
    /// Full names of interfaces, such as `sluice:filter/events@1.0.0`.
    pub imports: Vec<String>,
    /// Initial size of linear memory, bytes.
    pub memory_bytes: u64,
    /// Initial number of elements of all tables.
    pub table_elements: u64,
    /// What of its modules has a record in the memory of the host when they are instantiated: imports, globals, tables, memories,
    /// and functions that can be referred to.
    #[serde(skip)]
    pub instance_records: u64,
    /// Whether it has a name section, so that errors can name functions.
    pub has_names: bool,
    /// Size of the component.
    pub bytes: usize,
}

impl Inspection {
    /// Whether it imports `redact`. If such a filter fails, its batch is withheld by default.
    #[must_use]
    pub fn imports_redact(&self) -> bool {
        self.imports.iter().any(|import| import == "sluice:filter/redact@1.0.0")
    }

    fn add_records(&mut self, count: u32) {
        self.instance_records = self.instance_records.saturating_add(count.into());
    }
}

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

fn read_sections(wasm: &[u8]) -> wasmparser::Result<Inspection> {
    let mut inspection = Inspection {
        name: None,
        version: None,
        imports: Vec::new(),
        memory_bytes: 0,
        table_elements: 0,
        instance_records: 0,
        has_names: false,
        bytes: wasm.len(),
    };
    let mut depth: u32 = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(imports) if depth == 0 => {
                for import in imports {
                    inspection.imports.push(import?.name.name.to_owned());
                }
            }
            Payload::ImportSection(section) => inspection.add_records(section.count()),
            Payload::GlobalSection(section) => inspection.add_records(section.count()),
            Payload::ExportSection(section) => inspection.add_records(section.count()),
            Payload::ElementSection(elements) => {
                for element in elements {
                    inspection.add_records(match element?.items {
                        wasmparser::ElementItems::Functions(items) => items.count(),
                        wasmparser::ElementItems::Expressions(_, items) => items.count(),
                    });
                }
            }
            Payload::MemorySection(memories) => {
                inspection.add_records(memories.count());
                for memory in memories {
                    inspection.memory_bytes =
                        inspection.memory_bytes.saturating_add(memory?.initial.saturating_mul(64 << 10));
                }
            }
            Payload::TableSection(tables) => {
                inspection.add_records(tables.count());
                for table in tables {
                    inspection.table_elements = inspection.table_elements.saturating_add(table?.ty.initial);
                }
            }
            Payload::CustomSection(section) if depth > 0 => inspection.has_names |= section.name() == "name",
            Payload::CustomSection(section) => match section.name() {
                "version" => inspection.version = printable_text(section.data(), VERSION_CHARS),
                "component-name" => inspection.name = component_name(section.data(), section.data_offset()),
                _ => {}
            },
            _ => {}
        }
    }
    Ok(inspection)
}

fn printable_text(data: &[u8], chars: usize) -> Option<String> {
    std::str::from_utf8(data).ok().filter(|text| !text.is_empty()).map(|text| printable(text, chars))
}

fn component_name(data: &[u8], offset: usize) -> Option<String> {
    let reader = wasmparser::BinaryReader::new(data, offset);
    wasmparser::ComponentNameSectionReader::new(reader).into_iter().find_map(|name| match name {
        Ok(wasmparser::ComponentName::Component { name, .. }) => printable_text(name.as_bytes(), NAME_CHARS),
        _ => None,
    })
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
