//! Reads the DWARF sections of a component. Runs in the child process only: they are what the filter's author wrote.
//! Addresses are relative to the code section, see <https://yurydelendik.github.io/webassembly-dwarf/>.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use addr2line::Context;
use gimli::{Dwarf, EndianSlice, LittleEndian};
use wasmparser::{Parser, Payload, TypeRef};

use super::line_table::{LineTable, LineTableBuilder};

/// Time that reading them may take. Without it, a filter with much debug information would not load at all.
const TIME: Duration = Duration::from_secs(5);
/// The size of all sections, bytes.
const SECTION_BYTES: usize = 32 << 20;

/// Where the sources of the standard library, of other crates and of the SDK are. A line there says little to a filter's
/// author, who wrote the code that called it.
const LIBRARIES: [&str; 7] =
    ["/rustc/", "/rust/deps/", "/lib/rustlib/", "/cargo/registry/", "/.cargo/", "/guest-sdk/", "/sluice-filter"];

type Reader<'a> = EndianSlice<'a, LittleEndian>;

/// The core module of a component that has the memory and the debug information.
#[derive(Default)]
struct DebuggedModule<'a> {
    has_memory: bool,
    imported_functions: u32,
    /// Where the contents of the code section begin.
    code: usize,
    /// The ranges of the functions' bodies, relative to `code`.
    bodies: Vec<Range<usize>>,
    sections: Vec<(&'a str, &'a [u8])>,
}

/// The lines of a component. None if it has no debug information, or none that can be read.
pub(crate) fn read_lines(component: &[u8]) -> Option<LineTable> {
    let module = find_module(component)?;
    let section = |id: gimli::SectionId| -> Result<Reader<'_>, gimli::Error> {
        let found = module.sections.iter().find(|(name, _)| *name == id.name());
        Ok(EndianSlice::new(found.map_or(&[], |(_, data)| data), LittleEndian))
    };
    let context = Context::from_dwarf(Dwarf::load(section).ok()?).ok()?;
    let until = Instant::now() + TIME;
    let mut lines = LineTableBuilder::default();
    for (number, body) in module.bodies.iter().enumerate() {
        let function = module.imported_functions.checked_add(u32::try_from(number).ok()?)?;
        add_function(&mut lines, &context, function, body)?;
        if Instant::now() > until {
            return None;
        }
    }
    lines.build()
}

fn add_function(
    lines: &mut LineTableBuilder,
    context: &Context<Reader<'_>>,
    function: u32,
    body: &Range<usize>,
) -> Option<()> {
    for (address, ..) in context.find_location_range(body.start as u64, body.end as u64).ok()? {
        let start = usize::try_from(address).ok()?.max(body.start);
        if let Some((file, line)) = own_place(context, start as u64).filter(|_| start < body.end) {
            lines.add(function, start - body.start, file, line)?;
        }
    }
    Some(())
}

/// The place of an instruction in the innermost function that is not of a library, functions that were inlined
/// included. If all are, the place in the innermost one.
fn own_place<'a>(context: &'a Context<Reader<'_>>, address: u64) -> Option<(&'a str, u32)> {
    let mut frames = context.find_frames(address).skip_all_loads().ok()?;
    let mut innermost = None;
    while let Ok(Some(frame)) = frames.next() {
        let Some(place) = frame.location.and_then(|place| Some((place.file?, place.line?))) else { continue };
        if !LIBRARIES.iter().any(|library| place.0.contains(library)) {
            return Some(place);
        }
        innermost = innermost.or(Some(place));
    }
    innermost
}

fn find_module(component: &[u8]) -> Option<DebuggedModule<'_>> {
    let mut open: Vec<DebuggedModule<'_>> = Vec::new();
    let mut bytes = 0;
    for payload in Parser::new(0).parse_all(component) {
        match (payload.ok()?, open.last_mut()) {
            (Payload::ModuleSection { .. } | Payload::ComponentSection { .. }, _) => {
                open.push(DebuggedModule::default());
            }
            (Payload::End(_), Some(module)) => {
                if module.has_memory && module.sections.iter().any(|(name, _)| *name == ".debug_line") {
                    return open.pop();
                }
                open.pop();
            }
            (Payload::ImportSection(imports), Some(module)) => {
                let functions = |import: &Result<wasmparser::Import<'_>, _>| {
                    import.as_ref().is_ok_and(|import| matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)))
                };
                module.imported_functions = u32::try_from(imports.into_imports().filter(functions).count()).ok()?;
            }
            (Payload::MemorySection(memories), Some(module)) => module.has_memory = memories.count() > 0,
            (Payload::CodeSectionStart { range, .. }, Some(module)) => module.code = range.start,
            (Payload::CodeSectionEntry(body), Some(module)) => {
                let range = body.range();
                module.bodies.push(range.start.checked_sub(module.code)?..range.end.checked_sub(module.code)?);
            }
            (Payload::CustomSection(section), Some(module)) if section.name().starts_with(".debug_") => {
                bytes += section.data().len();
                if bytes > SECTION_BYTES {
                    return None;
                }
                module.sections.push((section.name(), section.data()));
            }
            _ => {}
        }
    }
    None
}
