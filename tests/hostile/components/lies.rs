//! Filters that lie where the canonical ABI trusts nobody: addresses, lengths, discriminants, `realloc`, `post-return`.

use super::{
    configuring::LOOP,
    guest::{Guest, configure, process},
    row::{
        End::{Fails, Harmless, Refused},
        Row, row,
    },
};

const GET: &str = "(call $get (i32.const 0) (i32.const 100) (i32.const 8) (i32.const 1024))";
const TEXTS: &str = "(call $texts (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 1024))";
const TRAP: &[&str] = &["trap"];

pub(in crate::hostile) fn rows() -> Vec<Row> {
    let mut rows = results();
    rows.extend(reallocs());
    rows.extend(arguments());
    rows
}

fn results() -> Vec<Row> {
    let error = |fields: &str| process(&format!("{fields} (return (i32.const 32))")).component();
    let after = |body: &str| {
        Guest::default().with(&format!(r#"(func (export "cabi_post_process") (param i32) {body})"#)).component()
    };
    vec![
        row(
            "result-outside",
            "returns an address that is none",
            process("(return (i32.const -4))").component(),
            Fails(TRAP),
        ),
        row(
            "result-unaligned",
            "returns an address between two",
            process("(return (i32.const 17))").component(),
            Fails(TRAP),
        ),
        row(
            "result-discriminant",
            "returns neither ok nor an error",
            error("(i32.store (i32.const 32) (i32.const 7))"),
            Fails(TRAP),
        ),
        row(
            "error-outside",
            "returns an error whose text is nowhere",
            error("(i32.store (i32.const 36) (i32.const -1)) (i32.store (i32.const 40) (i32.const -1))"),
            Fails(TRAP),
        ),
        row(
            "error-not-utf8",
            "returns an error that is no text",
            error("(i32.store (i32.const 64) (i32.const -1))"),
            Fails(&["error", "trap"]),
        ),
        row("post-return-loop", "loops after it has returned", after(LOOP), Fails(&["cpu_limit"])),
        row("post-return-trap", "traps after it has returned", after("unreachable"), Fails(TRAP)),
        row("post-return-call", "calls the host after it has returned", after("(drop (call $count))"), Fails(TRAP)),
    ]
}

fn reallocs() -> Vec<Row> {
    // The first call is for the text that `configure` is given; only later ones misbehave.
    let later = |what: &str, call: &str| {
        let body = format!("(if (global.get $armed) (then {what})) (i32.const 9000)");
        process(&format!("(global.set $armed (i32.const 1)) {call}"))
            .with("(global $armed (mut i32) (i32.const 0))")
            .realloc(&body)
            .component()
    };
    let at_once = |body: &str| configure("").realloc(body).component();
    vec![
        row(
            "realloc-outside",
            "gives out memory that it has not",
            later("(return (i32.const -65536))", GET),
            Fails(TRAP),
        ),
        row("realloc-unaligned", "gives out unaligned memory", later("(return (i32.const 9001))", TEXTS), Fails(TRAP)),
        row("realloc-trap", "traps when it should give memory", later("unreachable", GET), Fails(TRAP)),
        row("realloc-loop", "loops when it should give memory", later(LOOP, GET), Fails(&["cpu_limit"])),
        row("realloc-reenters", "calls the host from within a call", later("(drop (call $count))", GET), Fails(TRAP)),
        row("realloc-same", "gives out one place for everything", later("", TEXTS), Harmless),
        row(
            "configure-realloc",
            "has no memory for its settings",
            at_once("(i32.const -8)"),
            Refused("configure", &["trap"]),
        ),
        row(
            "configure-reenters",
            "calls the host for its settings",
            at_once("(call $count)"),
            Refused("configure", &["trap"]),
        ),
    ]
}

fn arguments() -> Vec<Row> {
    let get = |address: i32, length: i32| {
        process(&format!("(call $get (i32.const 0) (i32.const {address}) (i32.const {length}) (i32.const 1024))"))
    };
    let mask = |address: i32, count: i32| {
        format!(
            "(drop (call $mask (i32.const 0) (i32.const 100) (i32.const 8) (i32.const {address}) (i32.const {count}) (i32.const 0)))"
        )
    };
    let kinds = "(i32.store8 (i32.const 1108) (i32.const 9))";
    let not_utf8 = process(&format!("(i32.store (i32.const 100) (i32.const -1)) {GET}"));
    vec![
        row("text-outside", "points outside of its memory", get(-64, 8).component(), Fails(TRAP)),
        row("text-too-long", "has a text longer than its memory", get(0, -1).component(), Fails(TRAP)),
        row("text-not-utf8", "has a path that is no text", not_utf8.component(), Fails(TRAP)),
        row("spans-outside", "has a list longer than its memory", process(&mask(0, i32::MAX)).component(), Fails(TRAP)),
        row("spans-unaligned", "has a list between two addresses", process(&mask(1025, 2)).component(), Fails(TRAP)),
        row("answer-outside", "wants its answer nowhere", process("(call $get (i32.const 0) (i32.const 100) (i32.const 8) (i32.const -16))").component(), Fails(TRAP)),
        row(
            "value-discriminant",
            "sets a value of no type",
            process("(call $set (i32.const 0) (i32.const 140) (i32.const 13) (i32.const 99) (i64.const 0) (i32.const 0) (i32.const 1024))").component(),
            Fails(TRAP),
        ),
        row(
            "pattern-discriminant",
            "compiles a pattern of no kind",
            configure(&format!("(i32.store (i32.const 1100) (i32.const 120)) (i32.store (i32.const 1104) (i32.const 4)) {kinds} (call $compile (i32.const 1100) (i32.const 1) (i32.const 1024))")).component(),
            Refused("configure", &["trap"]),
        ),
        row("carries-too-much", "carries 12 MB into the host at once", get(0, 12_000_000).memory("200").component(), Fails(TRAP)),
    ]
}
