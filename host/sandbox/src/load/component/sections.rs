//! Custom sections of components that this project defines.

use crate::printable::printable;
use wasmparser::{BinaryReader, Parser, Payload, ProducersSectionReader};

/// How the component was made: an object of JSON with `language` and `sdk`.
pub const BUILD_SECTION: &str = "sluice:build";
/// The schema of the filter's settings, <https://json-schema.org/draft/2020-12/schema>.
pub const SCHEMA_SECTION: &str = "sluice:settings-schema";
/// The filter's test cases.
pub const CASES_SECTION: &str = "sluice:cases";

/// The content of a component's own section of that name; none where it has none, or is no component.
#[must_use]
pub fn find<'a>(wasm: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut depth: u32 = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.ok()? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::CustomSection(section) if depth == 0 && section.name() == name => return Some(section.data()),
            _ => {}
        }
    }
    None
}

/// The longest name or version of a tool that is kept, characters.
const TOOL_CHARS: usize = 64;
/// Tools that are kept.
const TOOLS: usize = 32;

/// The tools that the component was made with, by what they say of themselves in sections `producers`
/// (<https://github.com/WebAssembly/tool-conventions/blob/main/ProducersSection.md>): a name and a version each.
#[must_use]
pub fn producers(wasm: &[u8]) -> Vec<String> {
    let mut tools = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Ok(Payload::CustomSection(section)) = payload else { continue };
        if section.name() == "producers" {
            // What is malformed says nothing.
            let _ = read_producers(BinaryReader::new(section.data(), section.data_offset()), &mut tools);
        }
    }
    tools
}

fn read_producers(section: BinaryReader<'_>, tools: &mut Vec<String>) -> wasmparser::Result<()> {
    for field in ProducersSectionReader::new(section)? {
        for value in field?.values {
            let value = value?;
            let [name, version] = [value.name, value.version].map(|text| printable(text, TOOL_CHARS));
            let tool = if version.is_empty() { name } else { format!("{name} {version}") };
            if tools.len() < TOOLS && !tools.contains(&tool) {
                tools.push(tool);
            }
        }
    }
    Ok(())
}
