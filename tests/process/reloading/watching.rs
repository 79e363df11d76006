//! What is noticed of the tenants' directories, and what that costs: nothing outside of them is watched, and one that changes
//! all the time keeps no other waiting.

use serde_json::{Value, json};
use sluice_identity::stand_in::{AGENT_1, AGENT_2, TENANT_A, TENANT_B};
use sluice_tests::{Filter, Genesys, Service, Setup, TenantDirectory, until};
use std::{
    fs,
    os::unix::fs::symlink,
    path::Path,
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    time::Duration,
};

fn marked(mark: &str) -> Filter {
    Filter::named("enrich-client").config(json!({"fields": {"/attributes/chain": mark}}))
}

/// Changes are noticed by what the operating system tells, and by nothing else.
fn start(genesys: &Genesys, tenants: &TenantDirectory, poll_seconds: i64) -> Service {
    let setup = Setup::new(genesys).without_tenants().edge([]).set("reload.tenants_directory", tenants.path());
    setup.set("reload.poll_seconds", poll_seconds).start()
}

fn shows(service: &Service, token: &str, mark: &str) {
    until(&format!("the chain {mark} serves"), || {
        let before = service.output.count();
        let reply = service.ask().token(token).json(&json!({"message": "which"})).send();
        let line = (reply.status == 200).then(|| service.output.lines(before + 1).remove(before))?;
        (line.at("/attributes/chain") == mark).then_some(())
    });
}

/// Directories that a process watches. <https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html>
fn watches(service: &Service) -> usize {
    let process = format!("/proc/{}", service.pid());
    let descriptors = fs::read_dir(format!("{process}/fd")).expect("it runs").flatten();
    let is_inotify = |path: &Path| fs::read_link(path).is_ok_and(|link| link.ends_with("anon_inode:inotify"));
    let inotify = descriptors.filter(|entry| is_inotify(&entry.path()));
    let infos = inotify.map(|entry| {
        let number = entry.file_name().to_string_lossy().into_owned();
        fs::read_to_string(format!("{process}/fdinfo/{number}")).unwrap_or_default()
    });
    infos.map(|info| info.lines().filter(|line| line.starts_with("inotify wd:")).count()).sum()
}

#[test]
fn where_a_tenants_links_lead_is_not_watched() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [marked("one")]);
    for (name, to) in [("x", "/usr"), ("enrich-client.cases", "/usr"), ("loop", ".")] {
        symlink(to, tenants.of(TENANT_A).join(name)).expect("it can be linked");
    }
    tenants.write(TENANT_B, [marked("one")]);
    (0..100)
        .for_each(|n| fs::create_dir_all(tenants.of(TENANT_B).join(format!("beside/{n}"))).expect("it can be made"));
    let service = start(&genesys, &tenants, 0);
    shows(&service, AGENT_2.token, "one");
    tenants.write(TENANT_B, [marked("two")]);
    shows(&service, AGENT_2.token, "two");
    // That of the file, of the components of the edge, of all tenants, and of each.
    let count = watches(&service);
    assert!((3..=5).contains(&count), "{count} watches");
}

#[test]
fn a_tenant_with_too_many_directories_is_looked_at_by_the_timer() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [marked("one")]);
    let cases = tenants.of(TENANT_A).join("enrich-client.cases");
    // Of other settings than those of the filter: they are not held against it.
    for case in 0..300 {
        let case = cases.join(case.to_string());
        fs::create_dir_all(&case).expect("it can be made");
        fs::write(case.join("config.json"), "{}").expect("it can be written");
        fs::write(case.join("batch.json"), r#"{"message":"m"}"#).expect("it can be written");
        fs::write(case.join("expected.jsonl"), r#"{"message":"m"}"#).expect("it can be written");
    }
    let service = start(&genesys, &tenants, 1);
    service.log.entry("that they are too many", |entry| entry["tenant"] == TENANT_A && entry["level"] == "warn");
    let count = watches(&service);
    assert!(count <= 5, "{count} watches");
    let looks =
        || service.log.entries().iter().filter(|entry| entry["tenant"] == TENANT_A && entry["level"] == "info").count();
    let before = looks();
    fs::write(cases.join("7/config.json"), r#"{ }"#).expect("it can be written");
    until("the change is noticed", || {
        (looks() > before || service.admin("/filters").json()["problems"] != json!({})).then_some(())
    });
}

#[test]
fn a_directory_that_is_made_again_is_watched_again() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [marked("one")]);
    let service = start(&genesys, &tenants, 0);
    shows(&service, AGENT_1.token, "one");
    for mark in ["two", "one"] {
        fs::rename(tenants.of(TENANT_A), tenants.of(&format!(".{mark}"))).expect("it can be renamed");
        tenants.write(TENANT_A, [marked(mark)]);
        shows(&service, AGENT_1.token, mark);
    }
    tenants.remove(TENANT_A);
    let refused = || (service.post(&json!({"message": "m"})).status == 403).then_some(());
    until("the tenant is not served", refused);
    tenants.write(TENANT_A, [marked("two")]);
    shows(&service, AGENT_1.token, "two");
    tenants.write(TENANT_A, [marked("one")]);
    shows(&service, AGENT_1.token, "one");
}

#[test]
fn a_config_map_as_a_tenants_directory_is_noticed_when_its_link_is_swapped() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    for mark in ["one", "two"] {
        tenants.write(&format!("{TENANT_A}/..2026_{mark}"), [marked(mark)]);
    }
    let link = |name: &str, to: &str| symlink(to, tenants.of(TENANT_A).join(name)).expect("it can be linked");
    link("..data", "..2026_one");
    link("chain.toml", "..data/chain.toml");
    link("enrich-client.wasm", "..data/enrich-client.wasm");
    let service = start(&genesys, &tenants, 0);
    shows(&service, AGENT_1.token, "one");
    link("..data_tmp", "..2026_two");
    fs::rename(tenants.of(TENANT_A).join("..data_tmp"), tenants.of(TENANT_A).join("..data"))
        .expect("it can be renamed");
    shows(&service, AGENT_1.token, "two");
}

#[test]
fn a_tenant_that_changes_all_the_time_keeps_no_other_waiting() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [marked("0")]);
    tenants.write(TENANT_B, [marked("0")]);
    let service = start(&genesys, &tenants, 0);
    shows(&service, AGENT_1.token, "0");
    let (changes, is_over) = (AtomicU64::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Relaxed) {
                let number = changes.fetch_add(1, Relaxed);
                tenants.write(TENANT_A, [marked(&(number % 7).to_string())]);
                fs::write(tenants.of(TENANT_A).join("noise"), number.to_string()).expect("it can be written");
                // A hundred times a second.
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        for mark in 1..=5 {
            until("there are changes of the other", || (changes.load(Relaxed) >= mark * 40).then_some(()));
            tenants.write(TENANT_B, [marked(&mark.to_string())]);
            shows(&service, AGENT_2.token, &mark.to_string());
        }
        is_over.store(true, Relaxed);
    });
    let taken = |entry: &Value| entry["tenant"] == TENANT_A && entry["level"] == "info";
    let taken = service.log.entries().iter().filter(|entry| taken(entry)).count();
    assert!(taken < 40, "{taken} of {} changes were looked at", changes.load(Relaxed));
    service.post(&json!({"message": "m"})).counts(1, 0, 0);
}
