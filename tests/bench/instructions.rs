//! What a request takes on any machine, however busy: instructions, misses of simulated caches and allocations, counted by callgrind
//! (<https://valgrind.org/docs/manual/cl-format.html>), and system calls, counted by strace. Neither sees what the kernel does.

use crate::{
    callgrind::{self, ALLOCATIONS},
    format::Format,
    payload::Payload,
    server,
};
use sluice_identity::stand_in::AGENT_1;
use sluice_tests::{Genesys, Raw, Service, Setup};
use std::{collections::BTreeMap, fs, path::Path};

/// Requests of the two runs whose difference is counted: what starting and warming up take is in both.
const FEW: usize = 50;
const MANY: usize = 250;

/// A first-level cache of 32 KiB each for instructions and data, and a last-level cache that others use too.
const CACHES: [&str; 3] = ["--I1=32768,8,64", "--D1=32768,8,64", "--LL=2097152,16,64"];

/// For each request.
struct Counted {
    instructions: f64,
    instruction_misses: f64,
    data_misses: f64,
    last_level_misses: f64,
    allocations: f64,
    system_calls: BTreeMap<String, f64>,
}

/// Prints a table for one payload.
pub fn measure(genesys: &Genesys, payload: Payload, directory: &Path) {
    println!(
        "{}: {} events, {} bytes, counted for each request",
        payload.name(),
        payload.count(),
        payload.body().len()
    );
    println!(
        "{:<38} {:>12} {:>9} {:>9} {:>9} {:>11}  system calls",
        "", "instructions", "I1 misses", "D1 misses", "LL misses", "allocations"
    );
    let rows: [(&str, &[&'static str]); 4] = [
        ("sluice, no filter", &[]),
        ("sluice, redact-pii", &["redact-pii"]),
        ("sluice, redact-pii + enrich-client", &["redact-pii", "enrich-client"]),
        ("sluice, redact-pii + no-op", &["redact-pii", "pass-through"]),
    ];
    for (what, filters) in rows {
        let counted = count(&|| setup(genesys, filters), payload, directory);
        let calls: Vec<String> =
            counted.system_calls.iter().map(|(name, calls)| format!("{name} {calls:.1}")).collect();
        println!(
            "{what:<38} {:>12.0} {:>9.0} {:>9.0} {:>9.0} {:>11.0}  {}",
            counted.instructions,
            counted.instruction_misses,
            counted.data_misses,
            counted.last_level_misses,
            counted.allocations,
            calls.join(", ")
        );
    }
    println!();
}

/// Under valgrind everything takes fifty times as long, the address space is small, and no child process can be watched: filters
/// come compiled, for any processor, from an earlier start.
fn setup(genesys: &Genesys, filters: &[&'static str]) -> Setup {
    server::setup(genesys, filters)
        .set("server.worker_threads", 1)
        .set("store.cpu", "baseline")
        .set("pool.slots", 8)
        .set("pool.sandboxes", 4)
        .set("limits.cpu_ms", 10_000)
        .set("limits.chain_cpu_ms", 60_000)
        .set("limits.wall_ms", 60_000)
        .counted()
}

fn count(setup: &dyn Fn() -> Setup, payload: Payload, directory: &Path) -> Counted {
    drop(setup().start());
    let [few, many] = [FEW, MANY].map(|requests| run_callgrind(setup(), payload, requests, directory));
    let each = |events: &[&str]| {
        let sum = |counts: &BTreeMap<String, f64>| events.iter().map(|event| counts[*event]).sum::<f64>();
        (sum(&many) - sum(&few)) / (MANY - FEW) as f64
    };
    Counted {
        instructions: each(&["Ir"]),
        instruction_misses: each(&["I1mr"]),
        data_misses: each(&["D1mr", "D1mw"]),
        last_level_misses: each(&["ILmr", "DLmr", "DLmw"]),
        allocations: each(&[ALLOCATIONS]),
        system_calls: run_strace(setup(), payload, directory),
    }
}

fn run_callgrind(setup: Setup, payload: Payload, requests: usize, directory: &Path) -> BTreeMap<String, f64> {
    let file = directory.join("callgrind.out");
    let out = format!("--callgrind-out-file={}", file.display());
    let log = format!("--log-file={}", directory.join("valgrind.log").display());
    let wrapper = ["valgrind", "--tool=callgrind", &log, "--cache-sim=yes", CACHES[0], CACHES[1], CACHES[2], &out];
    let mut service = setup.under(&wrapper).start();
    send(&service, payload, requests);
    service.terminate();
    assert_eq!(service.ended(), Some(0), "the service ends under valgrind:\n{}", service.log.text());
    callgrind::totals(&String::from_utf8_lossy(&fs::read(&file).expect("callgrind writes its counts")))
}

/// Calls of which a request makes a tenth of one or more, and which somebody waits for no event with.
fn run_strace(setup: Setup, payload: Payload, directory: &Path) -> BTreeMap<String, f64> {
    let file = directory.join("strace.out");
    let few = trace(&setup.under(&["strace", "-f", "-q", "-o", &file.display().to_string()]).start(), &file, payload);
    few.into_iter()
        .map(|(name, calls)| (name, calls as f64 / (MANY - FEW) as f64))
        .filter(|(name, calls)| *calls >= 0.1 && !matches!(name.as_str(), "epoll_wait" | "futex" | "clock_nanosleep"))
        .collect()
}

fn trace(service: &Service, file: &Path, payload: Payload) -> BTreeMap<String, usize> {
    send(service, payload, FEW);
    let before = fs::metadata(file).expect("strace writes").len() as usize;
    send(service, payload, MANY - FEW);
    service.terminate();
    let text = fs::read_to_string(file).expect("strace writes text");
    let mut calls = BTreeMap::new();
    for line in text[before..].lines() {
        // `1234 writev(7, …` and `1234 <... writev resumed>`: each call is counted where it begins.
        let call = line.split_whitespace().nth(1).and_then(|call| call.split_once('('));
        if let Some((name, _)) = call {
            *calls.entry(name.to_owned()).or_insert(0) += 1;
        }
    }
    calls
}

/// One after the other, on a connection that is kept.
fn send(service: &Service, payload: Payload, requests: usize) {
    let request = Format::PlainJson.request(payload);
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: sluice\r\nauthorization: Bearer {}\r\ncontent-type: {}\r\nuser-agent: {}\r\n\
         content-length: {}\r\n\r\n",
        request.path,
        AGENT_1.token,
        request.content_type,
        sluice_tests::user_agent(),
        request.body.len()
    );
    let whole = [head.as_bytes(), &request.body].concat();
    let mut connection = Raw::to(service.events);
    for _ in 0..requests {
        let reply = connection.send(&whole).reply();
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(reply.json()["withheld"], 0, "every filter runs to its end");
    }
}
