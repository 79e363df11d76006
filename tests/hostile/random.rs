//! Random components of the right shape, most of them nonsense: whatever comes of each, the service goes on.
//!
//! `RANDOM_FILTERS=2000 RANDOM_SEED=7 cargo test --release -p sluice-tests hostile::random -- --nocapture` runs others.

use serde_json::json;
use sluice::auth::stand_in::{AGENT_2, Behaviour};
use sluice_tests::{
    Filter, Genesys, PERSONAL, Service, Setup, TenantDirectory, directory, personal_in, profile_directory, until,
    workspace,
};
use std::{collections::BTreeMap, path::PathBuf, process::Command};

/// How a run may end.
const OUTCOMES: [&str; 9] = [
    "ok",
    "error",
    "trap",
    "cpu_limit",
    "wall_limit",
    "memory_limit",
    "stack_overflow",
    "host_call_limit",
    "growth_limit",
];

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// The components, written by a program that is built apart: it needs no part of the service.
fn written(count: u64, seed: u64) -> Vec<PathBuf> {
    let program = profile_directory().parent().expect("target").join("random-filters/release/random-filters");
    assert!(program.is_file(), "{} is missing; run `make random-filters`", program.display());
    let into = directory().join(format!("random-{seed}"));
    let wit = workspace().join("guest-sdk/wit/filter.wit");
    let mut command = Command::new(program);
    command.arg(wit).arg(&into).args([count.to_string(), seed.to_string()]);
    assert!(command.status().expect("it can be started").success());
    (0..count).map(|number| into.join(format!("random-{number}.wasm"))).collect()
}

fn start(genesys: &Genesys, tenants: &TenantDirectory) -> Service {
    Setup::new(genesys)
        .edge([Filter::named("redact-pii")])
        .set("reload.tenants_directory", tenants.path())
        .set("store.configure_ms", 50)
        .set("limits.cpu_ms", 20)
        .start()
}

fn name(number: usize) -> String {
    format!("random-{number}")
}

/// Waits until each was loaded or refused, for as long as there is progress.
fn settled(service: &Service, count: usize) -> Vec<bool> {
    let states = || -> Vec<f64> {
        let scrape = service.scrape();
        (0..count).filter_map(|n| scrape.get("telemetry_chain_state", &[("chain", &name(n))])).collect()
    };
    let decided = |states: &[f64]| states.iter().filter(|state| **state != 0.0).count();
    let mut before = 0;
    while before < count {
        before = until("one more is loaded or refused", || Some(decided(&states())).filter(|now| *now > before));
    }
    states().iter().map(|state| *state > 0.0).collect()
}

/// Sends a batch as a user of a tenant, and returns how the run of its filter ended.
fn outcome(genesys: &Genesys, service: &Service, tenant: &str) -> String {
    let whose = json!({"contactCenterId": tenant, "username": "agent@random.example"});
    genesys.behave(Behaviour::Says(whose.to_string().into()));
    let events =
        json!([{"message": PERSONAL[0], "name": "n"}, {"message": PERSONAL[2], "attributes": {"a": [1, null]}}]);
    let reply = service.ask().token(&format!("token-of-{tenant}")).json(&events).send();
    genesys.behave(Behaviour::Normal);
    assert_eq!(reply.status, 200, "{tenant}: {}", reply.text());
    let scrape = service.scrape();
    let ran = |outcome: &&&str| {
        scrape
            .get("telemetry_filter_runs_total", &[("chain", tenant), ("outcome", outcome)])
            .is_some_and(|runs| runs > 0.0)
    };
    OUTCOMES.iter().find(ran).unwrap_or_else(|| panic!("{tenant}: no outcome is counted")).to_string()
}

#[test]
fn random_components_are_refused_or_fail_or_run_and_the_service_goes_on() {
    let (count, seed) = (number("RANDOM_FILTERS", 60), number("RANDOM_SEED", 1));
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    let service = start(&genesys, &tenants);
    let all = vec!["redact", "enrich", "context", "personal"];
    for (number, file) in written(count, seed).into_iter().enumerate() {
        let filter = Filter::at("random", file).set("allow", all.clone()).set("on_failure", "withhold");
        tenants.write(&name(number), [filter]);
    }
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for (number, loaded) in settled(&service, count as usize).into_iter().enumerate() {
        let end = if loaded { outcome(&genesys, &service, &name(number)) } else { "refused".to_owned() };
        *ends.entry(end).or_default() += 1;
        if number % 16 == 0 {
            service.ask().token(AGENT_2.token).json(&json!({"message": "good"})).send().counts(1, 0, 0);
        }
    }
    eprintln!("{count} random components of seed {seed}: {ends:?}");
    assert!(ends.len() >= 2 && ends.values().sum::<usize>() == count as usize, "{ends:?}");
    assert_eq!(personal_in(&service.output.text()), None);
    service.ask().token(AGENT_2.token).json(&json!({"message": "good"})).send().counts(1, 0, 0);
}
