//! Components that are small to send and large to compile.

use super::{
    guest::{Guest, process},
    row::{
        End::{self, Harmless, Refused},
        Row, row,
    },
};
use std::fmt::Write as _;

const TIME: End = Refused("process", &["store.cpu_seconds"]);

pub(in crate::hostile) fn rows() -> Vec<Row> {
    vec![
        row(
            "huge-memory",
            "starts with 4 GB of memory",
            Guest::default().memory("65535").component(),
            Refused("validate", &["limits.memory_bytes"]),
        ),
        row(
            "huge-table",
            "starts with a table of ten million elements",
            Guest::default().with("(table 10000000 funcref)").component(),
            Refused("validate", &["limits.table_elements"]),
        ),
        row("many-locals", "has a function of 60,000 locals", locals(60_000, ""), Refused("validate", &["locals"])),
        row("busy-locals", "mixes 20,000 locals in a loop", locals(20_000, &mixed(20_000)), TIME),
        row("huge-function", "has a function of 2,000,000 instructions", straight(), TIME),
        row("nested-blocks", "nests 400,000 blocks", nested(), TIME),
        row("branches", "has 40 tables of 60,000 branches", branches(), TIME),
        row("many-functions", "has 200,000 functions", functions(), TIME),
        row("many-exports", "exports 20,000 functions", exports(), Harmless),
        row("many-globals", "has 5,000 globals that change", globals(), Harmless),
        row("many-segments", "has 90,000 data segments", segments(), Refused("store", &["instance size"])),
        row("passive-segments", "copies one segment a thousand times", passive(), Harmless),
    ]
}

fn with(module: &str) -> Vec<u8> {
    Guest::default().with(module).component()
}

fn repeated(count: usize, mut write: impl FnMut(&mut String, usize)) -> String {
    let mut text = String::new();
    (0..count).for_each(|number| write(&mut text, number));
    text
}

fn locals(count: usize, body: &str) -> Vec<u8> {
    with(&format!(
        "(func (export \"wide\") (param i64) (result i64) (local{}) {body} (local.get 0))",
        " i64".repeat(count)
    ))
}

/// Each local depends on two others, and all of them live through a loop.
fn mixed(count: usize) -> String {
    let body = repeated(count, |text, n| {
        let (a, b) = ((n * 7919 + 13) % count, (n * 104_729 + 7) % count);
        let _ = write!(text, "(local.set {n} (i64.add (i64.rotl (local.get {a}) (local.get {b})) (i64.const {n})))");
    });
    format!("(loop $again {body} (br_if $again (i32.wrap_i64 (local.get 1))))")
}

fn straight() -> Vec<u8> {
    let body = repeated(500_000, |text, n| {
        let _ = write!(
            text,
            "(local.set {} (i64.mul (local.get {}) (i64.load offset={} (i32.wrap_i64 (local.get {})))))",
            n % 50,
            (n * 31) % 50,
            n % 4096,
            (n * 17) % 50
        );
    });
    with(&format!(
        "(func (export \"straight\") (param i64) (result i64) (local{}) {body} (local.get 0))",
        " i64".repeat(50)
    ))
}

fn nested() -> Vec<u8> {
    let depth = 400_000;
    let open = "block\nlocal.get 0\nbr_if 0\n".repeat(depth);
    with(&format!("(func (export \"deep\") (param i32) {open} {})", "end\n".repeat(depth)))
}

fn branches() -> Vec<u8> {
    let labels = "0 1 2 3 ".repeat(15_000);
    let function = |text: &mut String, n: usize| {
        let _ = write!(
            text,
            "(func (export \"b{n}\") (param i32) block block block block local.get 0 br_table {labels} end end end end)"
        );
    };
    with(&repeated(40, function))
}

fn functions() -> Vec<u8> {
    with(&repeated(200_000, |text, n| {
        let _ = write!(text, "(func (param i32) (result i32) (i32.add (local.get 0) (i32.const {n})))");
    }))
}

fn exports() -> Vec<u8> {
    let many = repeated(20_000, |text, n| {
        let _ = write!(text, "(export \"e{n}\" (func $one))");
    });
    with(&format!("(func $one) {many}"))
}

fn globals() -> Vec<u8> {
    with(&repeated(5_000, |text, n| {
        let _ = write!(text, "(global (mut i64) (i64.const {n}))");
    }))
}

fn segments() -> Vec<u8> {
    with(&repeated(90_000, |text, n| {
        let _ = write!(text, "(data (i32.const {}) \"x\")", 10_000 + n % 50_000);
    }))
}

fn passive() -> Vec<u8> {
    let copy = "(memory.init $s (i32.const 10000) (i32.const 0) (i32.const 50000))".repeat(1_000);
    process(&copy).with(&format!("(data $s \"{}\")", "x".repeat(50_000))).component()
}
