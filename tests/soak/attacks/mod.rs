//! Attacks on the memory and the processor of a service in a control group, with a client beside them that behaves. It must be
//! answered, and the service must live. How long the client waited is printed, and not judged: a busy machine has its part in it.

mod attackers;
mod cores;
mod kinds;
mod memory_group;
mod neighbour;

use super::say;
use attackers::Attackers;
use cores::Cores;
use kinds::{KEY, KINDS, Kind, PAGE};
use memory_group::MemoryGroup;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Genesys, PublishableKey, Setup};
use std::{
    fs::File,
    thread,
    time::{Duration, Instant},
};

/// What a small pod has, and what the chart asks for.
const SIZES: [u64; 2] = [256 << 20, 1000 << 20];
/// Until an attack has all of its connections.
const BEGINNING: Duration = Duration::from_secs(2);

#[test]
#[ignore = "takes minutes: `make soak`"]
fn attacks() {
    raise_open_files();
    let cores = Cores::leave_half();
    let only = std::env::var("ATTACK").unwrap_or_default();
    for kind in KINDS.iter().filter(|kind| kind.name.contains(&only)) {
        SIZES.iter().for_each(|bytes| attack(kind, *bytes, &cores));
    }
}

/// Attackers have ten thousand connections.
fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit })
        .expect("up to the hard limit it is allowed");
}

fn attack(kind: &Kind, bytes: u64, cores: &Cores) {
    let group = MemoryGroup::new(bytes, &cores.left()).unwrap_or_else(|error| {
        panic!("no control group with a limit of memory can be made ({error}), and without one this shows nothing; run it as root")
    });
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).set("pool.sandboxes", 4).set("pool.slots", 16).set("fairness.concurrent", 256);
    let setup = setup
        .set("server.worker_threads", 0)
        .set("limits.cpu_ms", 10)
        .set("limits.wall_ms", 50)
        .set("auth.timeout_ms", 4_000);
    let mut key = PublishableKey::new("shop", KEY, PAGE, &["sentry", "datadog"]).set("concurrent", 256);
    for rate in ["requests_per_second", "burst", "client_requests_per_second", "client_burst"] {
        key = key.set(rate, 10_000);
    }
    let setup = setup.keys_of(TENANT_A, [key]);
    let unread = File::options().write(true).open("/dev/null").expect("it is there");
    let mut service = setup.stdout(unread).under(&group.wrapper()).start();
    neighbour::measure(&service);
    let alone = neighbour::measure(&service);
    let attackers = Attackers::on(service.events);
    (kind.start)(&attackers, &genesys);
    thread::sleep(BEGINNING);
    let (before, started) = (attackers.connections(), Instant::now());
    let beside = neighbour::measure(&service);
    let connections = (attackers.connections() - before) as f64 / started.elapsed().as_secs_f64();
    drop(attackers);
    assert_eq!(service.admin("/live").text(), "live\n");
    assert_eq!(group.oom_kills(), 0, "{}", kind.name);
    say(&format!(
        "soak: attack: {} in {} MiB, {connections:.0} new connections a second: peak {} MiB, oom_kill 0, a client beside it \
         {beside}, alone {alone}: {:.1} times",
        kind.name,
        bytes >> 20,
        group.peak() >> 20,
        beside.p99().as_secs_f64() / alone.p99().as_secs_f64(),
    ));
    service.kill();
    service.ended();
}
