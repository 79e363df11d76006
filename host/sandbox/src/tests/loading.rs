//! What is refused, at which step, and with which text.

use super::{Bench, Guest, guest::component};
use crate::settings::{filters::Interface, pool::PoolConfig};

pub(super) const FOR_EVER: &str = "(loop $again (br $again))";

pub(super) fn impatient() -> Bench {
    Bench::with(&PoolConfig { slots: 4, ..PoolConfig::default() }, |store| store.configure_ms = 50)
}

#[test]
fn bytes_that_are_no_webassembly_are_refused() {
    assert_eq!(Bench::new().refusal(b"#!/bin/sh\nexit 1"), "filter `guest`: validate: is not a WebAssembly component");
    assert_eq!(Bench::new().refusal(b""), "filter `guest`: validate: is not a WebAssembly component");
}

#[test]
fn a_component_that_is_cut_off_or_changed_is_refused_and_nothing_dies() {
    let bench = Bench::new();
    let good = Guest::default().component();
    assert!(bench.refusal(&good[..good.len() / 2]).starts_with("filter `guest`: validate: is not valid WebAssembly"));
    let mut changed = good;
    let middle = changed.len() / 2;
    changed[middle..middle + 40].fill(0xff);
    assert!(bench.refusal(&changed).starts_with("filter `guest`: validate: "));
}

#[test]
fn a_core_module_is_refused_with_the_way_out() {
    let text = Bench::new().refusal(&Guest::default().core());
    assert!(text.ends_with("is a core module, not a component; build it with `sluice filter build`"), "{text}");
}

#[test]
fn wasi_is_refused_by_name() {
    let wit = "package wasi:cli@0.2.0; interface environment { now: func() -> u32; } world w { import environment; export process: func(); }";
    let core = r#"(module (import "wasi:cli/environment@0.2.0" "now" (func $now (result i32))) (func (export "process") (drop (call $now))))"#;
    let text = Bench::new().refusal(&component(wat::parse_str(core).expect("wat"), wit, "w"));
    assert!(
        text.starts_with("filter `guest`: imports: imports wasi:cli/environment@0.2.0: filters get no WASI"),
        "{text}"
    );
}

#[test]
fn an_interface_that_the_chain_does_not_allow_is_refused_by_name() {
    let bench = Bench::new();
    let wasm = Guest::process("(call $user (i32.const 48))").component();
    let text = bench.refusal(&wasm);
    assert!(
        text.contains("imports sluice:filter/personal@1.0.0, which its chain does not allow: add \"personal\""),
        "{text}"
    );
    let mut entry = bench.entry("guest", &wasm);
    entry.allow.push(Interface::Personal);
    assert!(bench.load(&[entry]).is_ok());
}

