//! Many tenants, each with a filter of its own: how long a warm start takes, what each costs in memory, and what a request
//! costs when they are spread over all of them.

use crate::{
    format::Format,
    load,
    payload::Payload,
    server::{LOAD_CORE, SERVER_CORE, Server},
};
use sluice_identity::stand_in::tenant_of_crowd;
use sluice_tests::{Filter, Genesys, Service, Setup, TenantDirectory, until};
use std::{fs, path::Path, time::Instant};

/// The filter of each tenant; its component differs from tenant to tenant by a custom section.
const FILTER: &str = "redact-pii";

/// Prints what was measured. Compiled filters stay in `target/bench` for the next time.
pub fn measure(genesys: &Genesys, tenants: u32, seconds: u64, directory: &Path) -> u64 {
    let store = sluice_tests::profile_directory().parent().expect("target").join("bench/filters");
    fs::create_dir_all(store.parent().expect("bench")).expect("target can be written");
    let (one, many) = (directories(1), directories(tenants));
    let cold = Instant::now();
    drop(start(genesys, &many, &store));
    println!(
        "{:<38} {:>12.1} s until all are served",
        format!("{tenants} tenants, start"),
        cold.elapsed().as_secs_f64()
    );

    let (_, alone_bytes, alone) = run(genesys, &one, &store, 1, seconds, directory);
    let (start, spread_bytes, spread) = run(genesys, &many, &store, tenants, seconds, directory);
    println!("{:<38} {start:>12.1} s until all are served", format!("{tenants} tenants, warm start"));
    let each = (spread_bytes.saturating_sub(alone_bytes)) as f64 / f64::from(tenants - 1) / 1024.0;
    println!("{:<38} {each:>12.0} KiB", "memory of one more tenant, all in use");
    println!("{:<38} {:>12.1} µs of processor time a request", "one tenant", alone.cpu_us);
    println!(
        "{:<38} {:>12.1} µs, {:.2} x one tenant\n",
        format!("spread over {tenants} tenants"),
        spread.cpu_us,
        spread.cpu_us / alone.cpu_us
    );
    alone.failed + spread.failed
}

/// Seconds until every tenant is served, bytes when all have been, and the load.
fn run(
    genesys: &Genesys,
    tenants: &TenantDirectory,
    store: &Path,
    count: u32,
    seconds: u64,
    directory: &Path,
) -> (f64, u64, load::Measured) {
    let began = Instant::now();
    let service = start(genesys, tenants, store);
    let start = began.elapsed().as_secs_f64();
    let tokens: Vec<String> = (0..count).map(tenant_of_crowd).collect();
    for token in &tokens {
        let reply = service.ask().token(token).body(Payload::Batch20.body()).send();
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
    let bytes = service.memory();
    let server = Server::Sluice(Box::new(service));
    server.keep_to(SERVER_CORE);
    (
        start,
        bytes,
        load::measure_with(&server, Payload::Batch20, Format::PlainJson, seconds, directory, &tokens, u64::from(count)),
    )
}

fn start(genesys: &Genesys, tenants: &TenantDirectory, store: &Path) -> Service {
    let setup = Setup::new(genesys).without_tenants().edge([]).counted();
    let service = setup
        .set("reload.tenants_directory", tenants.path())
        .set("store.directory", store.to_str().expect("UTF-8"))
        .set("pool.slots", 2_000)
        .set("server.worker_threads", 1)
        .under(&["taskset", "-c", &format!("{SERVER_CORE},{LOAD_CORE}")])
        .start();
    loop {
        // A thousand filters take minutes where nothing is compiled yet: longer than a test would wait.
        let filters = until("the status is there", || Some(service.admin("/filters").json()));
        let problems = filters["problems"].as_object().expect("an object");
        if let Some((tenant, problem)) = problems.iter().find(|(_, problem)| problem["state"] == "refused") {
            panic!("the filter of {tenant} was refused: {problem}");
        }
        if problems.is_empty() {
            return service;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

fn directories(count: u32) -> TenantDirectory {
    let all = TenantDirectory::new();
    let component = fs::read(sluice_tests::component(FILTER)).expect("make build has built it");
    for number in 0..count {
        let tenant = tenant_of_crowd(number);
        let file = all.of(&tenant).join("filter.wasm");
        fs::create_dir_all(all.of(&tenant)).expect("it can be written");
        // A custom section: its id, its length, and a name of eight bytes. <https://webassembly.github.io/spec/core/binary/modules.html>
        let section = [&[0, 9, 8][..], format!("{number:08}").as_bytes()].concat();
        fs::write(&file, [&component[..], &section].concat()).expect("it can be written");
        all.write(&tenant, [Filter::at(FILTER, file)]);
    }
    all
}
