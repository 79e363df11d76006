//! Custom sections of components that this project defines.

use wasmparser::{Parser, Payload};

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
