//! Tenants' directories that are not as they should be: nothing of theirs is written without their filters, an operator
//! is told once, and a tenant gets no more than the operator grants.

use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Filter, Genesys, Service, Setup, TenantDirectory, until};
use std::{fs, os::unix::fs::symlink};

fn setup(genesys: &Genesys, tenants: &str) -> Setup {
    let setup = Setup::new(genesys).without_tenants().edge([]).set("access.unknown_tenants", "allow");
    setup.set("reload.tenants_directory", tenants).set("reload.poll_seconds", 1)
}

fn redacting() -> Filter {
    Filter::named("redact-pii").config(json!({"kinds": ["email"]}))
}

/// After the one line that shows that it is served.
fn is_redacted(service: &Service) {
    let lines = service.written(&json!({"message": "ann@example.com"}), 1);
    assert!(!lines[0].text.contains("ann@"), "{}", lines[0].text);
}

fn problem(service: &Service, of: &str) -> Value {
    service.admin("/filters").json()["problems"][of].clone()
}

fn state(service: &Service) -> Option<f64> {
    service.scrape().get("telemetry_chain_state", &[("chain", TENANT_A)])
}

#[test]
fn without_the_tenants_directory_the_service_does_not_start() {
    let genesys = Genesys::start();
    let absent = sluice_tests::directory().join("absent");
    let setup = || setup(&genesys, absent.to_str().expect("UTF-8"));
    for ended in [setup().start_in_vain(), setup().check()] {
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stderr.contains("reload.tenants_directory"), "{ended:?}");
    }
}

#[test]
fn a_directory_without_a_chain_is_refused_at_a_start_and_said_when_it_loses_one() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [redacting()]);
    let chain = tenants.of(TENANT_A).join("chain.toml");
    let text = fs::read(&chain).expect("it was written");
    fs::remove_file(&chain).expect("it is there");
    assert_eq!(setup(&genesys, tenants.path()).check().code, Some(3));
    let service = setup(&genesys, tenants.path()).start();
    service.post(&json!({"message": "ann@example.com"})).refuses(503, "tenant_unavailable");
    assert_eq!(state(&service), Some(-1.0));

    fs::write(&chain, &text).expect("it can be written");
    until("the tenant is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
    fs::remove_file(&chain).expect("it is there");
    until("it is said", || problem(&service, TENANT_A)["why"].to_string().contains("chain.toml").then_some(()));
    assert_eq!(state(&service), Some(0.0));
    is_redacted(&service);
}

#[test]
fn a_directory_that_vanishes_is_said_once_and_what_was_loaded_goes_on() {
    let (genesys, volume) = (Genesys::start(), TenantDirectory::new());
    let (there, gone) = (volume.of("tenants"), volume.of("gone"));
    volume.write(&format!("tenants/{TENANT_A}"), [redacting()]);
    let service = setup(&genesys, there.to_str().expect("UTF-8")).start();
    until("the tenant is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
    fs::rename(&there, &gone).expect("it can be renamed");
    until("it is said", || problem(&service, "tenants_directory").is_object().then_some(()));
    let refused = || service.scrape().sum("telemetry_reloads_total", &[("result", "refused")]);
    let before = refused();
    // A change that is noticed after it: by then the directory has been looked at again.
    let loaded = service.scrape().sum("telemetry_reloads_total", &[("result", "loaded")]);
    let file = service.configuration();
    let text = fs::read_to_string(&file).expect("it was written");
    fs::write(&file, format!("{text}\n[nonsense]\n")).expect("it can be written");
    until("the file is refused", || (refused() > before).then_some(()));
    assert_eq!(refused(), before + 1.0);
    is_redacted(&service);

    fs::write(&file, &text).expect("it can be written");
    fs::rename(&gone, &there).expect("it can be renamed");
    until("nothing is wrong", || {
        let filters = service.admin("/filters").json();
        (filters["problems"] == json!({}) && filters["last_reload"]["result"] == "loaded").then_some(())
    });
    assert!(service.scrape().sum("telemetry_reloads_total", &[("result", "loaded")]) > loaded);
}

#[test]
fn what_a_directory_asks_for_beyond_the_ceiling_is_refused() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    let asking = || redacting().set("log", "debug").set("allow", vec!["redact", "personal"]);
    tenants.write(TENANT_A, [asking()]);
    let checked = setup(&genesys, tenants.path()).check();
    assert_eq!(checked.code, Some(3));
    assert!(checked.stderr.contains("personal") && checked.stderr.contains("[ceiling]"), "{checked:?}");
    let granting = setup(&genesys, tenants.path()).set("ceiling.log", "debug");
    assert_eq!(granting.set("ceiling.allow", vec!["redact", "personal"]).check().code, Some(0));
}

#[test]
fn the_environment_may_name_a_tenant_that_has_a_directory() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [redacting()]);
    let names = json!({TENANT_A: "From the environment"}).to_string();
    let service = setup(&genesys, tenants.path()).variable("TELEMETRY_CONFIG_TENANTS", &names).start();
    until("the tenant is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
    is_redacted(&service);
    assert_eq!(service.admin("/filters").json()["problems"], json!({}));
}

#[test]
fn a_link_out_of_a_tenants_directory_is_not_followed() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [redacting()]);
    let file = |name: &str| tenants.of(TENANT_A).join(name);
    let secret = tenants.of("secret.txt");
    fs::write(&secret, "root:SECRET").expect("it can be written");
    for (name, to) in
        [("redact-pii.wasm", file("redact-pii.wasm")), ("chain.toml", secret), ("chain.toml", "/dev/zero".into())]
    {
        let elsewhere = tenants.of("elsewhere");
        let target = if to == file(name) { fs::copy(&to, &elsewhere).map(|_| elsewhere) } else { Ok(to) };
        fs::remove_file(file(name)).expect("it is there");
        symlink(target.expect("it can be copied"), file(name)).expect("it can be linked");
        let checked = setup(&genesys, tenants.path()).check();
        assert_eq!(checked.code, Some(3), "{checked:?}");
        assert!(!checked.stderr.contains("SECRET"), "{checked:?}");
    }
}

#[test]
fn directories_that_cannot_be_of_a_tenant_are_counted_in_the_log() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [redacting()]);
    for name in ["our tenant", "edge", ".git"] {
        fs::create_dir(tenants.of(name)).expect("it can be made");
    }
    let service = setup(&genesys, tenants.path()).start();
    until("the tenant is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
    let counted: Vec<_> = service.log.entries().iter().filter_map(|entry| entry["misnamed"].as_u64()).collect();
    assert_eq!(counted, [2]);
}
