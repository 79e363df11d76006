//! What changes while the service runs: swapped in one step, refused without harm, and noticed however it comes.

mod candidates;
mod directories;
mod watching;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Filter, Genesys, Load, Service, Setup, TenantDirectory, until};
use std::{fs, os::unix::fs::symlink, time::Duration};

fn marked(mark: &str) -> Filter {
    Filter::named("enrich-client").config(json!({"fields": {"/attributes/chain": mark}}))
}

fn serving(mark: &str) -> (Genesys, TenantDirectory, Service) {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [marked(mark)]);
    let service = of(&genesys, tenants.path());
    shows(&service, mark);
    (genesys, tenants, service)
}

fn of(genesys: &Genesys, tenants: &str) -> Service {
    let setup = Setup::new(genesys).without_tenants().edge([]);
    setup.set("reload.tenants_directory", tenants).set("reload.poll_seconds", 1).start()
}

/// Which version of the chain a request goes through; none where it is refused.
fn version(service: &Service) -> Option<Value> {
    let before = service.output.count();
    let reply = service.post(&json!({"message": "which"}));
    let line = (reply.status == 200).then(|| service.output.lines(before + 1).remove(before))?;
    Some(line.at("/attributes/chain").clone())
}

fn shows(service: &Service, mark: &str) {
    until(&format!("the chain {mark} serves"), || (version(service)? == mark).then_some(()));
}

fn ask_for_reload(service: &Service) {
    kill_process(Pid::from_raw(service.pid().cast_signed()).expect("a process"), Signal::HUP).expect("it runs");
}

fn reloads(service: &Service, result: &str) -> f64 {
    service.scrape().sum("telemetry_reloads_total", &[("result", result)])
}

#[test]
fn a_changed_chain_a_new_component_and_a_removed_tenant_are_noticed() {
    let (_genesys, tenants, service) = serving("one");
    tenants.write(TENANT_A, [marked("two")]);
    shows(&service, "two");
    // Another component under the same name: `chain.toml` is as it was.
    let component = tenants.of(TENANT_A).join("enrich-client.wasm");
    let digest = || service.admin("/filters").json()["chains"][TENANT_A][0]["digest"].clone();
    let (old, mut bytes) = (digest(), fs::read(&component).expect("it was written"));
    bytes.extend([0, 2, 1, b'x']); // a custom section without content
    fs::write(&component, bytes).expect("it can be written");
    until("the other component serves", || (digest() != old).then_some(()));
    assert_eq!(version(&service), Some("two".into()));
    tenants.remove(TENANT_A);
    until("the tenant is not served", || (service.post(&json!({"message": "m"})).status == 403).then_some(()));
}

#[test]
fn what_is_wrong_is_refused_and_what_was_there_goes_on() {
    let (_genesys, tenants, service) = serving("good");
    let chain = tenants.of(TENANT_A).join("chain.toml");
    let good = fs::read_to_string(&chain).expect("it was written");
    for (wrong, why) in [
        ("filters = 3", "filters"),
        ("", "is empty"),
        ("[[filters]]\nname = 'x'\ncomponent = 'absent.wasm'", "reading"),
        ("[[filters]]\nname = 'x'\ncomponent = '../elsewhere.wasm'", "must lie in"),
        ("[[filters]]\nname = 'x'\ncomponent = 'enrich-client.wasm'\nallow = ['redact']", "enrich"),
    ] {
        let before = reloads(&service, "refused");
        fs::write(&chain, wrong).expect("it can be written");
        until("it is refused", || (reloads(&service, "refused") > before).then_some(()));
        let problem = service.admin("/filters").json()["problems"][TENANT_A].clone();
        assert!(problem["why"].to_string().contains(why), "{problem}");
        assert_eq!(service.scrape().get("telemetry_chain_state", &[("chain", TENANT_A)]), Some(0.0));
        assert_eq!(version(&service), Some("good".into()));
    }
    fs::write(&chain, good).expect("it can be written");
    until("nothing is wrong", || (service.admin("/filters").json()["problems"] == json!({})).then_some(()));
    service.log.entry("what was refused", |entry| entry["tenant"] == TENANT_A && entry["level"] == "error");
}

