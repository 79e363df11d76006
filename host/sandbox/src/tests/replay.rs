//! A run whose calls are known has no sandbox, and does to a batch what a guest would have done.

use std::sync::Arc;

use super::{Bench, Guest, batch, chains::EMAIL_PATTERN, chains::EMAIL_SCANNER};
use crate::{
    Chain, ChainEnd, RequestContext,
    run::replay::{
        call::{Answer, Call},
        recording::Recording,
    },
    settings::{filters::OnFailure, pool::PoolConfig},
};
use bytes::Bytes;
use sluice_event::{Batch, DecodeLimits};

fn bench_with(recorded_bytes: usize) -> Bench {
    Bench::with(&PoolConfig { sandboxes: 4, slots: 8, recorded_bytes, ..PoolConfig::default() }, |_| {})
}

fn bench() -> Bench {
    bench_with(PoolConfig::default().recorded_bytes)
}

fn events(json: &str) -> Batch {
    Batch::from_json(Bytes::copy_from_slice(json.as_bytes()), &DecodeLimits::default()).expect("a batch")
}

fn from_browser(user_agent: &str) -> Arc<RequestContext> {
    Arc::new(RequestContext { user_agent: Some(user_agent.to_owned()), ..RequestContext::default() })
}

fn run(chain: &Chain, batch: Batch) -> Box<Batch> {
    run_for(chain, batch, "a browser")
}

fn run_for(chain: &Chain, batch: Batch, user_agent: &str) -> Box<Batch> {
    match chain.run(batch, &from_browser(user_agent)) {
        ChainEnd::Passed(batch) | ChainEnd::Withheld(batch) => batch,
        _ => panic!("the batch is gone"),
    }
}

