//! What a scanner leaves in the place of matches is said while the filter is configured.

use super::{Bench, Guest, context};
use crate::ChainEnd;
use bytes::Bytes;
use sluice_event::{Batch, DecodeLimits, Value};

/// `/message` at 100, `names` at 120, `<card>` at 140, an address at 160; at 1100 a pattern of the rule `names` for cards. The
/// result of a call at 200.
const DATA: &str = r#"(data (i32.const 100) "/message") (data (i32.const 120) "names") (data (i32.const 140) "<card>")
    (data (i32.const 160) "a@example.com")
    (data (i32.const 1100) "\78\00\00\00\05\00\00\00\00\00\00\00\02\00\00\00\00\00\00\00\00\00\00\00")"#;
const COMPILE: &str = "(call $compile (i32.const 1100) (i32.const 1) (i32.const 200))";
const SCAN: &str = "(drop (call $scan (i32.const 0) (i32.const 0) (i32.const 100) (i32.const 8)))";
const REMOVAL: &str = "(i32.const 0) (i32.const 0) (i32.const 0)";
const LAST_FOUR: &str = "(i32.const 1) (i32.const 0) (i32.const 0)";
const BIN_AND_LAST_FOUR: &str = "(i32.const 2) (i32.const 0) (i32.const 0)";
const TEXT: &str = "(i32.const 3) (i32.const 140) (i32.const 6)";
const ADDRESS: &str = "(i32.const 3) (i32.const 160) (i32.const 13)";

fn replace(pattern: u32, substitute: &str) -> String {
    format!("(call $replace-with (i32.const 0) (i32.const {pattern}) {substitute} (i32.const 200))")
}

/// Traps if the call has returned no error, or one.
fn unless(is_error: bool) -> &'static str {
    if is_error {
        "(if (i32.eqz (i32.load8_u (i32.const 200))) (then unreachable)) (i32.store8 (i32.const 200) (i32.const 0))"
    } else {
        "(if (i32.load8_u (i32.const 200)) (then unreachable))"
    }
}

/// The message of a batch after a filter with these bodies.
fn message(configure: String, process: &str) -> Option<String> {
    let bench = Bench::new();
    let chain = bench.chain(&Guest { configure, ..Guest::process(process) }.with(DATA));
    let body = Bytes::from_static(br#"{"message":"4111 1111 1111 1111"}"#);
    let batch = Batch::from_json(body, &DecodeLimits::default()).expect("a batch");
    let ChainEnd::Passed(batch) = chain.run(batch, &context()) else { panic!("it passes") };
    match batch.get(0, "/message")? {
        Value::Text(text) => Some(text.into_owned()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_takes_the_place_of_a_match_in_runs_from_the_snapshot() {
    for (substitute, left) in [
        (REMOVAL, None),
        (LAST_FOUR, Some("[names:*1111]")),
        (BIN_AND_LAST_FOUR, Some("[names:411111*1111]")),
        (TEXT, Some("<card>")),
    ] {
        let configure = format!("{COMPILE} {} {}", replace(0, substitute), unless(false));
        assert_eq!(message(configure, SCAN).as_deref(), left, "{substitute}");
    }
}

#[test]
fn what_cannot_take_the_place_of_a_match_is_an_error_and_changes_nothing() {
    let refused = |pattern, substitute| format!("{} {}", replace(pattern, substitute), unless(true));
    let configure = format!("{COMPILE} {} {}", refused(0, ADDRESS), refused(1, REMOVAL));
    assert_eq!(message(configure, SCAN).as_deref(), Some("[redacted:names]"));
}

#[test]
fn nothing_can_be_changed_on_a_batch() {
    let late = format!("{} {} {SCAN}", replace(0, TEXT), unless(true));
    assert_eq!(message(COMPILE.to_owned(), &late).as_deref(), Some("[redacted:names]"));
}
