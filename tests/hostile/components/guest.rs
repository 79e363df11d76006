//! Components from a few lines of text: a core module in the text format with the contract around it.

use sluice_sandbox::{WIT, WORLD};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// Core functions of the contract's imports that guests use.
const IMPORTS: [(&str, &str, &str); 27] = [
    ("events", "count", "(func $count (result i32))"),
    ("events", "get", "(func $get (param i32 i32 i32 i32))"),
    ("events", "texts", "(func $texts (param i32 i32 i32 i32))"),
    ("events", "leaves", "(func $leaves (param i32 i32 i32 i32))"),
    ("events", "members", "(func $members (param i32 i32 i32 i32))"),
    ("events", "hash", "(func $hash (param i32 i32 i32 i32))"),
    ("redact", "drop", "(func $drop-event (param i32))"),
    ("redact", "declare-rule", "(func $declare-rule (param i32 i32 i32))"),
    ("redact", "remove", "(func $remove (param i32 i32 i32 i32) (result i32))"),
    ("redact", "mask", "(func $mask (param i32 i32 i32 i32 i32 i32) (result i32))"),
    ("redact", "pseudonymise", "(func $pseudonymise (param i32 i32 i32 i32) (result i32))"),
    ("redact", "scan", "(func $scan (param i32 i32 i32 i32) (result i32))"),
    ("redact", "scan-batch", "(func $scan-batch (param i32 i32 i32) (result i32))"),
    ("redact", "scan-names-batch", "(func $scan-names-batch (param i32 i32 i32) (result i32))"),
    ("redact", "scan-names", "(func $scan-names (param i32 i32 i32 i32) (result i32))"),
    ("redact", "remove-others-batch", "(func $remove-others (param i32 i32) (result i32))"),
    ("enrich", "set", "(func $set (param i32 i32 i32 i32 i64 i32 i32))"),
    ("enrich", "set-batch", "(func $set-batch (param i32 i32 i32 i64 i32 i32))"),
    ("scanners", "compile", "(func $compile (param i32 i32 i32))"),
    ("scanners", "keep", "(func $keep (param i32 i32 i32 i32))"),
    ("scanners", "replace-with", "(func $replace-with (param i32 i32 i32 i32 i32 i32))"),
    ("scanners", "find", "(func $find (param i32 i32 i32 i32))"),
    ("context", "request-id", "(func $request-id (param i32))"),
    ("personal", "user", "(func $user (param i32))"),
    ("diagnostics", "log", "(func $log (param i32 i32 i32))"),
    ("diagnostics", "declare-counter", "(func $declare-counter (param i32 i32 i32))"),
    ("diagnostics", "count", "(func $measure (param i32 i64))"),
];

/// Hands out memory and grows it: what a guest does that does not lie.
const REALLOC: &str = r"(local $at i32)
    (local.set $at (i32.and (i32.add (global.get $heap) (i32.const 7)) (i32.const -8)))
    (global.set $heap (i32.add (local.get $at) (local.get 3)))
    (block $fits (loop $more
      (br_if $fits (i32.le_u (global.get $heap) (i32.mul (memory.size) (i32.const 65536))))
      (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))
      unreachable))
    (local.get $at)";

/// A guest that does nothing, unless told. Bodies of functions are in the text format.
///
/// In memory: at 16 the result "ok", at 32 the result "error", at 48 those of declarations, at 100 `/message` (8 bytes), at 120
/// `rule` (4), at 140 `/attributes/x` (13), at 160 `name` (4), at 170 `[1]` (3); 1024 to 8191 is free. Where it redacts, the
/// rule 0 is `rule`, where it counts, the counter 0 is `name`, unless `configure` has declared others before.
pub(in crate::hostile) struct Guest {
    pub(in crate::hostile) configure: String,
    pub(in crate::hostile) warm_up: String,
    pub(in crate::hostile) process: String,
    pub(in crate::hostile) realloc: String,
    /// Anything else in the module: data, globals, functions.
    pub(in crate::hostile) module: String,
    /// Pages, as `1` or `1 16`.
    pub(in crate::hostile) memory: String,
}

