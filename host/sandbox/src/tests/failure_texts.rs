//! What is said of each way to fail: the cause, the place, and what to do about it. Numbers are shown as `#`.

use super::{Bench, Guest, batch, context, loading::impatient};
use crate::{
    Chain,
    settings::limits::{BreakerConfig, RunLimits},
};

const FOR_EVER: &str = "(loop $again (br $again))";
/// Grows its memory page by page until time is over.
const GROW_SLOWLY: &str = "(loop $again (drop (memory.grow (i32.const 1))) (local.set $n (i32.const 500000)) \
                           (loop $wait (br_if $wait (local.tee $n (i32.sub (local.get $n) (i32.const 1))))) (br $again))";

/// The outcome of the last run, and what is said of it.
fn text_of(chain: &Chain) -> String {
    drop(chain.run(batch(), &context()));
    let failure = chain.describe().remove(0).last_failure.expect("it has failed");
    format!("{}: {}", failure.outcome, without_numbers(&failure.detail.unwrap_or_default()))
}

fn without_numbers(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        match character {
            '0'..='9' if shown.ends_with('#') => {}
            '.' if shown.ends_with('#') => {}
            '0'..='9' => shown.push('#'),
            other => shown.push(other),
        }
    }
    shown
}

fn with_limits(guest: &Guest, limits: RunLimits) -> String {
    let bench = Bench::new();
    let mut entry = bench.entry("guest", &guest.component());
    entry.limits = toml::Table::try_from(&limits).unwrap().try_into().unwrap();
    text_of(&bench.load(&[entry]).unwrap_or_else(|errors| panic!("{errors:?}")))
}

fn of_guest(guest: &Guest) -> String {
    with_limits(guest, RunLimits::default())
}

fn of(process: &str) -> String {
    of_guest(&Guest::process(process))
}

#[test]
fn of_traps() {
    assert_eq!(
        of_guest(&Guest::process("(call $inner)").with("(func $inner unreachable)")),
        "trap: wasm trap: wasm `unreachable` instruction executed, in inner < process; it ended itself, as `abort()` \
         does"
    );
    assert_eq!(
        of_guest(&Guest::process("(call $rust_panic)").with("(func $rust_panic unreachable)")),
        "trap: wasm trap: wasm `unreachable` instruction executed, in process; a panic ends like this, and `sluice filter \
         test` shows its text"
    );
    assert_eq!(
        of_guest(&Guest::process("(call $wall_clock_now)").with("(func $wall_clock_now unreachable)")),
        "trap: wasm trap: wasm `unreachable` instruction executed, in wall_clock_now < process; a filter has no clock: the \
         time is in the event, and in `received_at` of the context"
    );
    assert_eq!(
        of("(call $log (i32.const 3) (i32.const 64) (i32.const 6)) unreachable"),
        "trap: wasm trap: wasm `unreachable` instruction executed, in process; what it logged last says why"
    );
    assert_eq!(
        of("(drop (i32.load (i32.const -4)))"),
        "trap: wasm trap: out of bounds memory access, in process; its stack may be used up, which is # KiB unless it was \
         built otherwise: does it call itself too often?"
    );
    let recursive = Guest::process("(drop (call $deeper (i32.const 0)))").with(
        "(func $deeper (param i32) (result i32) (i32.add (call $deeper (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))",
    );
    assert_eq!(
        of_guest(&recursive),
        "stack_overflow: wasm trap: call stack exhausted, in deeper < deeper < deeper < deeper; it calls itself too \
         often, or needs a larger `pool.stack_bytes`"
    );
}

#[test]
fn of_processor_time() {
    assert_eq!(of(FOR_EVER), "cpu_limit: used # ms of processor time, the limit is # ms (`limits.cpu_ms`), in process");
    let guest = Guest { memory: "1 400".to_owned(), ..Guest::process(&format!("(local $n i32) {GROW_SLOWLY}")) };
    assert_eq!(
        with_limits(&guest, RunLimits { cpu_ms: 100, ..RunLimits::default() }),
        "cpu_limit: used # ms of processor time, the limit is # ms (`limits.cpu_ms`); meanwhile its memory grew from # \
         to # bytes, of # (`limits.memory_bytes`), in process"
    );
}

#[test]
fn of_memory() {
    assert_eq!(
        of("(loop $again (drop (memory.grow (i32.const 8))) (br $again))"),
        "memory_limit: asked for # bytes of memory when it had #, the limit is # (`limits.memory_bytes`), in process"
    );
}

#[test]
fn of_limits_that_the_host_keeps() {
    assert_eq!(
        of("(loop $again (drop (call $count)) (br $again))"),
        "host_call_limit: made # calls into the host, the limit is # (`limits.host_calls`), in process; one `scan-batch` \
         or `set-batch` does the work of a call for each event"
    );
    let drops = Guest::process("(call $drop (i32.const 0)) (call $drop (i32.const 1)) (call $drop (i32.const 2))");
    assert_eq!(
        with_limits(&drops, RunLimits { edits: 2, ..RunLimits::default() }),
        "edit_limit: made # edits, the limit is # (`limits.edits`), in process"
    );
    let carried = Guest {
        memory: "200".to_owned(),
        ..Guest::process("(call $get (i32.const 0) (i32.const 0) (i32.const 12000000) (i32.const 48))")
    };
    assert_eq!(
        of_guest(&carried),
        "trap: too much data is being copied between the host and the guest: fuel allocated for hostcalls has been \
         exhausted, in process; one call carries at most `limits.host_call_bytes`"
    );
    assert_eq!(
        of("(drop (call $scan-batch (i32.const 7) (i32.const 0) (i32.const 0)))"),
        "trap: no such scanner: compile it in `configure`, in process"
    );
}

#[test]
fn of_an_error_and_of_a_filter_that_was_not_run() {
    assert_eq!(
        of("(return (i32.const 32))"),
        "error: returned an error, whose text may quote events: `sluice filter test` shows it"
    );
    let bench = Bench::new();
    let entries = ["first", "second"].map(|name| {
        let mut entry = bench.entry(name, &Guest::process(FOR_EVER).component());
        entry.limits = toml::from_str("cpu_ms = 50").expect("limits");
        entry.breaker = Some(BreakerConfig { failures: 1, open_ms: 600_000 });
        entry
    });
    let chain = bench.load(&entries).unwrap_or_else(|errors| panic!("{errors:?}"));
    drop(chain.run(batch(), &context()));
    let second = chain.describe().remove(1).last_failure.expect("it has failed").detail.unwrap_or_default();
    assert_eq!(
        second,
        "not run: the filters before it have used the processor time that a batch has in their chain \
         (`limits.chain_cpu_ms`)"
    );
}

#[test]
fn of_a_filter_that_is_not_loaded() {
    let refused = |guest: Guest| without_numbers(&impatient().refusal(&guest.component()));
    assert_eq!(
        refused(Guest { configure: FOR_EVER.to_owned(), ..Guest::default() }),
        "filter `guest`: configure: cpu_limit: used # ms of processor time, the limit is # ms (`store.configure_ms`), in \
         configure"
    );
    let fails = Guest { warm_up: "(call $inner)".to_owned(), ..Guest::default() }.with("(func $inner unreachable)");
    assert_eq!(
        refused(fails),
        "filter `guest`: warm-up: trap: wasm trap: wasm `unreachable` instruction executed, in inner; it ended itself, \
         as `abort()` does"
    );
}
