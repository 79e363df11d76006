//! Components from a few lines of text: a core module in the text format with the contract around it.

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

use crate::{WIT, WORLD};

/// Core functions of the contract's imports that tests use.
const IMPORTS: [(&str, &str, &str); 31] = [
    ("events", "count", "(func $count (result i32))"),
    ("events", "get", "(func $get (param i32 i32 i32 i32))"),
    ("events", "texts", "(func $texts (param i32 i32 i32 i32))"),
    ("events", "leaves", "(func $leaves (param i32 i32 i32 i32))"),
    ("events", "members", "(func $members (param i32 i32 i32 i32))"),
    ("events", "hash", "(func $hash (param i32 i32 i32 i32))"),
    ("redact", "drop", "(func $drop (param i32))"),
    ("redact", "declare-rule", "(func $declare-rule (param i32 i32 i32))"),
    ("redact", "remove", "(func $remove (param i32 i32 i32 i32) (result i32))"),
    ("redact", "pseudonymise", "(func $pseudonymise (param i32 i32 i32 i32) (result i32))"),
    ("redact", "scan-names", "(func $scan-names (param i32 i32 i32 i32) (result i32))"),
    ("redact", "mask", "(func $mask (param i32 i32 i32 i32 i32 i32) (result i32))"),
    ("redact", "scan", "(func $scan (param i32 i32 i32 i32) (result i32))"),
    ("redact", "scan-batch", "(func $scan-batch (param i32 i32 i32) (result i32))"),
    ("redact", "remove-others-batch", "(func $remove-others (param i32 i32) (result i32))"),
    ("enrich", "set", "(func $set (param i32 i32 i32 i32 i64 i32 i32))"),
    ("enrich", "set-batch", "(func $set-batch (param i32 i32 i32 i64 i32 i32))"),
    ("enrich", "set-missing-batch", "(func $set-missing-batch (param i32 i32 i32 i64 i32 i32))"),
    ("scanners", "find", "(func $find (param i32 i32 i32 i32))"),
    ("context", "user-agent", "(func $user-agent (param i32))"),
    ("context", "request-id", "(func $request-id (param i32))"),
    ("context", "app", "(func $app (param i32))"),
    ("scanners", "keep", "(func $keep (param i32 i32 i32 i32))"),
    ("scanners", "replace-with", "(func $replace-with (param i32 i32 i32 i32 i32 i32))"),
    ("scanners", "compile", "(func $compile (param i32 i32 i32))"),
    ("personal", "user", "(func $user (param i32))"),
    ("diagnostics", "log", "(func $log (param i32 i32 i32))"),
    ("diagnostics", "declare-counter", "(func $declare-counter (param i32 i32 i32))"),
    ("diagnostics", "declare-histogram", "(func $declare-histogram (param i32 i32 i32))"),
    ("diagnostics", "count", "(func $measure (param i32 i64))"),
    ("diagnostics", "observe", "(func $observe (param i32 f64))"),
];

/// A guest that does nothing, unless told.
pub(super) struct Guest {
    /// Bodies of functions.
    pub(super) configure: String,
    pub(super) warm_up: String,
    pub(super) process: String,
    /// Anything else in the module: data, globals, functions.
    pub(super) module: String,
    /// Pages, as `1` or `1 16`.
    pub(super) memory: String,
}

impl Default for Guest {
    fn default() -> Self {
        let none = String::new;
        Self { configure: none(), warm_up: none(), process: none(), module: none(), memory: "1".to_owned() }
    }
}

impl Guest {
    pub(super) fn process(body: &str) -> Self {
        Self { process: body.to_owned(), ..Self::default() }
    }

    pub(super) fn with(mut self, module: &str) -> Self {
        self.module.push_str(module);
        self
    }

    /// The core module. A result is at address 16, where there are zeros, which mean "ok"; 32 means "error".
    pub(super) fn core(&self) -> Vec<u8> {
        let Self { configure, warm_up, process, module, memory } = self;
        let bodies = format!("{configure}{warm_up}{process}{module}");
        let imports: String = IMPORTS
            .iter()
            .filter(|(.., function)| {
                let name = function.split_whitespace().nth(1).expect("a name");
                bodies.split(|c: char| c.is_whitespace() || c == ')').any(|word| word == name)
            })
            .map(|(interface, name, function)| {
                format!("(import \"sluice:filter/{interface}@1.0.0\" \"{name}\" {function})")
            })
            .collect();
        let text = format!(
            r#"(module {imports}
                (memory (export "memory") {memory})
                (global $heap (mut i32) (i32.const 4096))
                (data (i32.const 32) "\01\00\00\00\40\00\00\00\06\00\00\00") (data (i32.const 64) "secret")
                (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
                  (local $at i32)
                  (local.set $at (i32.and (i32.add (global.get $heap) (i32.const 7)) (i32.const -8)))
                  (global.set $heap (i32.add (local.get $at) (local.get 3)))
                  (block $fits (loop $more
                    (br_if $fits (i32.le_u (global.get $heap) (i32.mul (memory.size) (i32.const 65536))))
                    (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))
                    unreachable))
                  (local.get $at))
                (func $configure (export "configure") (param i32 i32) (result i32) {configure} (i32.const 16))
                (func (export "warm-up") {warm_up})
                (func $process (export "process") (result i32) {process} (i32.const 16))
                {module})"#
        );
        wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    pub(super) fn component(&self) -> Vec<u8> {
        component(self.core(), WIT, WORLD)
    }
}

/// A component of a world that another WIT describes.
pub(super) fn component(mut core: Vec<u8>, wit: &str, world: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve.push_source("test.wit", wit).expect("wit");
    let world = resolve.select_world(&[package], Some(world)).expect("a world");
    embed_component_metadata(&mut core, &resolve, world, StringEncoding::UTF8).expect("metadata");
    ComponentEncoder::default().validate(true).module(&core).expect("a module").encode().expect("a component")
}
