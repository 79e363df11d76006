//! Filters that misbehave while they are loaded: in a start function, in `configure`, in `warm-up`.

use super::{
    guest::{Guest, configure, process, warm_up},
    row::{End::Refused, Row, row},
};

pub(in crate::hostile) const LOOP: &str = "(loop $again (br $again))";
pub(in crate::hostile) const GROW: &str = "(loop $again (drop (memory.grow (i32.const 8))) (br $again))";
const RECURSE: &str = "(func $deeper (param i32) (result i32) (i32.add (call $deeper (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))";
/// Compiles the pattern of [`pattern`], and hands on what the host says against it.
pub(in crate::hostile) const COMPILE: &str = "(call $compile (i32.const 1100) (i32.const 1) (i32.const 1024))
    (if (i32.load8_u (i32.const 1024)) (then (return (i32.const 1024))))";

/// One pattern at 1100: the rule `rule`, a regular expression at 1200, masked.
pub(in crate::hostile) fn pattern(regex: &str) -> String {
    let record = format!(r"\78\00\00\00\04\00\00\00\01\00\00\00\b0\04\00\00\{:02x}\00\00\00\00\00\00\00", regex.len());
    format!("(data (i32.const 1100) \"{record}\") (data (i32.const 1200) {regex:?})")
}

pub(in crate::hostile) fn rows() -> Vec<Row> {
    let start = |body: &str| Guest::default().with(&format!("(func $first {body}) (start $first)")).component();
    let mut rows = vec![
        row("start-loop", "loops in its start function", start(LOOP), Refused("instantiate", &["cpu_limit"])),
        row("start-trap", "traps in its start function", start("unreachable"), Refused("instantiate", &["trap"])),
        row(
            "start-grow",
            "takes all memory in its start function",
            start(GROW),
            Refused("instantiate", &["memory_limit"]),
        ),
        row(
            "start-storm",
            "calls the host without end in its start function",
            start("(loop $again (drop (call $count)) (br $again))"),
            Refused("instantiate", &["cpu_limit"]),
        ),
        row(
            "data-outside",
            "has data outside of its memory",
            Guest::default().with(r#"(data (i32.const 65530) "0123456789")"#).component(),
            Refused("instantiate", &["trap"]),
        ),
    ];
    rows.extend(in_configure());
    rows.extend(in_warm_up());
    rows.extend(scanners());
    rows
}

fn in_configure() -> Vec<Row> {
    let recurse = configure("(drop (call $deeper (i32.const 0)))").with(RECURSE);
    // A text of 60 KiB of control characters.
    let long_error = configure(
        "(i32.store (i32.const 36) (i32.const 1024)) (i32.store (i32.const 40) (i32.const 60000)) (return (i32.const 32))",
    );
    let storm = "(loop $again (call $texts (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 1024)) (br $again))";
    vec![
        row(
            "configure-loop",
            "loops in `configure`",
            configure(LOOP).component(),
            Refused("configure", &["cpu_limit"]),
        ),
        row(
            "configure-trap",
            "traps in `configure`",
            configure("unreachable").component(),
            Refused("configure", &["trap"]),
        ),
        row(
            "configure-grow",
            "takes all memory in `configure`",
            configure(GROW).component(),
            Refused("configure", &["memory_limit"]),
        ),
        row(
            "configure-recursion",
            "recurses without end",
            recurse.component(),
            Refused("configure", &["stack_overflow"]),
        ),
        row(
            "configure-error",
            "returns an error",
            configure("(return (i32.const 32))").component(),
            Refused("configure", &["failed"]),
        ),
        row(
            "configure-long-error",
            "returns an error of 60 KB of zeros",
            long_error.component(),
            Refused("configure", &["\\u{0}"]),
        ),
        row(
            "configure-storm",
            "asks for all texts without end",
            configure(storm).component(),
            Refused("configure", &["limit"]),
        ),
    ]
}

fn in_warm_up() -> Vec<Row> {
    let grow_at_once = warm_up("(drop (memory.grow (i32.const 60000)))");
    let table = process("(table.set $t (i32.const 0) (ref.null func))").with("(table $t 1 funcref)");
    vec![
        row("warm-up-loop", "loops in `warm-up`", warm_up(LOOP).component(), Refused("warm-up", &["cpu_limit"])),
        row("warm-up-trap", "traps in `warm-up`", warm_up("unreachable").component(), Refused("warm-up", &["trap"])),
        row(
            "warm-up-grow",
            "takes 4 GB at once in `warm-up`",
            grow_at_once.component(),
            Refused("warm-up", &["memory_limit"]),
        ),
        row(
            "changes-tables",
            "changes a table, which no snapshot keeps",
            table.component(),
            Refused("instrument", &["table.set"]),
        ),
    ]
}

fn scanners() -> Vec<Row> {
    let with = |body: &str, regex: &str| configure(body).with(&pattern(regex)).component();
    let storm = format!("(loop $again {COMPILE} (br $again))");
    let patterns = "(call $compile (i32.const 1100) (i32.const 100000) (i32.const 1024))";
    vec![
        row(
            "large-regex",
            "compiles an expression of gigabytes",
            with(COMPILE, r"(?:\w{1000}){1000}"),
            Refused("configure", &[]),
        ),
        row(
            "broken-regex",
            "compiles what is no expression",
            with(COMPILE, "(((("),
            Refused("configure", &["regular expression"]),
        ),
        row(
            "many-patterns",
            "compiles 100,000 patterns from nowhere",
            with(patterns, "a"),
            Refused("configure", &["trap"]),
        ),
        row("many-scanners", "compiles scanners without end", with(&storm, "a"), Refused("configure", &["scanners"])),
        row(
            "greedy-scanners",
            "compiles as many large expressions as it may",
            with(&storm, r"\w{30}"),
            Refused("configure", &[]),
        ),
    ]
}
