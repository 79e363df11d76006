//! Writes random components that are shaped to the contract: `random-filters WIT DIRECTORY COUNT SEED`.
//!
//! The core modules are random (wasm-smith), but for their imports and exports, which are those that the canonical ABI has
//! for the world `filter`. The same seed gives the same components.

use arbitrary::Unstructured;
use std::{collections::BTreeMap, error::Error, fs, path::Path};
use wasm_encoder::{
    CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection, MemorySection,
    MemoryType, Module, RawSection, TypeSection, ValType,
};
use wasm_smith::Config;
use wasmparser::{Parser, Payload, TypeRef};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::{Resolve, WorldId};

/// Bytes that one module is made from.
const ENTROPY: usize = 16 << 10;
/// Core functions of the imports: interface, name, number of `i32` parameters, whether there is an `i32` result.
const IMPORTS: [(&str, &str, usize, bool); 18] = [
    ("events", "count", 0, true),
    ("events", "get", 4, false),
    ("events", "texts", 4, false),
    ("events", "leaves", 4, false),
    ("events", "members", 4, false),
    ("events", "hash", 4, false),
    ("redact", "drop", 1, false),
    ("redact", "declare-rule", 3, false),
    ("redact", "mask", 6, true),
    ("redact", "remove", 4, true),
    ("redact", "scan-batch", 3, true),
    ("scanners", "compile", 3, false),
    ("scanners", "replace-with", 6, false),
    ("scanners", "find", 4, false),
    ("context", "request-id", 1, false),
    ("diagnostics", "log", 3, false),
    ("diagnostics", "declare-counter", 3, false),
    ("diagnostics", "declare-histogram", 3, false),
];
const EXPORTS: [(&str, usize, bool); 4] =
    [("cabi_realloc", 4, true), ("configure", 2, true), ("warm-up", 0, false), ("process", 0, true)];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [wit, directory, count, seed] = &arguments[..] else { return Err("WIT DIRECTORY COUNT SEED".into()) };
    let mut resolve = Resolve::default();
    let package = resolve.push_source("filter.wit", &fs::read_to_string(wit)?)?;
    let world = resolve.select_world(&[package], Some("filter"))?;
    fs::create_dir_all(directory)?;
    let mut random = Random(seed.parse::<u64>()?.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (count, mut written) = (count.parse::<usize>()?, 0);
    while written < count {
        // Few attempts fail: where the entropy is used up before the shape is complete.
        if let Ok(component) = component(&mut random, &resolve, world) {
            fs::write(Path::new(directory).join(format!("random-{written}.wasm")), component)?;
            written += 1;
        }
    }
    Ok(())
}

fn component(random: &mut Random, resolve: &Resolve, world: WorldId) -> Result<Vec<u8>, Box<dyn Error>> {
    let entropy: Vec<u8> = std::iter::repeat_with(|| random.next() as u8).take(ENTROPY).collect();
    let config = config(random);
    let mut module = wasm_smith::Module::new(config, &mut Unstructured::new(&entropy))?;
    if random.one_of(2) {
        // Half of them would hardly ever end otherwise.
        module.ensure_termination(10_000)?;
    }
    let mut core = patched(&module.to_bytes(), random)?;
    embed_component_metadata(&mut core, resolve, world, StringEncoding::UTF8)?;
    Ok(ComponentEncoder::default().module(&core)?.encode()?)
}

/// A random `cabi_realloc` or `configure` hardly ever lets a filter get as far as `process`: most get one that does.
fn patched(core: &[u8], random: &mut Random) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bodies: BTreeMap<u32, Option<i32>> = BTreeMap::new();
    let (mut imported, mut at, mut module) = (0, 0, Module::new());
    let mut code = CodeSection::new();
    for payload in Parser::new(0).parse_all(core) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(imports) => {
                for import in imports.clone().into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports.clone() {
                    let export = export?;
                    let (result, keeps) = match export.name {
                        "cabi_realloc" => (Some(4096), 8),
                        "configure" => (Some(8), 4),
                        "warm-up" => (None, 3),
                        _ => continue,
                    };
                    if !random.one_of(keeps) {
                        bodies.insert(export.index, result);
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                match bodies.get(&(imported + at)) {
                    Some(result) => code.function(&returning(*result)),
                    None => code.raw(body.as_bytes()),
                };
                at += 1;
                if code.len() == at_most(core)? {
                    module.section(&code);
                }
                continue;
            }
            _ => {}
        }
        if let Some((id, range)) = payload.as_section().filter(|(id, _)| *id != 10) {
            module.section(&RawSection { id, data: &core[range] });
        }
    }
    Ok(module.finish())
}

/// How many functions have bodies.
fn at_most(core: &[u8]) -> Result<u32, Box<dyn Error>> {
    for payload in Parser::new(0).parse_all(core) {
        if let Payload::CodeSectionStart { count, .. } = payload? {
            return Ok(count);
        }
    }
    Ok(0)
}

fn returning(result: Option<i32>) -> Function {
    let mut body = Function::new([]);
    if let Some(result) = result {
        body.instructions().i32_const(result);
    }
    body.instructions().end();
    body
}

/// The second version of WebAssembly, as filters may use it; now and then something that they may not.
fn config(random: &mut Random) -> Config {
    let allowed = !random.one_of(16);
    Config {
        module_shape: Some(shape(random)),
        gc_enabled: !allowed,
        exceptions_enabled: !allowed,
        threads_enabled: false,
        memory64_enabled: false,
        tail_call_enabled: !allowed,
        relaxed_simd_enabled: !allowed,
        // Most of what these make cannot be kept in a snapshot.
        bulk_memory_enabled: random.one_of(8),
        reference_types_enabled: random.one_of(8),
        simd_enabled: random.one_of(12),
        max_memories: 1,
        max_memory32_bytes: 64 << 20,
        max_table_elements: 30_000,
        max_tables: 3,
        max_funcs: 40,
        max_instructions: 400,
        max_globals: 50,
        disallow_traps: random.one_of(3),
        allow_start_export: true,
        generate_custom_sections: true,
        ..Config::default()
    }
}

/// A module with some of the imports and all exports.
fn shape(random: &mut Random) -> Vec<u8> {
    let (mut types, mut imports, mut functions) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
    let (mut exports, mut code, mut memories) = (ExportSection::new(), CodeSection::new(), MemorySection::new());
    let mut number = 0;
    let mut add = |parameters: usize, result: bool| {
        types.ty().function(vec![ValType::I32; parameters], result.then_some(ValType::I32));
        number += 1;
        number - 1
    };
    let mut imported = 0;
    for (interface, name, parameters, result) in IMPORTS {
        if random.one_of(2) {
            let module = format!("sluice:filter/{interface}@1.0.0");
            imports.import(&module, name, EntityType::Function(add(parameters, result)));
            imported += 1;
        }
    }
    for (index, (name, parameters, result)) in EXPORTS.into_iter().enumerate() {
        functions.function(add(parameters, result));
        exports.export(name, ExportKind::Func, imported + index as u32);
        let mut body = Function::new([]);
        body.instructions().unreachable().end();
        code.function(&body);
    }
    let minimum = 1 + random.next() % 3;
    memories.memory(MemoryType { minimum, maximum: None, memory64: false, shared: false, page_size_log2: None });
    exports.export("memory", ExportKind::Memory, 0);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&memories).section(&exports).section(&code);
    module.finish()
}

/// xorshift64*: <https://doi.org/10.18637/jss.v008.i14>
struct Random(u64);

impl Random {
    fn one_of(&mut self, many: u64) -> bool {
        self.next().is_multiple_of(many)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 8
    }
}
