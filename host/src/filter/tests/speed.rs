//! Figures, not tests: `cargo test --release filter::tests::speed -- --ignored --nocapture --test-threads=1`.

use std::hint::black_box;

use rustix::time::{ClockId, clock_gettime};

use super::{Bench, Guest, batch, context};
use crate::{
    config::filters::PoolConfig,
    filter::{Chain, ChainEnd},
};

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
        configure: super::chains::EMAIL_SCANNER.to_owned(),
        process: "(drop (call $scan-batch (i32.load (i32.const 300)) (i32.const 0) (i32.const 0)))".to_owned(),
        ..Guest::default()
    };
    measure("scan of three events", &bench.chain(&scanning.with(super::chains::EMAIL_PATTERN)));
    measure("a hundred calls of count", &bench.chain(&Guest::process(&"(drop (call $count))".repeat(100))));
    let get = "(call $get (i32.const 0) (i32.const 100) (i32.const 8) (i32.const 128))".repeat(100);
    let path = r#"(data (i32.const 100) "/message")"#;
    measure("a hundred calls of get", &bench.chain(&Guest::process(&get).with(path)));
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

/// Microseconds of processor time a run: the machine may be busy with something else.
fn run(chain: &Chain, runs: u32) -> f64 {
    let context = context();
    let mut batch = batch();
    let began = clock_gettime(ClockId::ThreadCPUTime);
    for _ in 0..runs {
        match black_box(chain.run(batch, &context)) {
            ChainEnd::Passed(same) => batch = same,
            _ => panic!("it does nothing wrong"),
        }
    }
    let ended = clock_gettime(ClockId::ThreadCPUTime);
    let nanoseconds = (ended.tv_sec - began.tv_sec) * 1_000_000_000 + (ended.tv_nsec - began.tv_nsec);
    nanoseconds as f64 / 1e3 / f64::from(runs)
}
