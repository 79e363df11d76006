//! One tenant's filter burns all of its processor time on every request; what its neighbour notices.

use crate::{
    payload::Payload,
    server::{LOAD_CORE, SERVER_CORE},
};
use sluice_identity::stand_in::{AGENT_2, TENANT_B};
use sluice_tests::{Filter, Genesys, Raw, Service, Setup};
use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

/// The neighbour's load: pages that send a batch of 20 events now and then.
const CLIENTS: u32 = 8;
const REQUESTS_PER_SECOND: u32 = 400;
const BURNS_PER_SECOND: u32 = 50;

/// Prints the neighbour's latency without and with.
pub fn measure(genesys: &Genesys, seconds: u64) -> u64 {
    // A breaker would leave the filter alone after a few runs: here it never does.
    let setup = Setup::new(genesys).edge([Filter::named("redact-pii")]).set("limits.cpu_ms", 10).counted();
    let burning = Filter::hostile("loop").set("on_failure", "withhold");
    let cores = format!("{SERVER_CORE},{LOAD_CORE}");
    let setup = setup.chain_of(TENANT_B, [burning]).set("breaker.failures", u32::MAX);
    let service = setup.under(&["taskset", "-c", &cores]).start();
    latencies(&service, 1, false);
    let (without, with) = (latencies(&service, seconds, false), latencies(&service, seconds, true));
    let p = |of: &[u64], share: f64| of[((of.len() - 1) as f64 * share) as usize];
    println!(
        "{REQUESTS_PER_SECOND} requests/s of one tenant, beside one whose filter burns 10 ms {BURNS_PER_SECOND} times a second:"
    );
    for (what, all) in [("without it", &without.0), ("with it", &with.0)] {
        println!("{what:<38} p50 {:>8} µs   p99 {:>8} µs", p(all, 0.5), p(all, 0.99));
    }
    let ratio = p(&with.0, 0.99) as f64 / p(&without.0, 0.99) as f64;
    println!("{:<38} {ratio:>8.2} x", "p99 with it");
    println!("{:<38} {:>8}\n", "batches that burned", with.1);
    0
}

/// Microseconds from when a request was due to its reply, in order; and how many batches burned.
fn latencies(service: &Service, seconds: u64, burn: bool) -> (Vec<u64>, u64) {
    let (stop, burned) = (AtomicBool::new(false), AtomicU64::new(0));
    let request = Raw::request(&Payload::Batch20.body());
    let length = Duration::from_secs(seconds);
    let mut all: Vec<u64> = std::thread::scope(|scope| {
        if burn {
            scope.spawn(|| burn_until(service, &stop, &burned));
        }
        let client = |number: u32| {
            let (mut raw, request) = (service.raw(), &request);
            let between = Duration::from_secs(1) * CLIENTS / REQUESTS_PER_SECOND;
            scope.spawn(move || {
                let started = Instant::now() + between * number / CLIENTS;
                let due = (0..).map(|turn| started + between * turn).take_while(|due| *due - started < length);
                due.map(|due| {
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    assert_eq!(raw.send(request).reply().status, 200);
                    u64::try_from(due.elapsed().as_micros()).expect("not for so long")
                })
                .collect::<Vec<_>>()
            })
        };
        let clients: Vec<_> = (0..CLIENTS).map(client).collect();
        let all = clients.into_iter().flat_map(|client| client.join().expect("it is answered")).collect();
        stop.store(true, Relaxed);
        all
    });
    all.sort_unstable();
    (all, burned.load(Relaxed))
}

fn burn_until(service: &Service, stop: &AtomicBool, burned: &AtomicU64) {
    let started = Instant::now();
    std::thread::scope(|scope| {
        let mut turn = 0;
        while !stop.load(Relaxed) {
            turn += 1;
            let due = started + Duration::from_secs(1) / BURNS_PER_SECOND * turn;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            // Whether the one before was answered or not.
            scope.spawn(|| {
                let reply = service.ask().token(AGENT_2.token).body(r#"{"message":"m"}"#).send();
                burned.fetch_add(u64::from(reply.status == 200), Relaxed);
            });
        }
    });
}
