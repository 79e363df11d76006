//! Filters that misbehave on a batch.

use super::{
    configuring::{COMPILE, GROW, LOOP, pattern},
    guest::{Guest, process},
    row::{
        End::{Fails, Harmless},
        Row, row,
    },
};

const TRAP: &[&str] = &["trap"];
const TEXTS: &str = "(call $texts (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 1024))";
const SET_TEXT: &str = "(i32.const 4) (i64.const 8192)";

pub(in crate::hostile) fn rows() -> Vec<Row> {
    let mut rows = machine();
    rows.extend(storms());
    rows.extend(floods());
    rows.extend(edits());
    rows.extend(growth());
    rows
}

fn machine() -> Vec<Row> {
    let table = "(type $none (func)) (table $t 2 funcref) (elem (i32.const 1) $process)";
    let call = |index: u32| process(&format!("(call_indirect (type $none) (i32.const {index}))")).with(table);
    let recurse = process("(drop (call $deeper (i32.const 0)))")
        .with("(func $deeper (param i32) (result i32) (i32.add (call $deeper (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))");
    let fill = "(loop $again (memory.fill (i32.const 8192) (i32.const 1) (i32.const 16000000)) (br $again))";
    vec![
        row("loop", "loops", process(LOOP).component(), Fails(&["cpu_limit"])),
        row("trap", "traps", process("unreachable").component(), Fails(TRAP)),
        row(
            "division",
            "divides by zero",
            process("(drop (i32.div_u (i32.const 1) (i32.const 0)))").component(),
            Fails(TRAP),
        ),
        row(
            "load-outside",
            "reads outside of its memory",
            process("(drop (i32.load (i32.const -8)))").component(),
            Fails(TRAP),
        ),
        row("call-nothing", "calls through an empty place of a table", call(0).component(), Fails(TRAP)),
        row("call-wrong-type", "calls a function of another type", call(1).component(), Fails(TRAP)),
        row("recursion", "recurses without end", recurse.component(), Fails(&["stack_overflow"])),
        row("grow", "takes memory without end", process(GROW).component(), Fails(&["memory_limit"])),
        row(
            "grow-at-once",
            "takes 4 GB at once",
            process("(drop (memory.grow (i32.const 65535)))").component(),
            Fails(&["memory_limit"]),
        ),
        row("fill", "fills 16 MB without end", process(fill).memory("256").component(), Fails(&["cpu_limit"])),
    ]
}

fn storms() -> Vec<Row> {
    let storm = |call: &str| process(&format!("(loop $again {call} (br $again))"));
    let scan = Guest {
        configure: COMPILE.to_owned(),
        ..storm("(drop (call $scan-batch (i32.const 0) (i32.const 0) (i32.const 0)))")
    };
    let find = "(call $find (i32.const 0) (i32.const 8192) (i32.const 3000000) (i32.const 1024))";
    let find = Guest { configure: COMPILE.to_owned(), ..storm(find) }.with(&pattern("[ab]+x")).memory("60");
    let limits: &[&str] = &["host_call_limit", "cpu_limit", "memory_limit"];
    vec![
        row(
            "call-storm",
            "calls the host without end",
            storm("(drop (call $count))").component(),
            Fails(&["host_call_limit"]),
        ),
        row("all-texts", "asks for all texts", process(TEXTS).component(), Harmless),
        row("text-storm", "asks for all texts without end", storm(TEXTS).component(), Fails(limits)),
        row("all-leaves", "asks for all values", process(&TEXTS.replace("texts", "leaves")).component(), Harmless),
        row(
            "leaf-storm",
            "asks for all values without end",
            storm(&TEXTS.replace("texts", "leaves")).component(),
            Fails(limits),
        ),
        row(
            "member-storm",
            "lists members without end",
            storm(&TEXTS.replace("texts", "members")).component(),
            Fails(limits),
        ),
        row(
            "hash-storm",
            "hashes without end",
            storm(&TEXTS.replace("texts", "hash")).component(),
            Fails(&["host_call_limit", "cpu_limit"]),
        ),
        // A text of that length counts as a match whole, which takes no time: the guest's own memory may end first.
        row("find-storm", "searches 3 MB without end", find.component(), Fails(&["cpu_limit", "trap"])),
        row(
            "scan-storm",
            "scans all texts without end",
            scan.with(&pattern("(?:a|b)*[a-z]{40}y")).component(),
            Fails(limits),
        ),
        row(
            "log-flood",
            "logs without end",
            storm("(call $log (i32.const 3) (i32.const 120) (i32.const 4))").component(),
            Fails(&["host_call_limit"]),
        ),
        row(
            "metric-flood",
            "counts without end",
            storm("(call $measure (i32.const 0) (i64.const -1))").component(),
            Fails(&["host_call_limit"]),
        ),
        row(
            "drop-storm",
            "drops one event without end",
            storm("(call $drop-event (i32.const 0))").component(),
            Fails(&["host_call_limit"]),
        ),
    ]
}

