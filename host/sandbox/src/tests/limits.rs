//! A run that takes more than it may ends with its own outcome, and the next run is a good one.

use super::{Bench, Guest, batch, context};
use crate::{
    Chain, ChainEnd,
    settings::{
        filters::FilterLog,
        limits::{BreakerConfig, RunLimits},
    },
};

/// One bad run, then the status of the filter.
fn last_failure(chain: &Chain) -> (&'static str, String) {
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)), "one that does not redact is skipped");
    let status = chain.describe().remove(0).last_failure.expect("it has failed");
    (status.outcome, status.detail.unwrap_or_default())
}

fn outcome_of(guest: &Guest) -> &'static str {
    last_failure(&Bench::new().chain(guest)).0
}

fn with_limits(bench: &Bench, guest: &Guest, limits: RunLimits) -> Chain {
    let mut entry = bench.entry("guest", &guest.component());
    entry.breaker = Some(BreakerConfig { failures: 4, open_ms: 600_000 });
    entry.limits = toml::Table::try_from(&limits).unwrap().try_into().unwrap();
    bench.load(&[entry]).unwrap_or_else(|errors| panic!("{errors:?}"))
}

const FOR_EVER: &str = "(loop $again (br $again))";

#[test]
fn a_loop_ends_when_its_processor_time_is_over() {
    let bench = Bench::new();
    let chain = bench.chain(&Guest::process(FOR_EVER));
    assert_eq!(last_failure(&chain).0, "cpu_limit");
    assert_eq!(bench.runs("cpu_limit"), 1.0);
    assert!(chain.is_slow(), "a run that fails counts for the slow lane");
    assert!(bench.metric(r#"telemetry_filter_cpu_seconds_total{chain="edge",filter="guest"}"#) >= 0.01);
}

#[test]
fn a_run_that_ends_well_after_its_processor_time_was_over_has_failed() {
    let bench = Bench::new();
    // Divisions take their time, and a straight line of them looks at no clock.
    let divide = "(local.set $n (i64.div_u (i64.const -1) (i64.or (local.get $n) (i64.const 1))))".repeat(400_000);
    let guest = Guest::process(&format!(
        "(local $n i64) (local.set $n (i64.load (i32.const 64))) {divide} (i64.store (i32.const 1024) (local.get $n))"
    ));
    let chain = with_limits(&bench, &guest, RunLimits { cpu_ms: 1, ..RunLimits::default() });
    let (outcome, detail) = last_failure(&chain);
    assert_eq!(outcome, "cpu_limit");
    assert!(detail.ends_with("of processor time, the limit is 1.0 ms (`limits.cpu_ms`)"), "{detail}");
    assert!(bench.metric(r#"telemetry_filter_cpu_seconds_total{chain="edge",filter="guest"}"#) >= 0.001);
    // It counts for the breaker, whatever it returns.
    (0..5).for_each(|_| drop(chain.run(batch(), &context())));
    assert_eq!((bench.runs("cpu_limit"), bench.runs("breaker_open")), (4.0, 2.0));
}

#[test]
fn the_filters_of_a_chain_share_a_budget() {
    let bench = Bench::new();
    let entries = ["first", "second", "third"].map(|name| {
        let mut entry = bench.entry(name, &Guest::process(FOR_EVER).component());
        entry.limits = toml::from_str("cpu_ms = 30").expect("limits");
        entry
    });
    let chain = bench.load(&entries).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)), "none of them redacts");
    let ends: Vec<_> = chain.describe().into_iter().map(|filter| filter.last_failure.expect("it has failed")).collect();
    assert!(ends.iter().all(|end| end.outcome == "cpu_limit"));
    let of_chain: Vec<bool> = ends
        .iter()
        .map(|end| end.detail.as_deref().is_some_and(|detail| detail.contains("limits.chain_cpu_ms")))
        .collect();
    assert_eq!(of_chain, [false, true, true]);
    let calls = r#"telemetry_filter_cpu_seconds_total{chain="edge",filter="third"}"#;
    assert_eq!(bench.metric(calls), 0.0, "nothing was left for it");
}

#[test]
fn allocating_without_end_ends() {
    let grow = "(loop $again (drop (memory.grow (i32.const 8))) (br $again))";
    assert_eq!(outcome_of(&Guest::process(grow)), "memory_limit");
}

#[test]
fn recursion_without_end_ends_and_the_thread_lives_on() {
    let bench = Bench::new();
    let guest = Guest::process("(drop (call $deeper (i32.const 0)))").with(
        "(func $deeper (param i32) (result i32) (i32.add (call $deeper (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))",
    );
    let chain = bench.chain(&guest);
    assert_eq!(last_failure(&chain).0, "stack_overflow");
    assert_eq!(last_failure(&chain).0, "stack_overflow");
}

#[test]
fn calling_the_host_without_end_ends() {
    assert_eq!(outcome_of(&Guest::process("(loop $again (drop (call $count)) (br $again))")), "host_call_limit");
}

#[test]
fn a_trap_names_the_function_where_the_component_has_names() {
    let bench = Bench::new();
    let guest = Guest::process("(call $inner)").with("(func $inner unreachable)");
    let (outcome, detail) = last_failure(&bench.chain(&guest));
    assert_eq!(outcome, "trap");
    assert!(detail.contains("unreachable") && detail.contains("inner < process"), "{detail}");
}

#[test]
fn the_text_of_an_error_is_kept_nowhere_since_it_may_hold_what_the_filter_read() {
    let bench = Bench::new();
    let chain = bench.chain(&Guest::process("(return (i32.const 32))"));
    let (outcome, detail) = last_failure(&chain);
    assert!(outcome == "error" && detail.starts_with("returned an error"), "{detail}");
    assert!(!serde_json::to_string(&chain.describe()).expect("json").contains("secret"));
    assert_eq!(bench.runs("error"), 1.0);
}

#[test]
fn a_result_outside_of_memory_is_a_trap() {
    assert_eq!(outcome_of(&Guest::process("(return (i32.const -4))")), "trap");
}

#[test]
fn arguments_outside_of_memory_are_a_trap() {
    assert_eq!(
        outcome_of(&Guest::process("(call $get (i32.const 0) (i32.const -64) (i32.const 8) (i32.const 48))")),
        "trap"
    );
}

#[test]
fn a_call_cannot_carry_more_than_its_share_into_the_host() {
    let bench = Bench::new();
    let guest = Guest {
        memory: "200".to_owned(),
        ..Guest::process("(call $get (i32.const 0) (i32.const 0) (i32.const 12000000) (i32.const 48))")
    };
    assert_eq!(last_failure(&bench.chain(&guest)).0, "trap");
}

#[test]
fn a_scanner_that_is_none_is_a_trap_and_not_a_redaction_of_nothing() {
    let bench = Bench::new();
    let guest = Guest::process("(drop (call $scan-batch (i32.const 7) (i32.const 0) (i32.const 0)))");
    let chain = bench.chain(&guest);
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Withheld(_)));
    assert_eq!(bench.runs("trap"), 1.0);
}

#[test]
fn redactions_past_the_limit_fail_the_run() {
    let bench = Bench::new();
    let guest = Guest::process("(call $drop (i32.const 0)) (call $drop (i32.const 1)) (call $drop (i32.const 2))");
    let chain = with_limits(&bench, &guest, RunLimits { edits: 2, ..RunLimits::default() });
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Withheld(_)));
    assert_eq!(bench.runs("edit_limit"), 1.0);
}

#[test]
fn log_lines_are_bounded() {
    let bench = Bench::new();
    let body = "(call $log (i32.const 3) (i32.const 64) (i32.const 6))".repeat(20);
    let mut entry = bench.entry("guest", &Guest::process(&body).component());
    entry.log = FilterLog::Info;
    let chain = bench.load(&[entry]).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
    let lines = |fate| {
        bench.metric(&format!(r#"telemetry_filter_log_lines_total{{chain="edge",fate="{fate}",filter="guest"}}"#))
    };
    assert_eq!((lines("written"), lines("cut")), (16.0, 4.0));
}
