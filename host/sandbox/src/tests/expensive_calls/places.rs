//! The most expensive calls about places that are kept, and those that declare or compile on a batch.

use super::{
    MOST, SMALL,
    host_functions::{DECLARE, compile, members, text},
    measure,
};

/// At 8192: the list of one place, `/attributes/x/y`.
const PLACE: &str = r#"(data (i32.const 8192) "\08\20\00\00\0f\00\00\00/attributes/x/y")"#;
const KEEP: &str = "(call $keep (i32.const 0) (i32.const 8192) (i32.const 1) (i32.const 1024))
    (if (i32.load8_u (i32.const 1024)) (then (return (i32.const 1024))))";

/// A call with a list of so many items, all of them zeros, and a place for its result.
fn with_list(function: &str, first: &str, item_bytes: usize) -> String {
    format!("(call ${function} {first} (i32.const 65536) (i32.const {}) (i32.const 1024))", MOST / item_bytes)
}

#[test]
#[ignore = "measures"]
fn calls_about_places_that_take_longest() {
    let (all, records) = compile(&["0"]);
    let keeps = format!("{all} {KEEP}");
    let module = format!("{records} {PLACE}");
    let scan = "(drop (call $scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))";
    let others = "(drop (call $remove-others (i32.const 0) (i32.const 0)))";
    let attributes = members("\"\"", 90_000);
    measure("remove-others-batch: 90,000 attributes", 40, &format!("{keeps} {DECLARE}"), others, &module, &attributes);
    measure("scan with places that are kept: 90,000 attributes", 40, &keeps, scan, &module, &attributes);
    measure("scan: 90,000 empty texts", 40, &all, scan, &records, &attributes);
    measure("keep on a batch: 131,000 places", 40, &all, &with_list("keep", "(i32.const 0)", 8), &records, SMALL);
    let replace = "(call $replace-with (i32.const 0) (i32.const 0) (i32.const 3) (i32.const 65536) (i32.const 1044480) (i32.const 1024))";
    let fill = "(memory.fill (i32.const 65536) (i32.const 97) (i32.const 1044480))";
    measure("replace-with on a batch: a text of 1 MiB", 40, &format!("{all} {fill}"), replace, &records, SMALL);
    measure("compile on a batch: 43,000 patterns", 40, "", &with_list("compile", "", 24), "", SMALL);
    let name = "(memory.fill (i32.const 65536) (i32.const 97) (i32.const 1044480))";
    measure("declare-histogram: a name of 1 MiB", 40, name, &with_list("declare-histogram", "", 1), "", SMALL);
    measure("declare-rule: a name of 1 MiB", 40, name, &with_list("declare-rule", "", 1), "", SMALL);
    let set = |path: &str, value: &str| {
        format!(
            "(call $set (i32.const 0) {path} {value} (i32.const 1024)) (if (i32.load8_u (i32.const 1024)) (then unreachable))"
        )
    };
    let object = "(i32.store16 (i32.const 65536) (i32.const 0x7d7b))";
    let top: Vec<String> = (0..90_000).map(|n| format!("\"{n}\":1")).collect();
    let top = format!("{{{}}}", top.join(","));
    let json = "(i32.const 5) (i64.const 65536) (i32.const 2)";
    measure(
        "set: in the place of 90,000 attributes",
        40,
        object,
        &set("(i32.const 140) (i32.const 11)", json),
        "",
        &top,
    );
    measure("set: one more than 90,000 attributes", 40, object, &set("(i32.const 140) (i32.const 13)", json), "", &top);
    measure("drop: an event of 1 MiB", 1, "", "(call $drop (i32.const 0))", "", &text("a"));
}