/// Calls with a name at 160 that counts up, as the number `$n` does.
fn counting(calls: u32, call: &str) -> String {
    format!(
        "(local $n i32) (loop $again
           (i32.store8 (i32.const 162) (i32.add (i32.const 97) (i32.rem_u (local.get $n) (i32.const 26))))
           (i32.store8 (i32.const 163) (i32.add (i32.const 97) (i32.div_u (local.get $n) (i32.const 26))))
           {call}
           (br_if $again (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const {calls}))))"
    )
}

/// A declaration of the name at 160.
fn declare(function: &str) -> String {
    format!("(call {function} (i32.const 160) (i32.const 4) (i32.const 48))")
}

const FORGED: &str = r#"(data (i32.const 160) "a\22,\0a")"#;

fn mask(rule: &str) -> String {
    format!("(drop (call $mask (i32.const 0) (i32.const 100) (i32.const 8) (i32.const 0) (i32.const 0) {rule}))")
}

fn floods() -> Vec<Row> {
    let mut rows = floods_of_rules();
    rows.extend(floods_of_measurements());
    rows.push(row(
        "late-scanner",
        "compiles a scanner on a batch",
        process("(call $compile (i32.const 0) (i32.const 0) (i32.const 1024))").component(),
        Harmless,
    ));
    rows.push(row(
        "unknown-scanner",
        "scans with what is no scanner",
        process("(drop (call $scan-batch (i32.const 7) (i32.const 0) (i32.const 0)))").component(),
        Fails(TRAP),
    ));
    rows.push(row(
        "unknown-places",
        "keeps places of what is no scanner",
        process("(call $keep (i32.const 7) (i32.const 0) (i32.const 0) (i32.const 1024))").component(),
        Fails(TRAP),
    ));
    let removal = "(i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 1024)";
    rows.push(row(
        "unknown-replacement",
        "replaces matches of what is no scanner",
        process(&format!("(call $replace-with (i32.const 7) {removal})")).component(),
        Fails(TRAP),
    ));
    rows.push(row(
        "unknown-others",
        "removes what is no scanner's",
        process("(drop (call $remove-others (i32.const 7) (i32.const 0)))").component(),
        Fails(TRAP),
    ));
    rows
}

fn floods_of_rules() -> Vec<Row> {
    let many = Guest {
        configure: counting(500, &declare("$declare-rule")),
        ..process(&counting(500, &mask("(local.get $n)")))
    };
    let forged = Guest { configure: declare("$declare-rule"), ..process(&mask("(i32.const 0)")) };
    let late = format!("{} {}", declare("$declare-rule"), mask("(i32.load (i32.const 52))"));
    vec![
        row("many-rules", "redacts under 500 rules", many.component(), Fails(TRAP)),
        row("forged-rule", "declares a rule that would forge a line", forged.with(FORGED).component(), Harmless),
        row(
            "undeclared-rule",
            "redacts under what is no rule",
            process(&mask("(i32.const 7)")).component(),
            Fails(TRAP),
        ),
        row("late-rule", "declares a rule on a batch and redacts under it", process(&late).component(), Fails(TRAP)),
        row(
            "many-edits",
            "edits one text 5,000 times",
            process(&counting(5_000, &mask("(i32.const 0)"))).component(),
            Fails(&["edit_limit"]),
        ),
    ]
}

