//! Measurements, not tests: the most expensive call of each host function, and the longest instructions.
//! `cargo test --release -p sluice-sandbox tests::expensive_calls -- --ignored --nocapture --test-threads=1`.

#![allow(clippy::print_stdout, reason = "measurements are for who runs them")]

mod host_functions;
mod instructions;
mod places;
mod walks;

use std::time::Duration;

use bytes::Bytes;
use rustix::time::{ClockId, clock_gettime};

use super::{Bench, Guest, context};
use crate::{
    Chain,
    settings::{limits::RunLimits, pool::PoolConfig},
};
use sluice_event::{Batch, DecodeLimits};

const RUNS: usize = 15;
/// Bytes of a body, and of what a call may carry.
const MOST: usize = (1 << 20) - (4 << 10);
const DATA: &str =
    r#"(data (i32.const 100) "/message") (data (i32.const 120) "rule") (data (i32.const 140) "/attributes/x")"#;

/// The least processor time of some runs, in microseconds.
fn least(chain: &Chain, body: &str) -> f64 {
    let cpu = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
    };
    let run = |_| {
        let batch = Batch::from_json(Bytes::from(body.to_owned()), &DecodeLimits::default()).expect("a batch");
        let began = cpu();
        let end = chain.run(batch, &context());
        let took = cpu() - began;
        drop(end);
        took
    };
    (0..RUNS).map(run).min().unwrap_or_default().as_secs_f64() * 1e6
}

/// A guest with `configure` and so many pages makes `process`; how long that takes beyond a guest that does nothing.
fn measure(what: &str, pages: u32, configure: &str, process: &str, module: &str, body: &str) {
    let bench = Bench::with(&PoolConfig { sandboxes: 4, slots: 8, ..PoolConfig::default() }, |_| {});
    let chain = |process: &str| {
        let guest = Guest { configure: configure.to_owned(), memory: pages.to_string(), ..Guest::process(process) };
        let mut entry = bench.entry("guest", &guest.with(DATA).with(module).component());
        let limits = RunLimits { cpu_ms: 60_000, ..RunLimits::default() };
        entry.limits = toml::Table::try_from(&limits).expect("a table").try_into().expect("limits");
        bench.load(&[entry]).unwrap_or_else(|errors| panic!("{what}: {errors:?}"))
    };
    let (with, without) = (chain(process), chain(""));
    let (with, outcome) = (least(&with, body), with.describe().remove(0).last_failure.map_or("ok", |end| end.outcome));
    println!("{what}: {:.0} µs ({outcome})", with - least(&without, body));
}

const SMALL: &str = r#"{"message":"m"}"#;
