//! Chains that name components in registries.

use super::*;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sluice_identity::stand_in::{TENANT_A, TENANT_B};
use sluice_tests::{Filter, Genesys, Service, Setup, TenantDirectory, until};
use std::net::TcpListener;

/// A service with a store of its own, which therefore has pulled nothing.
fn setup(genesys: &Genesys, hosts: &[&str], store: &Path) -> Setup {
    let setup = Setup::new(genesys).edge([]).set("store.directory", store.join("store").to_str().unwrap());
    hosts.iter().fold(setup.set("reload.poll_seconds", 1), |setup, host| {
        let plain = toml::Table::from_iter([("plain_http".to_owned(), true.into())]);
        let hosts = toml::Table::from_iter([((*host).to_owned(), toml::Value::from(plain))]);
        setup.set("registry.hosts", hosts)
    })
}

fn named(reference: &str) -> Filter {
    Filter::at("redact-pii", reference.into()).config(json!({"kinds": ["email"]}))
}

fn redacts(service: &Service, before: usize) {
    let lines = service.written(&json!({"message": "ann@example.com"}), before);
    assert!(!lines[0].text.contains("ann@"), "{}", lines[0].text);
}

fn problem(service: &Service, of: &str) -> Value {
    service.admin("/filters").json()["problems"][of].clone()
}

fn why(service: &Service, of: &str, words: &str) {
    until(words, || problem(service, of)["why"].to_string().contains(words).then_some(()));
}

/// SIGHUP: what was refused is tried again.
fn hang_up(service: &Service) {
    kill_process(Pid::from_raw(service.pid().cast_signed()).expect("a process"), Signal::HUP).expect("it runs");
}

#[test]
fn a_component_is_pulled_once_and_started_from_the_cache_with_the_registry_gone() {
    let (genesys, mut registry, own, store) = (Genesys::start(), Registry::start(), temporary(), temporary());
    let by_digest = push(&registry, "redact-pii", "acme/f:1", &[], own.path());
    for reference in [by_digest, registry.reference("acme/f:1")] {
        redacts(&setup(&genesys, &[&registry.host()], store.path()).edge([named(&reference)]).start(), 0);
    }
    // A tag means what it meant when it was looked up.
    push(&registry, "pass-through", "acme/f:1", &[], own.path());
    let tag = registry.reference("acme/f:1");
    redacts(&setup(&genesys, &[&registry.host()], store.path()).edge([named(&tag)]).start(), 0);
    registry.stop();
    redacts(&setup(&genesys, &[&registry.host()], store.path()).edge([named(&tag)]).start(), 0);
    let checked = setup(&genesys, &[&registry.host()], store.path()).edge([named(&tag)]).check();
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert!(checked.stdout.contains("good; 1 filters load"), "{checked:?}");
    assert!(checked.stdout.contains(&format!("{tag} was pulled as oci://")), "{checked:?}");
}

#[test]
fn a_component_in_the_cache_that_was_changed_is_not_loaded() {
    let (genesys, registry, own, store) = (Genesys::start(), Registry::start(), temporary(), temporary());
    let by_digest = push(&registry, "redact-pii", "f:1", &[], own.path());
    let setup = || setup(&genesys, &[&registry.host()], store.path()).edge([named(&by_digest)]);
    redacts(&setup().start(), 0);
    let components = fs::read_dir(store.path().join("store/components")).unwrap().map(|entry| entry.unwrap().path());
    let component = components.into_iter().find(|path| path.extension().is_some_and(|found| found == "wasm")).unwrap();
    let mut bytes = fs::read(&component).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&component, bytes).unwrap();
    let ended = setup().start_in_vain();
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("is not what it was when it was pulled or verified"), "{ended:?}");
}

