//! Random components of the right shape, most of them nonsense: whatever comes of each, the service goes on.
//!
//! `RANDOM_FILTERS=2000 RANDOM_SEED=7 cargo test --release -p sluice-tests hostile::random -- --nocapture` runs others.

use serde_json::{Value, json};
use sluice_identity::stand_in::{AGENT_2, Behaviour};
use sluice_tests::{
    Filter, Genesys, PERSONAL, Service, Setup, TenantDirectory, directory, personal_in, profile_directory, until,
    workspace,
};
use std::{collections::BTreeMap, path::PathBuf, process::Command};

pub(super) fn number(variable: &str, otherwise: u64) -> u64 {
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
        .set("ceiling.allow", vec!["redact", "enrich", "context", "personal"])
        .set("store.configure_ms", 50)
        .set("limits.cpu_ms", 20)
        .start()
}

fn name(number: usize) -> String {
    format!("random-{number}")
}

/// Waits until each tenant's chain was loaded or refused, for as long as there is progress: which were loaded.
pub(super) fn settled(service: &Service, tenants: &[String]) -> Vec<bool> {
    let states = || -> Vec<bool> {
        let page = service.admin("/filters").json();
        let state = |tenant: &String| {
            let refused = page["problems"][tenant]["state"] == "refused";
            (refused || page["chains"].get(tenant).is_some()).then_some(!refused)
        };
        tenants.iter().filter_map(state).collect()
    };
    let mut before = 0;
    while before < tenants.len() {
        before = until("one more is loaded or refused", || Some(states().len()).filter(|now| *now > before));
    }
    states()
}

/// Sends a batch as a user of a tenant; returns how many lines there have to be of it.
fn post(genesys: &Genesys, service: &Service, tenant: &str) -> usize {
    let whose = json!({"contactCenterId": tenant, "username": "agent@random.example"});
    genesys.behave(Behaviour::Body(whose.to_string().into()));
    let events =
        json!([{"message": PERSONAL[0], "name": "n"}, {"message": PERSONAL[2], "attributes": {"a": [1, null]}}]);
    let reply = service.ask().token(&format!("token-of-{tenant}")).json(&events).send();
    genesys.behave(Behaviour::Normal);
    assert_eq!(reply.status, 200, "{tenant}: {}", reply.text());
    let counts = reply.json();
    let of = |fate: &str| counts[fate].as_u64().expect("a count") as usize;
    assert_eq!(of("written") + of("dropped") + of("withheld"), 2, "{tenant}: {counts}");
    of("written") + of("withheld")
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
    let loaded = settled(&service, &(0..count as usize).map(name).collect::<Vec<_>>());
    let mut lines = 0;
    for number in (0..loaded.len()).filter(|number| loaded[*number]) {
        lines += post(&genesys, &service, &name(number));
        service.ask().token(AGENT_2.token).json(&json!({"message": "good"})).send().counts(1, 0, 0);
        lines += 1;
    }
    let mut ends: BTreeMap<String, String> = BTreeMap::new();
    for line in service.output.lines(lines) {
        assert_eq!(personal_in(&line.text), None);
        let reason = line.json.pointer("/withheld/reason").and_then(Value::as_str).unwrap_or("ok");
        ends.insert(line.at("/tenant/id").as_str().expect("a text").to_owned(), reason.to_owned());
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    ends.retain(|tenant, _| tenant.starts_with("random-"));
    ends.values().for_each(|end| *counts.entry(end.as_str()).or_default() += 1);
    let refused = loaded.iter().filter(|loaded| !**loaded).count();
    eprintln!("{count} random components of seed {seed}: {refused} refused, ends of the others {counts:?}");
    assert!(refused > 0 && ends.len() == loaded.len() - refused && counts.len() > 1, "{refused} refused, {counts:?}");
    assert_eq!(personal_in(&service.log.text()), None);
}
