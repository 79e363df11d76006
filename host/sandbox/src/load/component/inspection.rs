//! Reads what a component declares.

use serde::{Deserialize, Serialize};
use wasmparser::{Parser, Payload};

use crate::printable::printable;

const NAME_CHARS: usize = 64;
const VERSION_CHARS: usize = 64;

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

/// Reads the sections of a component that is valid.
pub(super) fn read_sections(wasm: &[u8]) -> wasmparser::Result<Inspection> {
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
