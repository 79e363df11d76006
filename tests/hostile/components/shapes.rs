//! Components that are wrong by what they are: nothing of them runs.

use super::{
    guest::{Guest, component, process, text},
    row::{End::Refused, Row, row},
};

pub(in crate::hostile) fn rows() -> Vec<Row> {
    let mut rows = not_components();
    rows.extend(languages());
    rows.extend(tables());
    rows.extend(imports());
    rows.extend(nesting());
    rows
}

fn not_components() -> Vec<Row> {
    let good = Guest::default().component();
    let mut changed = good.clone();
    let middle = changed.len() / 2;
    changed[middle..middle + 40].fill(0xff);
    let mut large = good.clone();
    // A custom section without an end in sight.
    large.extend([0, 0x80, 0x80, 0x80, 0x04, 1, b'x']);
    large.resize(large.len() + (9 << 20), 0);
    vec![
        row("garbage", "is no WebAssembly", b"#!/bin/sh\nexit 1".to_vec(), Refused("validate", &["not a WebAssembly"])),
        row("nothing", "is empty", Vec::new(), Refused("validate", &["not a WebAssembly"])),
        row("truncated", "breaks off", good[..good.len() / 2].to_vec(), Refused("validate", &[])),
        row("changed", "has other bytes in its middle", changed, Refused("validate", &[])),
        row("core-module", "is a core module", text("(module)"), Refused("validate", &["core module"])),
        row("too-large", "is larger than allowed", large, Refused("read", &["store.component_bytes"])),
    ]
}

/// Features of WebAssembly that filters do not have.
fn languages() -> Vec<Row> {
    let core = |module: &str| text(&format!("(component (core module {module}))"));
    let refused = Refused("validate", &["not valid WebAssembly as filters use it"]);
    vec![
        row("memory64", "has a memory of 64 bits", core("(memory i64 1)"), refused),
        row("two-memories", "has two memories", core("(memory 1) (memory 1)"), refused),
        row("threads", "shares its memory", core("(memory 1 1 shared)"), refused),
        row("gc", "has types for garbage collection", core("(type (struct (field i32)))"), refused),
        row("tail-calls", "calls without coming back", core("(func $f (return_call $f))"), refused),
        row("exceptions", "throws", core("(tag $t) (func (throw $t))"), refused),
        row("small-pages", "has pages of one byte", core("(memory 1 1 (pagesize 1))"), refused),
    ]
}

/// Tables do not change: what an instruction on one takes grows with the table, and no snapshot keeps it.
fn tables() -> Vec<Row> {
    let table = "(table $t 1 20000 funcref) (elem $e func $process)";
    let using = |name: &'static str, instruction: &str| {
        let end = Refused("instrument", &["unsupported `table."]);
        row(name, "changes a table", process(instruction).with(table).component(), end)
    };
    vec![
        using("table-grow", "(drop (table.grow $t (ref.null func) (i32.const 19999)))"),
        using("table-fill", "(table.fill $t (i32.const 0) (ref.func $process) (i32.const 1))"),
        using("table-copy", "(table.copy $t $t (i32.const 0) (i32.const 0) (i32.const 1))"),
        using("table-init", "(table.init $t $e (i32.const 0) (i32.const 0) (i32.const 1))"),
    ]
}

fn imports() -> Vec<Row> {
    let importing = |name: &str| text(&format!("(component (import \"{name}\" (instance)))"));
    let wrong_types =
        r#"(component (import "sluice:filter/events@1.0.0" (instance (export "count" (func (result string))))))"#;
    let other_export = "package a:b; world w { export process: func() -> u32; }";
    let core = r#"(module (func (export "process") (result i32) (i32.const 0)))"#;
    vec![
        row("wasi", "imports WASI", importing("wasi:filesystem/types@0.2.0"), Refused("imports", &["no WASI"])),
        row(
            "next-version",
            "imports another version",
            importing("sluice:filter/events@2.0.0"),
            Refused("imports", &["@2.0.0"]),
        ),
        row(
            "unknown-interface",
            "imports what is not there",
            importing("sluice:filter/shell@1.0.0"),
            Refused("imports", &["shell"]),
        ),
        row(
            "own-package",
            "imports of a package of its own",
            importing("my:own/thing"),
            Refused("imports", &["my:own/thing"]),
        ),
        row("wrong-import", "imports with other types", text(wrong_types), Refused("world", &[])),
        row(
            "wrong-export",
            "exports with other types",
            component(text(core), other_export, "w"),
            Refused("world", &[]),
        ),
        row("no-exports", "exports nothing", text("(component)"), Refused("world", &[])),
    ]
}

fn nesting() -> Vec<Row> {
    // Each is a pair of the one before: two to the power of forty bytes of data.
    let pairs: String = (0..40).map(|n| format!("(type $t{} (tuple $t{n} $t{n}))", n + 1)).collect();
    let lists: String = (0..100_000).map(|n| format!("(type $t{} (list $t{n}))", n + 1)).collect();
    let types = |types: &str| text(&format!("(component (type $t0 (tuple u8)) {types})"));
    vec![
        row("nested-components", "nests 2,000 components", components(2_000), Refused("world", &[])),
        row(
            "nested-types",
            "nests 100,000 types of components",
            component_types(100_000),
            Refused("process", &["loading was ended", "overflowed its stack"]),
        ),
        row("doubling-types", "has a type of 2^40 values", types(&pairs), Refused("validate", &["type size"])),
        row("deep-types", "has lists of lists, 100,000 deep", types(&lists), Refused("validate", &[])),
    ]
}

/// <https://github.com/WebAssembly/component-model/blob/main/design/mvp/Binary.md>
const PREAMBLE: [u8; 8] = [0, b'a', b's', b'm', 0x0d, 0, 1, 0];

/// The text format does not nest so deep.
fn components(depth: usize) -> Vec<u8> {
    let mut inner = PREAMBLE.to_vec();
    for _ in 0..depth {
        inner = [&PREAMBLE[..], &section(4, &inner)].concat();
    }
    inner
}

fn component_types(depth: usize) -> Vec<u8> {
    // One type: a component with one declaration, which is such a type.
    let types = [vec![1], [0x41, 1, 1].repeat(depth), vec![0x41, 0]].concat();
    [&PREAMBLE[..], &section(7, &types)].concat()
}

fn section(id: u8, content: &[u8]) -> Vec<u8> {
    let mut left = content.len();
    let mut bytes = vec![id];
    while left >= 0x80 {
        bytes.push(left as u8 | 0x80);
        left >>= 7;
    }
    bytes.push(left as u8);
    [bytes, content.to_vec()].concat()
}