#[test]
fn what_has_yet_to_be_pulled_is_named_by_check_and_pulled_when_asked() {
    let (genesys, registry, own, store) = (Genesys::start(), Registry::start(), temporary(), temporary());
    let by_digest = push(&registry, "redact-pii", "f:1", &[], own.path());
    let setup = || setup(&genesys, &[&registry.host()], store.path()).edge([named(&by_digest)]);
    let checked = setup().check();
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert!(checked.stdout.contains(&format!("filter `redact-pii`: {by_digest} is not in the cache")), "{checked:?}");
    assert!(!store.path().join("store/components").exists());
    let (_directory, file) = setup().write();
    let pulled = run(setup().command(&["check", "--pull", &file.display().to_string()]));
    assert_eq!(pulled.code, Some(0), "{pulled:?}");
    assert!(pulled.stdout.contains("good; 1 filters load"), "{pulled:?}");
    assert!(setup().check().stdout.contains("good; 1 filters load"));
    // Of a tenant's directory too.
    let tenants = TenantDirectory::new();
    let absent = registry.reference("absent:1");
    tenants.write(TENANT_A, [named(&absent)]);
    let setup = setup().without_tenants().set("reload.tenants_directory", tenants.path());
    let checked = setup.set("ceiling.pull_from", vec![registry.host()]).check();
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert!(
        checked.stderr.contains(&format!("tenant {TENANT_A}: filter `redact-pii`: pending: {absent}")),
        "{checked:?}"
    );
}

#[test]
fn a_registry_that_says_nothing_holds_up_its_own_tenant_alone() {
    let (genesys, registry, own, store) = (Genesys::start(), Registry::start(), temporary(), temporary());
    // It takes connections, and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent_host = silent.local_addr().unwrap().to_string();
    let by_digest = push(&registry, "redact-pii", "a/f:1", &[], own.path());
    let tenants = TenantDirectory::new();
    tenants.write(TENANT_A, [named(&by_digest)]);
    tenants.write(TENANT_B, [named(&format!("oci://{silent_host}/b/f:1"))]);
    let plain = toml::Table::from_iter([("plain_http".to_owned(), true.into())]);
    let hosts = [registry.host(), silent_host.clone()].map(|host| (host, toml::Value::from(plain.clone())));
    let service = setup(&genesys, &[], store.path())
        .without_tenants()
        .set("reload.tenants_directory", tenants.path())
        .set("registry.hosts", toml::Table::from_iter(hosts))
        .set("ceiling.pull_from", vec![registry.host(), silent_host])
        .start();
    let served = || (service.post(&json!({"message": "ann@example.com"})).status == 200).then_some(());
    until("the tenant whose registry answers is served", served);
    why(&service, TENANT_B, "is being pulled");
    assert_eq!(problem(&service, TENANT_B)["state"], "pending");
    // Its files are still followed.
    tenants.write(TENANT_B, [Filter::named("pass-through")]);
    until("the other tenant is served by a file", || problem(&service, TENANT_B).is_null().then_some(()));
}

