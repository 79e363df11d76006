//! Measurements, not tests: `cargo test --release -p sluice-sandbox tests::speed -- --ignored --nocapture
//! --test-threads=1`.

#![allow(clippy::print_stdout, reason = "measurements are for who runs them")]

use std::{hint::black_box, path::Path, sync::LazyLock, time::Instant};

use bytes::Bytes;
use rustix::time::{ClockId, clock_gettime};

use super::{Bench, Guest, batch, context};
use crate::{Chain, ChainEnd, load::warm_up_batch, settings::pool::PoolConfig};
use sluice_event::{Batch, DecodeLimits};

const RUNS: u32 = 100_000;

#[test]
#[ignore = "measures"]
fn a_fresh_sandbox_for_an_empty_process() {
    let bench = Bench::with(&PoolConfig::default(), |_| {});
    measure("no-op", &bench.chain(&Guest::default()));
    let touching =
        Guest::process("(i32.store (i32.const 8192) (i32.const 1)) (i32.store (i32.const 40000) (i32.const 1))");
    measure("two pages touched", &bench.chain(&touching));
    let scanning = Guest {
        configure: crate::tests::chains::EMAIL_SCANNER.to_owned(),
        process: "(drop (call $scan-batch (i32.load (i32.const 300)) (i32.const 0) (i32.const 0)))".to_owned(),
        ..Guest::default()
    };
    measure("scan of three events", &bench.chain(&scanning.with(crate::tests::chains::EMAIL_PATTERN)));
    measure("a hundred calls of count", &bench.chain(&Guest::process(&"(drop (call $count))".repeat(100))));
    let get = "(call $get (i32.const 0) (i32.const 100) (i32.const 8) (i32.const 128))".repeat(100);
    let path = r#"(data (i32.const 100) "/message")"#;
    measure("a hundred calls of get", &bench.chain(&Guest::process(&get).with(path)));
}

/// Those that `target/filters` has, each on the sample batch of 20 events; what decoding it takes is told by itself.
#[test]
#[ignore = "measures"]
fn a_fresh_sandbox_for_a_built_filter() {
    let bench = Bench::with(&PoolConfig::default(), |_| {});
    println!("decoding: {:.2} µs", time(|| drop(black_box(sampled()))));
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/filters");
    for name in ["pass-through", "redact-pii", "enrich-client"] {
        let Ok(component) = std::fs::read(directory.join(format!("{name}.wasm"))) else { continue };
        let began = Instant::now();
        let chain = bench.load(&[bench.entry(name, &component)]).unwrap_or_else(|errors| panic!("{errors:?}"));
        let (loaded, status) = (began.elapsed(), chain.describe().remove(0));
        let context = context();
        let run = || time(|| assert!(matches!(chain.run(sampled(), &context), ChainEnd::Passed(_))));
        let one = run();
        let two = std::thread::scope(|scope| {
            [scope.spawn(run), scope.spawn(run)].map(|thread| thread.join().expect("a thread"))
        });
        println!(
            "{name}: loaded in {loaded:.1?}, {} KiB of memory, {} KiB of artifact; with decoding, one thread {one:.2} µs, two threads {:.2} and {:.2}",
            status.memory_bytes >> 10,
            status.artifact_bytes >> 10,
            two[0],
            two[1]
        );
    }
}

fn sampled() -> Batch {
    static BODY: LazyLock<Bytes> = LazyLock::new(warm_up_batch::body);
    Batch::from_json(BODY.clone(), &DecodeLimits::default()).expect("a batch")
}

fn measure(what: &str, chain: &Chain) {
    run(chain, RUNS / 10);
    let one = run(chain, RUNS);
    let two = std::thread::scope(|scope| {
        let threads = [scope.spawn(|| run(chain, RUNS)), scope.spawn(|| run(chain, RUNS))];
        threads.map(|thread| thread.join().expect("a thread"))
    });
    println!("{what}: one thread {one:.2} µs a run, two threads {:.2} and {:.2}", two[0], two[1]);
}

fn run(chain: &Chain, runs: u32) -> f64 {
    let (context, mut batch) = (context(), Some(Box::new(batch())));
    time_of(runs, || match black_box(chain.run(batch.take().expect("it came back"), &context)) {
        ChainEnd::Passed(same) => batch = Some(same),
        _ => panic!("it does nothing wrong"),
    })
}

fn time(turn: impl FnMut()) -> f64 {
    time_of(RUNS / 5, turn)
}

/// Microseconds of processor time a turn: the machine may be busy with something else.
fn time_of(turns: u32, mut turn: impl FnMut()) -> f64 {
    let began = clock_gettime(ClockId::ThreadCPUTime);
    (0..turns).for_each(|_| turn());
    let ended = clock_gettime(ClockId::ThreadCPUTime);
    let nanoseconds = (ended.tv_sec - began.tv_sec) * 1_000_000_000 + (ended.tv_nsec - began.tv_nsec);
    nanoseconds as f64 / 1e3 / f64::from(turns)
}
