//! Filters that never look at the clock themselves: their code is a straight line of host calls, or of long instructions.

use super::{
    guest::text,
    row::{
        End::{self, Fails},
        Row, row,
    },
};
use serde_json::{Value, json};
use sluice_identity::stand_in::{AGENT_2, Behaviour};
use sluice_tests::{Filter, Genesys, Setup};

const OUT_OF_TIME: End = Fails(&["cpu_limit"]);
/// Of the host, where the call with the most work has a limit of its own, or of the run.
const OUT: End = Fails(&["cpu_limit", "growth_limit", "edit_limit", "memory_limit"]);

/// `[0,0,…]`, of 4,000,000 bytes.
const JSON: &str = "(i32.store8 (i32.const 65536) (i32.const 91))
    (loop $more (i32.store16 (i32.add (i32.const 65537) (local.get $n)) (i32.const 0x2c30))
      (br_if $more (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 2))) (i32.const 3999998))))
    (i32.store8 (i32.const 4065534) (i32.const 93))";
const LETTERS: &str = "(memory.fill (i32.const 65536) (i32.const 97) (i32.const 4000000))";
/// Every second byte of a text, 500,000 of them.
const SPANS: &str = "(loop $more
      (i32.store (i32.add (i32.const 65536) (i32.mul (local.get $n) (i32.const 8))) (i32.mul (local.get $n) (i32.const 2)))
      (i32.store (i32.add (i32.const 65540) (i32.mul (local.get $n) (i32.const 8))) (i32.add (i32.const 1) (i32.mul (local.get $n) (i32.const 2))))
      (br_if $more (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 500000))))";
const COMPILE: &str = "(call $compile (i32.const 1100) (i32.const 1) (i32.const 1024))";

fn straight(name: &'static str, does: &'static str, configure: &str, process: &str, end: End) -> Row {
    let wat = include_str!("straight_line.wat")
        .replace("PAGES", "480")
        .replace("CONFIGURE", configure)
        .replace("PROCESS", process);
    row(name, does, text(&wat), end)
}

fn rows() -> Vec<Row> {
    let json = "(i32.const 5) (i64.const 65536) (i32.const 3999999) (i32.const 1024)";
    let set = format!("(call $set (i32.const 0) (i32.const 140) (i32.const 13) {json})");
    let set_batch = format!("(call $set-batch (i32.const 140) (i32.const 13) {json})");
    let at_message = "(i32.const 100) (i32.const 8)";
    let rule = "(i32.const 0)";
    let compiled = |more: &str| format!("{more} {COMPILE}");
    let mask = format!("(drop (call $mask (i32.const 1) {at_message} (i32.const 65536) (i32.const 500000) {rule}))");
    let pseudonymise =
        format!("(drop (call $pseudonymise (i32.const 1) (i32.const 65536) (i32.const 4000000) {rule}))");
    let fill = "(memory.fill (i32.const 65536) (i32.const 1) (i32.const 31000000))";
    let divide = "(local.set $n (i64.div_u (i64.const -1) (i64.or (local.get $n) (i64.const 1))))".repeat(400_000);
    let divide = format!(
        "(local $n i64) (local.set $n (i64.load (i32.const 100))) {divide} (i64.store (i32.const 1024) (local.get $n))"
    );
    let copy = "(memory.copy (i32.const 65536) (i32.const 65537) (i32.const 31000000))";
    vec![
        straight("sets", "sets 4 MB of JSON 3,000 times", JSON, &set.repeat(3_000), OUT_OF_TIME),
        straight("sets-batch", "sets it in every event", JSON, &set_batch.repeat(3_000), OUT_OF_TIME),
        straight(
            "logs",
            "logs 4 MB",
            LETTERS,
            &"(call $log (i32.const 0) (i32.const 65536) (i32.const 4000000))".repeat(9_000),
            OUT_OF_TIME,
        ),
        straight(
            "declares",
            "declares a counter with a name of 4 MB",
            LETTERS,
            &"(call $declare-counter (i32.const 65536) (i32.const 4000000) (i32.const 1024))".repeat(9_000),
            OUT_OF_TIME,
        ),
        straight("masks", "masks 500,000 spans", &compiled(SPANS), &mask.repeat(9_000), OUT),
        straight("paths", "edits at paths of 4 MB", &compiled(LETTERS), &pseudonymise.repeat(9_000), OUT_OF_TIME),
        straight(
            "gets",
            "reads whole events",
            "",
            &"(call $get (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 1024))".repeat(9_900),
            OUT,
        ),
        straight(
            "texts",
            "asks for all texts",
            "",
            &"(call $texts (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 1024))".repeat(9_900),
            OUT,
        ),
        straight(
            "walks",
            "asks for all values",
            "",
            &"(call $leaves (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 1024))".repeat(9_900),
            OUT,
        ),
        straight(
            "finds",
            "searches 1 MB",
            &compiled(LETTERS),
            &"(call $find (i32.const 0) (i32.const 65536) (i32.const 1000000) (i32.const 1024))".repeat(5_000),
            OUT_OF_TIME,
        ),
        straight(
            "scans",
            "scans the batch",
            COMPILE,
            &"(drop (call $scan-batch (i32.const 0) (i32.const 0) (i32.const 0)))".repeat(9_900),
            OUT,
        ),
        straight(
            "numbers",
            "asks for the texts of an event that has none",
            "",
            &"(call $texts (i32.const 2) (i32.const 0) (i32.const 0) (i32.const 1024))".repeat(200),
            OUT_OF_TIME,
        ),
        straight(
            "members",
            "lists all elements",
            "",
            &"(call $members (i32.const 2) (i32.const 140) (i32.const 13) (i32.const 1024))".repeat(200),
            OUT,
        ),
        straight(
            "hashes",
            "hashes a text",
            "",
            &format!("(call $hash (i32.const 1) {at_message} (i32.const 1024))").repeat(500),
            OUT_OF_TIME,
        ),
        straight(
            "keeps",
            "keeps 100,000 places on a batch",
            COMPILE,
            &"(call $keep (i32.const 0) (i32.const 65536) (i32.const 100000) (i32.const 1024))".repeat(200),
            OUT_OF_TIME,
        ),
        straight(
            "replaces-with",
            "replaces matches with a text of 1 MB on a batch",
            COMPILE,
            &"(call $replace-with (i32.const 0) (i32.const 0) (i32.const 3) (i32.const 65536) (i32.const 1000000) (i32.const 1024))"
                .repeat(3_000),
            OUT_OF_TIME,
        ),
        straight(
            "scans-names",
            "scans the names of the batch",
            COMPILE,
            &"(drop (call $scan-names-batch (i32.const 0) (i32.const 0) (i32.const 0)))".repeat(500),
            OUT,
        ),
        straight(
            "removes-others",
            "removes everything again and again",
            COMPILE,
            &"(drop (call $remove-others (i32.const 0) (i32.const 0)))".repeat(5_000),
            OUT_OF_TIME,
        ),
        straight("fills", "fills 31 MB 200 times", "", &fill.repeat(200), OUT_OF_TIME),
        straight("copies", "copies 31 MB 200 times", "", &copy.repeat(200), OUT_OF_TIME),
        // Nothing of this ticks: the run is found to be over when it has ended.
        straight("divides", "divides 400,000 times and returns ok", "", &divide, OUT_OF_TIME),
    ]
}

