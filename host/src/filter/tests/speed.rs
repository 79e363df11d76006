//! Figures, not tests: `cargo test --release filter::tests::speed -- --ignored --nocapture --test-threads=1`.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use super::{Bench, Guest, batch, context};
use crate::{
    config::filters::PoolConfig,
    filter::{Chain, ChainEnd},
};

const RUNS: u32 = 200_000;

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
    measure("ten host calls", &bench.chain(&Guest::process(&"(drop (call $count))".repeat(10))));
}

fn measure(what: &str, chain: &Chain) {
    run(chain, RUNS / 10);
    let one = run(chain, RUNS);
    let two = std::thread::scope(|scope| {
        let threads = [scope.spawn(|| run(chain, RUNS)), scope.spawn(|| run(chain, RUNS))];
        threads.map(|thread| thread.join().expect("a thread"))
    });
    let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(RUNS);
    println!("{what}: one thread {:.2} µs a run, two threads {:.2} and {:.2}", each(one), each(two[0]), each(two[1]));
}

fn run(chain: &Chain, runs: u32) -> Duration {
    let context = context();
    let mut batch = batch();
    let began = Instant::now();
    for _ in 0..runs {
        match black_box(chain.run(batch, &context)) {
            ChainEnd::Passed(same) => batch = same,
            _ => panic!("it does nothing wrong"),
        }
    }
    began.elapsed()
}
