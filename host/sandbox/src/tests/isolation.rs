//! What one run leaves in a filter's memory is gone in the next one; what configuring left is there.

use super::{Bench, Guest, batch, context};
use crate::ChainEnd;

/// Traps when it finds what it leaves: in a global, on a page of the snapshot, on a fresh page, on a page that it
/// grows.
const LEAVES_A_SECRET: &str = "
    (if (global.get $kept) (then unreachable))
    (if (i32.load (i32.const 20000)) (then unreachable))
    (if (i32.load (i32.const 60000)) (then unreachable))
    (if (i32.ne (memory.size) (i32.const 1)) (then unreachable))
    (drop (memory.grow (i32.const 1)))
    (if (i32.load (i32.const 100000)) (then unreachable))
    (global.set $kept (i32.const 1))
    (i32.store (i32.const 20000) (i32.const 1))
    (i32.store (i32.const 60000) (i32.const 1))
    (i32.store (i32.const 100000) (i32.const 1))";

#[test]
fn a_secret_that_one_run_keeps_is_gone_in_the_next() {
    let bench = Bench::new();
    let chain = bench.chain(
        &Guest::process(LEAVES_A_SECRET).with("(global $kept (mut i32) (i32.const 0)) (data (i32.const 20004) \"x\")"),
    );
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..500 {
                    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
                }
            });
        }
    });
    assert_eq!((bench.runs("ok"), bench.runs("trap")), (1000.0, 0.0));
}

#[test]
fn a_secret_is_gone_after_a_trap_too() {
    let bench = Bench::new();
    let guest = Guest::process(&format!("{LEAVES_A_SECRET} (drop (i32.div_u (i32.const 1) (i32.const 0)))"))
        .with("(global $kept (mut i32) (i32.const 0))");
    let chain = bench.chain(&guest);
    for _ in 0..20 {
        let _ = chain.run(batch(), &context());
        let detail = chain.describe().remove(0).last_failure.and_then(|failure| failure.detail).expect("a failure");
        assert!(detail.contains("divide by zero"), "{detail}");
    }
}

#[test]
fn what_configure_and_warm_up_left_is_there_in_every_run() {
    let bench = Bench::new();
    let guest = Guest {
        configure: "(i32.store (i32.const 20000) (local.get 1)) (global.set $kept (i32.const 41))".to_owned(),
        warm_up: "(drop (memory.grow (i32.const 3))) (i32.store (i32.const 200000) (global.get $kept))
                  (global.set $kept (i32.add (global.get $kept) (i32.const 1)))"
            .to_owned(),
        process: "(if (i32.ne (i32.load (i32.const 20000)) (i32.const 2)) (then unreachable))
                  (if (i32.ne (i32.load (i32.const 200000)) (i32.const 41)) (then unreachable))
                  (if (i32.ne (global.get $kept) (i32.const 42)) (then unreachable))
                  (global.set $kept (i32.const 0)) (i32.store (i32.const 200000) (i32.const 0))"
            .to_owned(),
        ..Guest::default()
    }
    .with("(global $kept (mut i32) (i32.const 0))");
    let chain = bench.chain(&guest);
    for _ in 0..20 {
        assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
    }
    assert_eq!(bench.runs("ok"), 20.0);
    assert_eq!(chain.describe()[0].memory_bytes, 4 * 65536);
}

#[test]
fn filters_that_share_the_pool_do_not_see_each_other() {
    let bench = Bench::new();
    let chains: Vec<_> = (0..12)
        .map(|number| {
            let body = format!("(if (i32.ne (i32.load (i32.const 20000)) (i32.const {number})) (then unreachable)) {}",
                "(i32.store (i32.const 20000) (i32.const 99)) (i32.store (i32.const 40000) (i32.const 99))");
            let before = format!("(if (i32.load (i32.const 40000)) (then unreachable)) (i32.store (i32.const 20000) (i32.const {number}))");
            bench.chain(&Guest { configure: before, ..Guest::process(&body) })
        })
        .collect();
    for _ in 0..20 {
        for chain in &chains {
            assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
        }
    }
    assert_eq!(bench.runs("trap"), 0.0);
}