#[test]
fn straight_lines_end_with_their_budget_and_never_well() {
    let genesys = Genesys::start();
    let rows = rows();
    let mut setup = Setup::new(&genesys).edge([]).set("limits.cpu_ms", 1).set("breaker.failures", 1_000);
    setup = setup.set("limits.cpu_ms_per_mib", 0);
    // For the one function of 400,000 divisions.
    setup = setup.set("store.memory_bytes", 4_i64 << 30);
    for row in &rows {
        let hostile = Filter::at(row.name, row.file()).set("on_failure", "withhold");
        setup = setup.set(&format!("tenants.{}.name", row.name), row.name).chain_of(row.name, [hostile]);
    }
    let service = setup.start();
    let attributes: serde_json::Map<String, Value> =
        (0..2_000).map(|n| (n.to_string(), "ab".repeat(100).into())).collect();
    let events = json!([
        {"message": "m"},
        {"message": "abcd".repeat(50_000), "attributes": attributes},
        {"x": vec![0; 190_000]},
    ]);
    for row in &rows {
        let whose = json!({"contactCenterId": row.name, "username": "agent@hostile.example"});
        genesys.behave(Behaviour::Body(whose.to_string().into()));
        let before = service.output.count();
        service.ask().token(&format!("token-of-{}", row.name)).json(&events).send().counts(0, 0, 3);
        let End::Fails(outcomes) = row.end else { panic!("each of them fails") };
        for line in service.output.lines(before + 3).split_off(before) {
            let reason = line.at("/withheld/reason").as_str().unwrap_or_default().to_owned();
            assert!(outcomes.contains(&reason.as_str()), "{} ({}): {reason}", row.name, row.does);
        }
        let own = [("chain", row.name), ("filter", row.name)];
        let cpu = service.scrape().sum("telemetry_filter_cpu_seconds_total", &own);
        assert!((0.0..1.0).contains(&cpu), "{}: {cpu} s", row.name);
    }
    genesys.behave(Behaviour::Normal);
    service.ask().token(AGENT_2.token).json(&json!({"message": "good"})).send().counts(1, 0, 0);
}
