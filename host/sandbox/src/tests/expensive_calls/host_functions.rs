//! The most expensive call of each host function.

use super::{MOST, SMALL, measure};

pub(super) const MESSAGE: &str = "(i32.const 100) (i32.const 8)";
/// The rule that [`DECLARE`] has declared.
const RULE: &str = "(i32.const 0)";
pub(super) const DECLARE: &str = "(call $declare-rule (i32.const 120) (i32.const 4) (i32.const 1024))";

fn fill(byte: u8) -> String {
    format!("(memory.fill (i32.const 65536) (i32.const {byte}) (i32.const {MOST}))")
}

fn pairs(first: u8, second: u8) -> String {
    format!(
        "(local $n i32) (loop $more (i32.store16 (i32.add (i32.const 65536) (local.get $n)) (i32.const {}))
           (br_if $more (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 2))) (i32.const {MOST}))))",
        u32::from(first) | u32::from(second) << 8
    )
}

/// Patterns at 1100, one after the other.
pub(super) fn compile(patterns: &[&str]) -> (String, String) {
    let (mut records, mut sources, mut at) = (String::new(), String::new(), 2048);
    for pattern in patterns {
        let bytes = |n: usize| n.to_le_bytes()[..4].iter().map(|byte| format!("\\{byte:02x}")).collect::<String>();
        let (is_regex, first, second) = match pattern.parse::<usize>() {
            Ok(kind) => (0, kind, 0),
            Err(_) => (1, at, pattern.len()),
        };
        records +=
            &format!("{}{}{}{}{}{}", bytes(120), bytes(4), bytes(is_regex), bytes(first), bytes(second), bytes(0));
        sources += &format!("(data (i32.const {at}) {pattern:?})");
        at += pattern.len();
    }
    let call = format!(
        "(call $compile (i32.const 1100) (i32.const {}) (i32.const 1024))
        (if (i32.load8_u (i32.const 1024)) (then (return (i32.const 1024))))",
        patterns.len()
    );
    (call, format!("(data (i32.const 1100) \"{records}\") {sources}"))
}