fn replayed(bench: &Bench) -> f64 {
    bench.metric(r#"telemetry_filter_replayed_runs_total{chain="edge",filter="guest"}"#)
}

fn dropped(batch: &Batch) -> Vec<bool> {
    (0..batch.len() as u32).map(|event| batch.is_dropped(event)).collect()
}

/// Drops the first event, then the second if there are three.
fn drops() -> Guest {
    Guest::process(
        "(call $drop (i32.const 0)) (if (i32.eq (call $count) (i32.const 3)) (then (call $drop (i32.const 1))))",
    )
}

#[test]
fn a_run_whose_calls_are_known_needs_no_sandbox() {
    let bench = bench();
    let chain = bench.chain(&drops());
    for known in 0..3 {
        assert_eq!(dropped(&run(&chain, batch())), [true, true, false]);
        assert_eq!((bench.runs("ok"), replayed(&bench)), (f64::from(known + 1), f64::from(known)));
    }
    let calls = bench.metric(r#"telemetry_filter_host_calls_total{chain="edge",filter="guest"}"#);
    assert_eq!(calls, 9.0, "a run without a sandbox makes the same calls");
    let starts = bench.metric(r#"telemetry_filter_sandbox_start_seconds_count{chain="edge",filter="guest"}"#);
    assert_eq!(starts, 1.0);
}

#[test]
fn a_guest_gets_the_results_of_the_calls_that_were_made_for_it() {
    let bench = bench();
    let chain = bench.chain(&drops());
    run(&chain, batch());
    let two = || events(r#"[{"message":"one"},{"message":"two"}]"#);
    assert_eq!(dropped(&run(&chain, two())), [true, false], "three is not two");
    assert_eq!(replayed(&bench), 0.0);
    assert_eq!(dropped(&run(&chain, two())), [true, false]);
    assert_eq!(dropped(&run(&chain, batch())), [true, true, false]);
    assert_eq!(replayed(&bench), 2.0, "both ways are known");
    let events = bench.metric(r#"telemetry_filter_events_total{chain="edge",filter="guest",outcome="dropped"}"#);
    assert_eq!(events, 6.0, "each event is dropped once");
}

#[test]
fn a_run_that_reads_events_is_never_known() {
    let bench = bench();
    let reads = Guest::process("(call $get (i32.const 0) (i32.const 100) (i32.const 8) (i32.const 128))")
        .with(r#"(data (i32.const 100) "/message")"#);
    let chain = bench.chain(&reads);
    (0..3).for_each(|_| drop(run(&chain, batch())));
    assert_eq!((bench.runs("ok"), replayed(&bench)), (3.0, 0.0));
}

#[test]
fn a_setting_can_give_every_run_a_sandbox() {
    let bench = bench_with(0);
    let chain = bench.chain(&drops());
    (0..3).for_each(|_| drop(run(&chain, batch())));
    assert_eq!((bench.runs("ok"), replayed(&bench)), (3.0, 0.0));
}

#[test]
fn what_depends_on_the_browser_is_known_for_that_browser() {
    // Sets `/name` to what it has read of the user agent.
    let names = Guest::process(
        "(call $user-agent (i32.const 400))
         (call $set-batch (i32.const 100) (i32.const 5) (i32.const 4) (i64.extend_i32_u (i32.load (i32.const 404)))
           (i32.load (i32.const 408)) (i32.const 440))",
    )
    .with(r#"(data (i32.const 100) "/name")"#);
    let bench = bench();
    let chain = bench.chain(&names);
    for (user_agent, known) in [("one", 0.0), ("two", 0.0), ("one", 1.0), ("two", 2.0), ("three", 2.0), ("three", 3.0)]
    {
        let batch = run_for(&chain, batch(), user_agent);
        assert!(matches!(batch.get(2, "/name"), Some(sluice_event::Value::Text(name)) if name == user_agent));
        assert_eq!(replayed(&bench), known, "{user_agent}");
    }
}

#[test]
fn a_run_that_a_limit_ends_says_so_as_a_guest_does() {
    let scans = Guest {
        configure: EMAIL_SCANNER.to_owned(),
        ..Guest::process("(drop (call $scan-batch (i32.load (i32.const 300)) (i32.const 0) (i32.const 0)))")
    }
    .with(EMAIL_PATTERN);
    let many = || events(&format!("[{}]", [r#"{"message":"a@example.com b@example.com c@example.com"}"#; 9].join(",")));
    let failure = |recorded_bytes, runs: usize| {
        let bench = bench_with(recorded_bytes);
        let mut entry = bench.entry("guest", &scans.component());
        entry.limits = toml::from_str("edits = 5").expect("limits");
        entry.on_failure = Some(OnFailure::Skip);
        let chain = bench.load(&[entry]).unwrap_or_else(|errors| panic!("{errors:?}"));
        (0..runs).for_each(|_| drop(run(&chain, batch())));
        let unchanged = run(&chain, many());
        assert!(
            unchanged.get(8, "/message").is_some_and(|text| text.text().is_some_and(|text| text.starts_with("a@")))
        );
        assert_eq!((bench.runs("edit_limit"), bench.runs("ok")), (1.0, runs as f64));
        chain.describe()[0].last_failure.as_ref().expect("it has failed").detail.clone()
    };
    assert_eq!(failure(64 << 10, 2), failure(0, 2));
}

#[test]
fn what_a_guest_does_counts_and_not_what_a_record_says() {
    let bench = bench();
    let chain = bench.chain(&drops());
    let recorded = chain.filters[0].recorded.as_ref().expect("runs are recorded");
    let mut wrong = Recording::default();
    wrong.push(Call::Drop { event: 2 }, &Answer::Nothing);
    wrong.push(Call::CountEvents, &Answer::Number(99));
    recorded.add(wrong, 0);
    assert_eq!(dropped(&run(&chain, batch())), [true, true, false]);
    let events = bench.metric(r#"telemetry_filter_events_total{chain="edge",filter="guest",outcome="dropped"}"#);
    assert_eq!((bench.runs("ok"), events), (1.0, 2.0));
}

#[test]
fn records_have_a_bound() {
    let bench = bench_with(4_000);
    let chain = bench.chain(&Guest::process("(call $user-agent (i32.const 400))"));
    for browser in 0..300 {
        run_for(&chain, batch(), &format!("browser {browser}"));
        let recorded = chain.filters[0].recorded.as_ref().expect("runs are recorded");
        assert!(recorded.bytes() <= 4_000);
    }
    assert_eq!((bench.runs("ok"), replayed(&bench)), (300.0, 0.0));
    // Records that were of no use are not made again for a while.
    (0..3).for_each(|_| drop(run_for(&chain, batch(), "the same")));
    assert_eq!(replayed(&bench), 0.0);
}
