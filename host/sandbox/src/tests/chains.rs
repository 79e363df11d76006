//! Failure policies, the breaker, the pool, and what a chain tells of itself.

use super::{Bench, Guest, batch, context};
use crate::{
    Chain, ChainEnd,
    settings::{filters::OnFailure, limits::BreakerConfig, pool::PoolConfig},
};
use sluice_event::Value;

const BREAKS: &str = "(call $drop (i32.const 0)) unreachable";

fn with_policy(bench: &Bench, body: &str, on_failure: Option<OnFailure>, breaker: BreakerConfig) -> Chain {
    let mut entry = bench.entry("guest", &Guest::process(body).component());
    (entry.on_failure, entry.breaker) = (on_failure, Some(breaker));
    bench.load(&[entry]).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn never_opens() -> BreakerConfig {
    BreakerConfig { failures: u32::MAX, open_ms: 0 }
}

#[test]
fn a_filter_that_redacts_withholds_when_it_fails_unless_told_otherwise() {
    let bench = Bench::new();
    assert!(matches!(with_policy(&bench, BREAKS, None, never_opens()).run(batch(), &context()), ChainEnd::Withheld(_)));
    let skip = with_policy(&bench, BREAKS, Some(OnFailure::Skip), never_opens());
    assert!(matches!(skip.run(batch(), &context()), ChainEnd::Passed(_)));
    let reject = with_policy(&bench, BREAKS, Some(OnFailure::Reject), never_opens());
    let ChainEnd::Rejected { filter } = reject.run(batch(), &context()) else { panic!("it is rejected") };
    assert_eq!(filter.name, "guest");
}

#[test]
fn a_filter_that_only_reads_is_skipped_when_it_fails() {
    let bench = Bench::new();
    let chain = with_policy(&bench, "(drop (call $count)) unreachable", None, never_opens());
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
}

#[test]
fn while_the_breaker_is_open_the_filter_is_not_run_and_its_policy_holds() {
    let bench = Bench::new();
    let chain = with_policy(&bench, BREAKS, None, BreakerConfig { failures: 3, open_ms: 600_000 });
    for _ in 0..10 {
        assert!(matches!(chain.run(batch(), &context()), ChainEnd::Withheld(_)));
    }
    assert_eq!((bench.runs("trap"), bench.runs("breaker_open")), (3.0, 7.0));
    assert_eq!(chain.describe()[0].state, "suspended");
    assert_eq!(bench.metric(r#"telemetry_filter_breaker_state{chain="edge",filter="guest"}"#), 1.0);
    assert_eq!(bench.metric(r#"telemetry_filter_events_total{chain="edge",filter="guest",outcome="withheld"}"#), 30.0);
}

#[test]
fn without_a_free_sandbox_the_answer_is_busy_and_the_filter_is_not_blamed() {
    let bench = Bench::with(&PoolConfig { sandboxes: 0, slots: 4, ..PoolConfig::default() }, |_| {});
    let chain = with_policy(&bench, "", None, BreakerConfig { failures: 1, open_ms: 600_000 });
    for _ in 0..3 {
        assert!(matches!(chain.run(batch(), &context()), ChainEnd::Busy));
    }
    assert_eq!(chain.describe()[0].state, "active");
    assert_eq!(bench.metric("telemetry_sandbox_pool_exhausted_total"), 3.0);
}

#[test]
fn sandboxes_go_back_to_the_pool_however_a_run_ends() {
    let bench = Bench::new();
    let bad = with_policy(&bench, "unreachable", None, never_opens());
    for _ in 0..100 {
        assert!(matches!(bad.run(batch(), &context()), ChainEnd::Passed(_)));
    }
    assert_eq!((bench.runs("trap"), bench.metric("telemetry_sandboxes")), (100.0, 0.0));
}

#[test]
fn chains_with_the_same_filter_share_what_is_loaded() {
    let bench = Bench::new();
    let (one, two) = (bench.chain(&Guest::default()), bench.chain(&Guest::default()));
    assert!(std::sync::Arc::ptr_eq(&one.filters[0].version.loaded, &two.filters[0].version.loaded));
}

#[test]
fn a_filter_is_shown_in_the_metrics_while_a_chain_holds_it() {
    let bench = Bench::new();
    let shown = || bench.metrics().contains("telemetry_filter_info{");
    let old = bench.chain(&Guest::default());
    let new = bench.chain(&Guest::default());
    assert!(matches!(old.run(batch(), &context()), ChainEnd::Passed(_)));
    drop(old);
    assert!(shown());
    assert!(matches!(new.run(batch(), &context()), ChainEnd::Passed(_)));
    assert_eq!(bench.runs("ok"), 2.0);
    drop(new);
    assert!(!shown());
    let left = bench.metrics();
    let left: Vec<_> = left.lines().filter(|line| line.contains("filter=\"guest\"")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn filters_run_in_order_and_the_second_has_the_work_of_the_first() {
    let bench = Bench::new();
    let drops = bench.entry("drops", &Guest::process("(call $drop (i32.const 1))").component());
    // Traps unless the event that was dropped has no message any more.
    let looks = Guest::process(
        "(call $get (i32.const 1) (i32.const 100) (i32.const 8) (i32.const 128))
         (if (i32.load8_u (i32.const 128)) (then unreachable))
         (call $get (i32.const 0) (i32.const 100) (i32.const 8) (i32.const 128))
         (if (i32.eqz (i32.load8_u (i32.const 128))) (then unreachable))",
    )
    .with(r#"(data (i32.const 100) "/message")"#);
    let looks = bench.entry("guest", &looks.component());
    let chain = bench.load(&[drops, looks]).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
    assert_eq!(bench.runs("ok"), 1.0);
    assert_eq!(bench.metric(r#"telemetry_filter_events_total{chain="edge",filter="drops",outcome="dropped"}"#), 1.0);
}

/// `scanners.compile` with one pattern, the kind `email` under the rule `email`; the scanner's number goes to address
/// 300.
pub(super) const EMAIL_SCANNER: &str = "(call $compile (i32.const 200) (i32.const 1) (i32.const 296))
    (if (i32.load8_u (i32.const 296)) (then unreachable))";
pub(super) const EMAIL_PATTERN: &str =
    r#"(data (i32.const 200) "\f0\00\00\00\05\00\00\00") (data (i32.const 240) "email")"#;

#[test]
fn a_scanner_compiled_in_configure_redacts_in_every_sandbox() {
    let bench = Bench::new();
    let guest = Guest {
        configure: EMAIL_SCANNER.to_owned(),
        process: "(if (i32.ne (call $scan-batch (i32.load (i32.const 300)) (i32.const 0) (i32.const 0)) (i32.const 1)) (then unreachable))"
            .to_owned(),
        ..Guest::default()
    };
    let chain = bench.chain(&guest.with(EMAIL_PATTERN));
    for _ in 0..3 {
        let ChainEnd::Passed(batch) = chain.run(batch(), &context()) else { panic!("it passes") };
        let Some(Value::Text(text)) = batch.get(0, "/message") else { panic!("a text") };
        assert_eq!(text, "[redacted:email]");
    }
    assert_eq!(bench.metric(r#"telemetry_filter_redactions_total{chain="edge",filter="guest",rule="email"}"#), 3.0);
    let events = |outcome| {
        bench.metric(&format!(r#"telemetry_filter_events_total{{chain="edge",filter="guest",outcome="{outcome}"}}"#))
    };
    assert_eq!((events("changed"), events("passed"), events("dropped")), (3.0, 6.0, 0.0));
}

#[test]
fn scanners_are_compiled_in_configure_only() {
    let bench = Bench::new();
    let guest = Guest::process(
        "(call $compile (i32.const 200) (i32.const 1) (i32.const 296)) (if (i32.eqz (i32.load8_u (i32.const 296))) (then unreachable))",
    );
    let chain = bench.chain(&guest.with(EMAIL_PATTERN));
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
    assert_eq!(bench.runs("ok"), 1.0);
}

#[test]
fn what_a_skipped_filter_did_is_taken_back() {
    let bench = Bench::new();
    let chain = with_policy(&bench, BREAKS, Some(OnFailure::Skip), never_opens());
    let ChainEnd::Passed(batch) = chain.run(batch(), &context()) else { panic!("it is skipped") };
    assert!(batch.get(0, "/message").is_some());
}