#[test]
fn a_directory_pulls_from_where_the_operator_allows_only() {
    let (genesys, registry, own, store) = (Genesys::start(), Registry::start(), temporary(), temporary());
    let host = registry.host();
    let by_digest = push(&registry, "redact-pii", &format!("{TENANT_B}/f:1"), &[], own.path());
    let tenants = TenantDirectory::new();
    tenants.write(TENANT_A, [named(&by_digest)]);
    let setup = |pull_from: &str| {
        let setup = setup(&genesys, &[&host], store.path()).without_tenants();
        setup.set("reload.tenants_directory", tenants.path()).set("ceiling.pull_from", vec![pull_from])
    };
    let service = setup(&format!("{host}/{{tenant}}")).start();
    why(&service, TENANT_A, "is none of the repositories that the operator allows");
    assert!(!store.path().join("store/components").exists(), "nothing was asked for");
    let service = setup(&format!("{host}/{TENANT_B}")).start();
    until("it is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
}

#[test]
fn a_chain_that_demands_a_signature_takes_nothing_without_one() {
    let (genesys, registry, own, store) = (Genesys::start(), Registry::start(), temporary(), temporary());
    let key = keygen("release", own.path());
    let unsigned = push(&registry, "redact-pii", "unsigned:1", &[], own.path());
    let signed = push(&registry, "redact-pii", "signed:1", &["--key", "release.key"], own.path());
    let setup = |filter: Filter| {
        let setup = setup(&genesys, &[&registry.host()], store.path()).edge([filter]);
        setup.set("edge.signed_by", vec![key.as_str()])
    };
    redacts(&setup(named(&signed)).start(), 0);
    let file = own.path().join("redact-pii.wasm");
    fs::copy(component("redact-pii"), &file).unwrap();
    for filter in [named(&unsigned), Filter::at("redact-pii", file.clone())] {
        let ended = setup(filter).start_in_vain();
        assert_eq!(ended.code, Some(3), "{ended:?}");
        assert!(ended.stderr.contains("signature: it is not signed"), "{ended:?}");
    }
    // A file is signed as what is pushed is.
    let arguments = ["sign", "redact-pii.wasm", "--key", "release.key"];
    assert_eq!(filter(&arguments, own.path()).code, Some(0));
    setup(Filter::at("redact-pii", file.clone())).start();
    // It is that file which was signed.
    fs::copy(changed("redact-pii", own.path()), &file).unwrap();
    let ended = setup(Filter::at("redact-pii", file)).start_in_vain();
    assert!(ended.stderr.contains("is of another component"), "{ended:?}");
}

#[test]
fn what_is_signed_after_it_was_pulled_is_taken_when_it_is_asked_for() {
    let (genesys, registry, own, store) = (Genesys::start(), Registry::start(), temporary(), temporary());
    let (key, host) = (keygen("release", own.path()), registry.host());
    let by_digest = push(&registry, "redact-pii", "f:1", &[], own.path());
    let tenants = TenantDirectory::new();
    tenants.write(TENANT_A, [named(&by_digest)]);
    let setup = setup(&genesys, &[&host], store.path()).without_tenants().set("ceiling.signed_by", vec![key]);
    let service = setup.set("reload.tenants_directory", tenants.path()).set("ceiling.pull_from", vec![host]).start();
    why(&service, TENANT_A, "it is not signed");
    assert_eq!(push(&registry, "redact-pii", "f:1", &["--key", "release.key"], own.path()), by_digest);
    hang_up(&service);
    until("it is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
}

#[test]
fn an_operators_demands_hold_for_directories_and_imports_are_bounded() {
    let (genesys, registry, own, store) = (Genesys::start(), Registry::start(), temporary(), temporary());
    let (key, host) = (keygen("release", own.path()), registry.host());
    let other = keygen("other", own.path());
    let signed = push(&registry, "redact-pii", "f:1", &["--key", "release.key"], own.path());
    let tenants = TenantDirectory::new();
    let redact_only = named(&signed).set("allow", vec!["redact"]);
    tenants.write(TENANT_A, [redact_only.clone()]);
    let setup = |signed_by: &str, imports: &[&str]| {
        let setup = setup(&genesys, &[&host], store.path()).without_tenants();
        let setup = setup.set("reload.tenants_directory", tenants.path()).set("ceiling.pull_from", vec![host.as_str()]);
        let setup = setup.set("ceiling.signed_by", vec![signed_by]).set(&format!("tenants.{TENANT_A}.name"), "A");
        setup.set(&format!("tenants.{TENANT_A}.imports"), imports.to_vec())
    };
    let service = setup(&key, &["redact"]).start();
    until("it is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
    drop(service);
    let service = setup(&other, &["redact"]).start();
    why(&service, TENANT_A, "none of its signatures is of a key in `signed_by`");
    service.post(&json!({"message": "m"})).refuses(503, "tenant_unavailable");
    drop(service);
    let service = setup(&key, &["enrich"]).start();
    why(&service, TENANT_A, "is more than `imports` grants");
    tenants.write(TENANT_A, [redact_only.set("allow", Vec::<String>::new())]);
    why(&service, TENANT_A, "it is signed as one that imports redact");
}

#[test]
fn a_new_reference_in_the_file_is_taken_while_the_old_chain_goes_on() {
    let (genesys, registry, own, store) = (Genesys::start(), Registry::start(), temporary(), temporary());
    let by_digest = push(&registry, "redact-pii", "f:1", &[], own.path());
    let service = setup(&genesys, &[&registry.host()], store.path()).edge([Filter::named("pass-through")]).start();
    let text = fs::read_to_string(service.configuration()).unwrap();
    let file = component("pass-through").display().to_string();
    fs::write(service.configuration(), text.replace(&file, &registry.reference("absent:1"))).unwrap();
    why(&service, "configuration", "has no such component");
    service.written(&json!({"message": "ann@example.com"}), 0);
    fs::write(service.configuration(), text.replace(&file, &by_digest)).unwrap();
    let mut written = 1;
    let redacted = || {
        let lines = service.written(&json!({"message": "ann@example.com"}), written);
        written += 1;
        (!lines[0].text.contains("ann@")).then_some(())
    };
    until("the new chain is taken", redacted);
}