#[test]
fn a_component_of_another_world_is_refused() {
    let wit = "package a:b; world w { export process: func(); }";
    let text = Bench::new().refusal(&component(
        wat::parse_str(r#"(module (func (export "process")))"#).expect("wat"),
        wit,
        "w",
    ));
    assert!(text.starts_with("filter `guest`: world: does not fit the world `filter`"), "{text}");
}

#[test]
fn features_that_filters_do_not_have_are_refused() {
    let text = Bench::new().refusal(&Guest::default().with("(func $f (return_call $f))").component());
    assert!(text.starts_with("filter `guest`: validate: ") && text.contains("tail calls"), "{text}");
}

#[test]
fn a_loop_while_loading_ends() {
    let text = impatient().refusal(&Guest { configure: FOR_EVER.to_owned(), ..Guest::default() }.component());
    assert!(text.starts_with("filter `guest`: configure: cpu_limit: used "), "{text}");
    let text = impatient().refusal(&Guest { warm_up: FOR_EVER.to_owned(), ..Guest::default() }.component());
    assert!(text.starts_with("filter `guest`: warm-up: cpu_limit"), "{text}");
    let text =
        impatient().refusal(&Guest::default().with(&format!("(func $first {FOR_EVER}) (start $first)")).component());
    assert!(text.starts_with("filter `guest`: instantiate: cpu_limit"), "{text}");
}

#[test]
fn the_words_of_a_refused_configuration_reach_the_operator() {
    let text = Bench::new()
        .refusal(&Guest { configure: "(return (i32.const 32))".to_owned(), ..Guest::default() }.component());
    assert_eq!(text, "filter `guest`: configure: the filter refused its configuration: secret");
}

#[test]
fn memory_past_the_limit_is_refused_before_it_is_taken() {
    let text = Bench::new().refusal(&Guest { memory: "1024".to_owned(), ..Guest::default() }.component());
    assert!(text.contains("starts with 67108864 bytes of memory; the limit is 33554432"), "{text}");
    let grow = Guest {
        warm_up: "(loop $again (drop (memory.grow (i32.const 8))) (br $again))".to_owned(),
        ..Guest::default()
    };
    assert!(Bench::new().refusal(&grow.component()).contains("warm-up: memory_limit"));
}

/// A guest with more modules beside it, each instantiated.
fn with_modules(count: usize, module: &str) -> Vec<u8> {
    let mut wasm = Guest::default().component();
    let sections = wasmparser::Parser::new(0).parse_all(&wasm);
    let own = sections.filter(|it| matches!(it, Ok(wasmparser::Payload::ModuleSection { .. }))).count();
    let module = wat::parse_str(module).expect("wat");
    let size = [0, 7, 14].map(|shift| (module.len() >> shift) as u8 & 0x7f | if shift < 14 { 0x80 } else { 0 });
    for number in own..own + count {
        // A core module, and one core instance of it without arguments.
        wasm.extend([&[1], &size[..], &module[..], &[2, 4, 1, 0, number as u8, 0]].concat());
    }
    wasm
}

#[test]
fn modules_of_a_component_are_bounded_in_number_and_in_what_they_take_together() {
    let none = "(module)";
    let bench = Bench::new();
    assert!(bench.load(&[bench.entry("guest", &with_modules(40, none))]).is_ok());
    let text = bench.refusal(&with_modules(70, none));
    assert!(text.contains("instance count too high at 65"), "{text}");
    // Each of them is small enough.
    let globals = format!("(module {})", "(global (mut i32) (i32.const 0))".repeat(9_000));
    let text = Bench::new().refusal(&with_modules(20, &globals));
    assert!(text.contains("validate: its modules have 18") && text.contains("`pool.instance_bytes`"), "{text}");
}

#[test]
fn state_that_a_snapshot_cannot_keep_is_refused() {
    let guest = Guest::default().with("(table $t 1 funcref) (func $f (table.set $t (i32.const 0) (ref.null func)))");
    let text = Bench::new().refusal(&guest.component());
    assert!(
        text.starts_with("filter `guest`: instrument: its state cannot be kept") && text.contains("table.set"),
        "{text}"
    );
}

#[test]
fn every_mistake_of_a_chain_is_told_at_once() {
    let bench = Bench::new();
    let entries =
        [bench.entry("one", b"one"), bench.entry("two", &Guest::default().component()), bench.entry("three", b"three")];
    let errors = bench.load(&entries).err().expect("two are wrong");
    assert_eq!(errors.iter().map(|error| error.filter.as_str()).collect::<Vec<_>>(), ["one", "three"]);
    assert_eq!(bench.metric(r#"telemetry_filter_loads_total{chain="edge",filter="one",result="refused"}"#), 1.0);
}

#[test]
fn a_process_that_takes_too_long_is_ended() {
    let bench = Bench::with(&PoolConfig { slots: 4, ..PoolConfig::default() }, |store| store.wall_seconds = 0);
    assert!(
        bench
            .refusal(&Guest::default().component())
            .ends_with("process: loading took longer than 0 s (`store.wall_seconds`)")
    );
}

#[test]
fn a_process_that_takes_too_much_processor_time_or_memory_is_ended() {
    let pool = PoolConfig { slots: 4, ..PoolConfig::default() };
    let bench = Bench::with(&pool, |store| (store.cpu_seconds, store.configure_ms) = (1, 600_000));
    let text = bench.refusal(&Guest { configure: FOR_EVER.to_owned(), ..Guest::default() }.component());
    assert!(text.contains("process: loading was ended: it took more than 1 s of processor time"), "{text}");
    let bench = Bench::with(&pool, |store| store.memory_bytes = 1 << 20);
    assert!(bench.refusal(&Guest::default().component()).starts_with("filter `guest`: "));
}