fn floods_of_measurements() -> Vec<Row> {
    let log = process(&counting(200, "(call $log (i32.const 3) (i32.const 0) (i32.const 60000))"))
        .with(r#"(data (i32.const 1024) "\0a{\22source\22:\22service\22}\0a\1b[2J")"#);
    let measure = |counter: &str| format!("(call $measure {counter} (i64.const 1))");
    let many = Guest {
        configure: counting(500, &declare("$declare-counter")),
        ..process(&counting(500, &measure("(i32.rem_u (local.get $n) (i32.const 64))")))
    };
    let forged = Guest { configure: declare("$declare-counter"), ..process(&measure("(i32.const 0)")) };
    let late = format!("{} {}", declare("$declare-counter"), measure("(i32.const 1)"));
    vec![
        row("many-log-lines", "logs 200 lines of 60 KB with line breaks", log.component(), Harmless),
        row("many-metrics", "counts under 64 of 500 names, 500 times", many.component(), Harmless),
        row("forged-metric", "declares a counter that would forge a line", forged.with(FORGED).component(), Harmless),
        row("late-metric", "declares a counter on a batch and counts under it", process(&late).component(), Harmless),
    ]
}

fn edits() -> Vec<Row> {
    // A path of 3 MB, all slashes and letters; spans that are reversed, outside, overlapping and within a character.
    let path = "(memory.fill (i32.const 8192) (i32.const 47) (i32.const 3000000))";
    let everywhere = |event: &str, address: &str, length: &str| {
        format!(
            "(call $get {event} {address} {length} (i32.const 1024))
             (call $texts {event} {address} {length} (i32.const 1024))
             (call $leaves {event} {address} {length} (i32.const 1024))
             (call $members {event} {address} {length} (i32.const 1024))
             (call $hash {event} {address} {length} (i32.const 1024))
             (drop (call $remove {event} {address} {length} (i32.const 0)))
             (drop (call $mask {event} {address} {length} (i32.const 0) (i32.const 0) (i32.const 0)))
             (drop (call $pseudonymise {event} {address} {length} (i32.const 0)))
             (call $set {event} {address} {length} (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 1024))"
        )
    };
    let nowhere = everywhere("(i32.const 0)", "(i32.const 160)", "(i32.const 4)");
    let no_event = format!(
        "{} (call $drop-event (i32.const -1))",
        everywhere("(i32.const -1)", "(i32.const 100)", "(i32.const 8)")
    );
    let long_path = format!("{path} {}", everywhere("(i32.const 0)", "(i32.const 8192)", "(i32.const 3000000)"));
    let spans = "(local $n i32) (loop $again
          (i32.store (i32.add (i32.const 8192) (i32.mul (local.get $n) (i32.const 8))) (i32.mul (local.get $n) (i32.const 2654435761)))
          (i32.store (i32.add (i32.const 8196) (i32.mul (local.get $n) (i32.const 8))) (i32.rem_u (i32.mul (local.get $n) (i32.const 40503)) (i32.const 97)))
          (br_if $again (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 200000))))
        (drop (call $mask (i32.const 0) (i32.const 100) (i32.const 8) (i32.const 8192) (i32.const 200000) (i32.const 0)))";
    vec![
        row("paths-to-nothing", "edits at paths that are not there", process(&nowhere).component(), Harmless),
        row("no-such-event", "edits events that are not there", process(&no_event).component(), Harmless),
        row("long-paths", "edits at paths of 3 MB", process(&long_path).memory("60").component(), Harmless),
        row("odd-spans", "masks 200,000 spans, most of them wrong", process(spans).memory("60").component(), Harmless),
    ]
}

fn growth() -> Vec<Row> {
    let set = |call: &str, length: u32| {
        format!("(call {call} (i32.const 140) (i32.const 13) {SET_TEXT} (i32.const {length}) (i32.const 1024))")
    };
    let fill = "(memory.fill (i32.const 8192) (i32.const 120) (i32.const 3000000))";
    let deep = "(memory.fill (i32.const 8192) (i32.const 91) (i32.const 100000))
        (call $set (i32.const 0) (i32.const 140) (i32.const 13) (i32.const 5) (i64.const 8192) (i32.const 100000) (i32.const 1024))";
    let nan = "(call $set (i32.const 0) (i32.const 140) (i32.const 13) (i32.const 3) (i64.const 0x7ff8000000000000) (i32.const 0) (i32.const 1024))";
    // Every second byte of the long text of the second event becomes a marker.
    let markers = "(local $n i32) (loop $again
          (i32.store (i32.add (i32.const 8192) (i32.mul (local.get $n) (i32.const 8))) (i32.mul (local.get $n) (i32.const 2)))
          (i32.store (i32.add (i32.const 8196) (i32.mul (local.get $n) (i32.const 8))) (i32.add (i32.mul (local.get $n) (i32.const 2)) (i32.const 1)))
          (br_if $again (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 10000))))
        (drop (call $mask (i32.const 1) (i32.const 100) (i32.const 8) (i32.const 8192) (i32.const 10000) (i32.const 0)))";
    vec![
        row(
            "large-value",
            "sets a value of 3 MB",
            process(&format!("{fill} {}", set("$set (i32.const 0)", 3_000_000))).memory("60").component(),
            Harmless,
        ),
        row(
            "large-values",
            "sets 200 KB in every event",
            process(&format!("{fill} {}", set("$set-batch", 200_000))).memory("60").component(),
            Harmless,
        ),
        row(
            "grows-without-end",
            "sets 1 KB in every event without end",
            process(&format!("(loop $again {} (br $again))", set("$set-batch", 1_000))).component(),
            Fails(&["host_call_limit"]),
        ),
        row("deep-value", "sets 100,000 nested arrays", process(deep).memory("60").component(), Harmless),
        row("not-a-number", "sets NaN", process(nan).component(), Harmless),
        row(
            "growing-marks",
            "redacts a text so that it grows sevenfold",
            process(markers).memory("60").component(),
            Fails(&["growth_limit"]),
        ),
    ]
}