impl Default for Guest {
    fn default() -> Self {
        let none = String::new;
        let (realloc, memory) = (REALLOC.to_owned(), "1".to_owned());
        Self { configure: none(), warm_up: none(), process: none(), realloc, module: none(), memory }
    }
}

/// One that misbehaves in `configure`.
pub(in crate::hostile) fn configure(body: &str) -> Guest {
    Guest { configure: body.to_owned(), ..Guest::default() }
}

/// One that misbehaves in `warm-up`.
pub(in crate::hostile) fn warm_up(body: &str) -> Guest {
    Guest { warm_up: body.to_owned(), ..Guest::default() }
}

/// One that misbehaves in `process`.
pub(in crate::hostile) fn process(body: &str) -> Guest {
    Guest { process: body.to_owned(), ..Guest::default() }
}

impl Guest {
    pub(in crate::hostile) fn with(mut self, module: &str) -> Self {
        self.module.push_str(module);
        self
    }

    pub(in crate::hostile) fn realloc(mut self, body: &str) -> Self {
        self.realloc = body.to_owned();
        self
    }

    pub(in crate::hostile) fn memory(mut self, pages: &str) -> Self {
        self.memory = pages.to_owned();
        self
    }

    fn core(&self) -> Vec<u8> {
        let Self { warm_up, process, realloc, module, memory, .. } = self;
        let configure = format!("{} {}", self.configure, self.declarations());
        let bodies = format!("{configure} {warm_up} {process} {realloc} {module}");
        let used = |function: &str| {
            let name = function.split_whitespace().nth(1).expect("a name");
            bodies.split(|c: char| c.is_whitespace() || c == ')').any(|word| word == name)
        };
        let imports: String = IMPORTS
            .iter()
            .filter(|(.., function)| used(function))
            .map(|(interface, name, function)| {
                format!("(import \"sluice:filter/{interface}@1.0.0\" \"{name}\" {function})")
            })
            .collect();
        let text = format!(
            r#"(module {imports}
                (memory (export "memory") {memory})
                (global $heap (mut i32) (i32.const 8192))
                (data (i32.const 32) "\01\00\00\00\40\00\00\00\06\00\00\00") (data (i32.const 64) "failed")
                (data (i32.const 100) "/message") (data (i32.const 120) "rule") (data (i32.const 140) "/attributes/x")
                (data (i32.const 160) "name") (data (i32.const 170) "[1]")
                (func $realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {realloc})
                (func $configure (export "configure") (param i32 i32) (result i32) {configure} (i32.const 16))
                (func $warm-up (export "warm-up") {warm_up})
                (func $process (export "process") (result i32) {process} (i32.const 16))
                {module})"#
        );
        wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    /// What `configure` has to declare for the calls of the others.
    fn declarations(&self) -> String {
        let calls =
            |function: &str| [&self.warm_up, &self.process, &self.module].iter().any(|body| body.contains(function));
        let declare =
            |function: &str, name: u32| format!("(call {function} (i32.const {name}) (i32.const 4) (i32.const 48))");
        let rule = ["$remove", "$mask", "$pseudonymise"].into_iter().any(calls);
        let counter = calls("$measure");
        [(rule, declare("$declare-rule", 120)), (counter, declare("$declare-counter", 160))]
            .into_iter()
            .filter_map(|(is_used, declaration)| is_used.then_some(declaration))
            .collect()
    }

    pub(in crate::hostile) fn component(&self) -> Vec<u8> {
        component(self.core(), WIT, WORLD)
    }
}

/// A component of a world that a WIT text describes.
pub(in crate::hostile) fn component(mut core: Vec<u8>, wit: &str, world: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve.push_source("test.wit", wit).expect("WIT");
    let world = resolve.select_world(&[package], Some(world)).expect("a world");
    embed_component_metadata(&mut core, &resolve, world, StringEncoding::UTF8).expect("metadata");
    ComponentEncoder::default().module(&core).expect("a module").encode().expect("a component")
}

/// A component from the text format, as it stands.
pub(in crate::hostile) fn text(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}
