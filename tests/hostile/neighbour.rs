//! A tenant that means harm, and the tenant beside it: the neighbour is never refused, and `/live` and the metrics tell the
//! truth. How long the neighbour waited is printed, and not judged here.

use super::{
    components::{configuring::LOOP, guest::process},
    processor_time,
    random_lines::generator::{LARGE, array, component, filled_with, path},
};
use serde_json::json;
use sluice_identity::stand_in::tenant_of_crowd;
use sluice_tests::{Filter, Genesys, Raw, Service, Setup, directory, personal_batch};
use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
    time::{Duration, Instant},
};

/// The neighbour's requests beside each kind of harm.
const REQUESTS: usize = 300;
/// Between two batches of a tenant that means harm, whether the one before was answered or not.
const HOSTILE_PAUSE: Duration = Duration::from_millis(40);
const NEIGHBOUR_PAUSE: Duration = Duration::from_millis(5);

/// A kind of harm.
struct Kind {
    name: &'static str,
    component: Vec<u8>,
    /// Whether a run may end before its budget does.
    may_be_good: bool,
}

fn kinds() -> Vec<Kind> {
    let line = |body: &str| wat::parse_str(component(body)).unwrap_or_else(|error| panic!("{error}"));
    let (brackets, address, length) = array(1_000_000);
    let (at, bytes) = path("/attributes/x");
    let set = format!(
        "(call $enrich.set (i32.const 0) (i32.const {at}) (i32.const {bytes}) (i32.const 5) (i64.const {address}) (i32.const {length}) (i32.const 1024))"
    );
    let sets = format!("{}{brackets}{}", filled_with("0,0,0,0,"), set.repeat(3_000));
    let log = format!("(call $diagnostics.log (i32.const 0) (i32.const {LARGE}) (i32.const 1000000))");
    let logs = format!("{}{}", filled_with("log line"), log.repeat(3_000));
    let burns = "(local $n i32) (loop $again (br_if $again (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 10000000))))";
    let kind = |name, component, may_be_good| Kind { name, component, may_be_good };
    vec![
        kind("sets-in-a-line", line(&sets), false),
        kind("logs-in-a-line", line(&logs), false),
        kind("loops", process(LOOP).component(), false),
        kind("burns-its-budget", process(burns).component(), true),
    ]
}

/// A tenant for each kind; the neighbours are those that a configuration begins with.
fn start(genesys: &Genesys, kinds: &[Kind]) -> Service {
    let mut setup = Setup::new(genesys)
        .edge([])
        .set("limits.cpu_ms", 10)
        .set("breaker.failures", i64::from(u32::MAX))
        .default_chain([Filter::named("redact-pii")]);
    for (number, kind) in kinds.iter().enumerate() {
        let file = directory().join(format!("{}.wasm", kind.name));
        fs::write(&file, &kind.component).expect("it can be written");
        let tenant = tenant_of_crowd(number as u32);
        let filter = Filter::at(kind.name, file).set("allow", vec!["redact", "enrich", "context", "personal"]);
        setup = setup.set(&format!("tenants.{tenant}.name"), kind.name).chain_of(&tenant, [filter]);
    }
    setup.start()
}

/// Sends as a tenant that means harm until it is told to stop. It may be refused, and has no claim to a reply.
fn harm(service: &Service, tenant: &str, stop: &AtomicBool) {
    thread::scope(|scope| {
        while !stop.load(Relaxed) {
            scope.spawn(|| service.ask().token(tenant).json(&json!({"message": "harm"})).try_send());
            thread::sleep(HOSTILE_PAUSE);
        }
    });
}

/// Tells a thread to stop, as when this one panics.
struct StopOnDrop<'a>(&'a AtomicBool);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

/// Sends as the neighbour; how long each reply took, in order.
fn neighbour(service: &Service, batch: &str) -> Vec<Duration> {
    let mut raw = service.raw();
    let mut times: Vec<_> = (0..REQUESTS)
        .map(|turn| {
            thread::sleep(NEIGHBOUR_PAUSE);
            let started = Instant::now();
            let reply = raw.send(batch).reply();
            assert_eq!(reply.status, 200, "{}", reply.text());
            let took = started.elapsed();
            if turn.is_multiple_of(50) {
                assert_eq!(service.admin("/live").text(), "live\n");
            }
            took
        })
        .collect();
    times.sort_unstable();
    times
}

/// The metrics have all of the processor time, and a run that was stopped is no good one.
fn is_told(service: &Service, kind: &Kind, tenant: &str, taken: Duration) {
    let scrape = service.scrape();
    let runs = |outcome| scrape.sum("telemetry_filter_runs_total", &[("chain", tenant), ("outcome", outcome)]);
    let counted = Duration::from_secs_f64(scrape.sum("telemetry_filter_cpu_seconds_total", &[("chain", tenant)]));
    let (good, stopped) = (runs("ok"), runs("cpu_limit"));
    eprintln!("{}: {good} good, {stopped} stopped, {counted:?} counted, {taken:?} taken by all", kind.name);
    assert!(good + stopped > 0.0, "{} has not run", kind.name);
    assert!(kind.may_be_good || good == 0.0, "{}: {good} good runs", kind.name);
    assert!(taken < counted * 2 + Duration::from_secs(1), "{}: {counted:?} of {taken:?} are counted", kind.name);
    assert_eq!(scrape.sum("telemetry_filter_overdue_total", &[("chain", tenant)]), 0.0, "{}", kind.name);
}

#[test]
fn a_neighbour_of_harm_is_never_refused_and_live_and_metrics_tell_the_truth() {
    let (genesys, kinds) = (Genesys::start(), kinds());
    let service = start(&genesys, &kinds);
    let batch = Raw::request(&personal_batch(20).to_string());
    let print = |what: &str, times: &[Duration]| {
        eprintln!(
            "neighbour, {what}: p50 {:?}, p99 {:?}, max {:?}",
            times[REQUESTS / 2],
            times[REQUESTS * 99 / 100],
            times[REQUESTS - 1]
        );
    };
    print("alone", &neighbour(&service, &batch));
    for (number, kind) in kinds.iter().enumerate() {
        let (tenant, stop, before) =
            (tenant_of_crowd(number as u32), AtomicBool::new(false), processor_time::of_runs(&service));
        let times = thread::scope(|scope| {
            scope.spawn(|| harm(&service, &tenant, &stop));
            let _stops = StopOnDrop(&stop);
            neighbour(&service, &batch)
        });
        print(kind.name, &times);
        is_told(&service, kind, &tenant, processor_time::of_runs(&service).saturating_sub(before));
    }
}