#[test]
fn the_operators_file_is_taken_anew_on_sighup_all_or_nothing() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([marked("one")]).set("reload.poll_seconds", 0).start();
    shows(&service, "one");
    let file = service.configuration();
    let write = |text: &str| {
        fs::write(&file, text).expect("it can be written");
        ask_for_reload(&service);
    };
    let text = fs::read_to_string(&file).expect("it was written");
    let changed = text.replace("\"one\"", "\"two\"");
    assert_ne!(text, changed);
    write(&changed);
    shows(&service, "two");
    // An empty file would be a configuration without filters.
    for (wrong, why) in [("", "is empty"), (&*(changed.replace("\"two\"", "\"three\"") + "\n[nonsense]\n"), "nonsense")]
    {
        write(wrong);
        let problem = || service.admin("/filters").json()["problems"]["configuration"]["why"].to_string();
        until(&format!("{why} is refused"), || problem().contains(why).then_some(()));
        assert_eq!(version(&service), Some("two".into()));
    }
    assert!(reloads(&service, "refused") >= 2.0);
}

#[test]
fn a_swap_of_links_as_kubernetes_does_it_is_one_change() {
    let (genesys, volume) = (Genesys::start(), TenantDirectory::new());
    volume.write("..2026_one", []);
    for version in ["one", "two"] {
        volume.write(&format!("..2026_{version}/{TENANT_A}"), [marked(version)]);
    }
    let link = |name: &str, to: &str| symlink(to, volume.of(name)).expect("it can be linked");
    link("..data", "..2026_one");
    link(TENANT_A, &format!("..data/{TENANT_A}"));
    let service = of(&genesys, volume.path());
    shows(&service, "one");
    link("..data_tmp", "..2026_two");
    fs::rename(volume.of("..data_tmp"), volume.of("..data")).expect("it can be renamed");
    shows(&service, "two");
}

#[test]
fn half_a_component_is_refused_and_the_whole_one_taken() {
    let (_genesys, tenants, service) = serving("old");
    let component = tenants.of(TENANT_A).join("enrich-client.wasm");
    let whole = fs::read(&component).expect("it was written");
    fs::write(&component, &whole[..whole.len() / 2]).expect("it can be written");
    until("half of it is refused", || (reloads(&service, "refused") >= 1.0).then_some(()));
    assert_eq!(version(&service), Some("old".into()));
    let chain = tenants.of(TENANT_A).join("chain.toml");
    let new = fs::read_to_string(&chain).expect("it was written").replace("old", "new");
    fs::write(&chain, new).expect("it can be written");
    fs::write(&component, &whole).expect("it can be written");
    shows(&service, "new");
}

#[test]
fn a_filter_whose_own_cases_do_not_hold_is_refused() {
    let (_genesys, tenants, service) = serving("good");
    let case = tenants.of(TENANT_A).join("enrich-client.cases/marks");
    fs::create_dir_all(&case).expect("it can be written");
    fs::write(case.join("config.json"), r#"{"fields":{"/attributes/chain":"good"}}"#).expect("it can be written");
    fs::write(case.join("batch.json"), r#"{"message":"m"}"#).expect("it can be written");
    fs::write(case.join("expected.jsonl"), r#"{"message":"m","attributes":{"chain":"better"}}"#)
        .expect("it can be written");
    until("its case is looked at", || {
        let problem = service.admin("/filters").json()["problems"][TENANT_A]["why"].to_string();
        problem.contains("does not hold").then_some(())
    });
    assert_eq!(version(&service), Some("good".into()));
}

#[test]
fn a_thousand_reloads_under_load_lose_nothing_and_take_no_memory() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [marked("0")]);
    // Slots keep what a filter has touched: few of them have all been used after 50 reloads.
    let setup = Setup::new(&genesys).without_tenants().edge([]).set("pool.slots", 4).set("pool.sandboxes", 4);
    let mut service = setup.set("reload.tenants_directory", tenants.path()).start();
    shows(&service, "0");
    let load = Load::paced(service.events, 4, 200, Duration::from_millis(5));
    let (mut early, mut late) = (0, u64::MAX);
    for reload in 1..=1_000 {
        let before = reloads(&service, "loaded");
        tenants.write(TENANT_A, [marked(&(reload % 4).to_string())]);
        // Of itself, it would leave a directory alone for a while that changes so often.
        ask_for_reload(&service);
        until("it is reloaded", || (reloads(&service, "loaded") > before).then_some(()));
        match reload {
            26..=50 => early = early.max(service.memory()),
            976.. => late = late.min(service.memory()),
            _ => {}
        }
    }
    let loaded = load.stop();
    assert_eq!((&loaded.broken, &loaded.refused), (&vec![], &vec![]));
    service.terminate();
    assert_eq!(service.ended(), Some(0));
    let mut lines = service.output.read_to_end();
    lines.retain(|line| line.json["message"] != "which");
    super::ending::killing::all_written(&lines, &loaded);
    assert!(late < early + early / 10, "{late} bytes after 1,000 reloads, {early} after 50");
}