pub(super) fn text(of: &str) -> String {
    format!(r#"{{"message":"{}"}}"#, of.repeat(MOST / of.len() - 8))
}

pub(super) fn members(value: &str, count: usize) -> String {
    let members: Vec<String> = (0..count).map(|n| format!("\"{n}\":{value}")).collect();
    format!(r#"{{"attributes":{{{}}}}}"#, members.join(","))
}

#[test]
#[ignore = "measures"]
fn the_most_expensive_call_of_each_host_function() {
    let json = format!("{} (i32.store8 (i32.const 65536) (i32.const 91))", pairs(b',', b'0'));
    let set = |length: usize| {
        format!(
            "(call $set (i32.const 0) (i32.const 140) (i32.const 13) (i32.const 5) (i64.const 65536) (i32.const {length}) (i32.const 1024))"
        )
    };
    let whole = "(i32.const 0) (i32.const 0)";
    let out = "(i32.const 1024)";
    measure("count", 1, "", "(drop (call $count))", "", SMALL);
    measure("request-id", 1, "", &format!("(call $request-id {out})"), "", SMALL);
    measure(
        "get: an event of 97,000 numbers",
        300,
        "",
        &format!("(call $get (i32.const 0) {whole} {out})"),
        "",
        &members("1", 97_000),
    );
    measure("get: a text of 1 MiB", 300, "", &format!("(call $get (i32.const 0) {MESSAGE} {out})"), "", &text("a"));
    let path = "(i32.store8 (i32.const 65536) (i32.const 47))";
    measure(
        "get: a path of 1 MiB of escapes",
        40,
        &format!("{}{path}", pairs(b'~', b'0')),
        &format!("(call $get (i32.const 0) (i32.const 65536) (i32.const {}) {out})", MOST - 2),
        "",
        &text("a"),
    );
    measure("set: 1 MiB of JSON, refused", 40, &json, &set(MOST), "", SMALL);
    let closed = format!("{json} (i32.store8 (i32.const {}) (i32.const 93))", 65536 + 130_000);
    measure("set: 130 kB of JSON", 40, &closed, &set(130_001), "", SMALL);
    let events = format!("[{}]", vec!["{}"; 1000].join(","));
    measure(
        "set-batch: 1 kB in 1,000 events",
        40,
        &fill(b'a'),
        "(call $set-batch (i32.const 140) (i32.const 13) (i32.const 4) (i64.const 65536) (i32.const 1000) (i32.const 1024))",
        "",
        &events,
    );
    let spans = "(local $n i32) (loop $more
      (i32.store (i32.add (i32.const 65536) (i32.mul (local.get $n) (i32.const 8))) (i32.mul (local.get $n) (i32.const 2)))
      (i32.store (i32.add (i32.const 65540) (i32.mul (local.get $n) (i32.const 8))) (i32.add (i32.const 1) (i32.mul (local.get $n) (i32.const 2))))
      (br_if $more (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 130000))))";
    let mask = |count: u32| {
        format!("(drop (call $mask (i32.const 0) {MESSAGE} (i32.const 65536) (i32.const {count}) {RULE}))")
    };
    measure("mask: 16,384 spans", 40, &format!("{spans} {DECLARE}"), &mask(16_384), "", &text("a"));
    measure("mask: 130,000 spans", 40, &format!("{spans} {DECLARE}"), &mask(130_000), "", &text("a"));
    measure(
        "pseudonymise: 1 MiB",
        40,
        DECLARE,
        &format!("(drop (call $pseudonymise (i32.const 0) {MESSAGE} {RULE}))"),
        "",
        &text("a"),
    );
    let top: Vec<String> = (0..90_000).map(|n| format!("\"{n}\":1")).collect();
    measure(
        "remove: 90,000 attributes",
        40,
        DECLARE,
        &format!("(drop (call $remove (i32.const 0) (i32.const 140) (i32.const 11) {RULE}))"),
        "",
        &format!("{{{}}}", top.join(",")),
    );
    measure(
        "log: 1 MiB of two-byte letters, off",
        40,
        &pairs(0xc3, 0xa4),
        &format!("(call $log (i32.const 0) (i32.const 65536) (i32.const {MOST}))"),
        "",
        SMALL,
    );
    measure(
        "declare-counter: a name of 1 MiB",
        40,
        &fill(b'a'),
        &format!("(call $declare-counter (i32.const 65536) (i32.const {MOST}) (i32.const 1024))"),
        "",
        SMALL,
    );
    let kinds: Vec<String> = (0..10).map(|kind| kind.to_string()).collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let (all, records) = compile(&kinds);
    let scan = "(drop (call $scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))";
    for worst in [
        "a@",
        "a.b@c.de ",
        "4111111111111111 ",
        "1-",
        "1.",
        "::",
        "a:",
        "eyJ.",
        "DE",
        "%40",
        "ä1",
        "https://a:",
        "127.0.0.1 ",
        "Bearer a",
    ] {
        measure(&format!("scan: all kinds, 1 MiB of {worst:?}"), 40, &all, scan, &records, &text(worst));
    }
    measure(
        "scan-names: 85,000 addresses",
        40,
        &all,
        "(drop (call $scan-names (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))",
        &records,
        &members("1", 85_000).replace("\":1", "@a.de\":1")[..].replace(",", ", "),
    );
    for (regex, of) in [
        ("[ab]+x", "ab"),
        ("[ab]{1,40}", "ab"),
        ("(?:[ab]*x)?", "ab"),
        ("[01]*1[01]{200}x", "1101"),
        ("[01]*1[01]{3000}x", "1101"),
        ("[01]*1[01]{12000}x", "1101"),
    ] {
        let (one, record) = compile(&[regex]);
        for length in [16 << 10, 64 << 10, MOST] {
            let body = format!(r#"{{"message":"{}"}}"#, of.repeat(length / of.len() - 8));
            measure(&format!("scan: {regex} in {length} bytes"), 40, &one, scan, &record, &body);
        }
    }
    let find = format!("(call $find (i32.const 0) (i32.const 65536) (i32.const {MOST}) {out})");
    measure("find: all kinds, 1 MiB", 40, &format!("{all} {}", fill(b'1')), &find, &records, SMALL);
}
