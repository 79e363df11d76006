//! How keys come, are exchanged and go: in the operator's file, and in a tenant's directory.

use super::{KEY, SHOP, key, with_key};
use serde_json::json;
use sluice_identity::stand_in::{TENANT_A, TENANT_B};
use sluice_tests::{Genesys, PublishableKey, Service, Setup, TenantDirectory, until};
use std::fs;

const NEW_KEY: &str = "pk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn status(service: &Service, key: &str) -> u16 {
    with_key(service, key, &json!({"message": "m"})).send().status
}

/// Writes `chain.toml` of a tenant with these keys.
fn write(tenants: &TenantDirectory, tenant: &str, keys: &[PublishableKey]) {
    let tables: Vec<_> = keys.iter().map(PublishableKey::table).collect();
    let chain = toml::Table::from_iter([("publishable_keys".to_owned(), tables.into())]);
    let directory = tenants.of(tenant);
    fs::create_dir_all(&directory).expect("it can be written");
    let (new, file) = (directory.join("chain.new"), directory.join("chain.toml"));
    fs::write(&new, toml::to_string(&chain).expect("tables are TOML")).expect("it can be written");
    fs::rename(&new, &file).expect("it can be renamed");
}

fn in_directories(genesys: &Genesys, tenants: &TenantDirectory) -> Setup {
    let setup = Setup::new(genesys).without_tenants().edge([]);
    setup.set("reload.tenants_directory", tenants.path()).set("reload.poll_seconds", 1)
}

#[test]
fn a_key_is_exchanged_by_having_two_and_revoked_at_once() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    write(&tenants, TENANT_A, &[key()]);
    let service = in_directories(&genesys, &tenants).start();
    until("the key is good", || (status(&service, KEY) == 200).then_some(()));
    assert_eq!(status(&service, NEW_KEY), 403);
    write(&tenants, TENANT_A, &[key().set("keys", vec![NEW_KEY, KEY])]);
    until("both keys are good", || (status(&service, NEW_KEY) == 200).then_some(()));
    assert_eq!(status(&service, KEY), 200);
    write(&tenants, TENANT_A, &[key().set("keys", vec![NEW_KEY])]);
    until("the old key is refused", || (status(&service, KEY) == 403).then_some(()));
    assert_eq!(status(&service, NEW_KEY), 200);
    write(&tenants, TENANT_A, &[]);
    until("no key is left", || (status(&service, NEW_KEY) == 403).then_some(()));
    until("its series is gone", || {
        service.scrape().values_of("telemetry_key_requests_total", "key").is_empty().then_some(())
    });
}

#[test]
fn a_key_of_another_tenant_stays_that_tenants() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    write(&tenants, TENANT_A, &[key()]);
    let service = in_directories(&genesys, &tenants).start();
    until("the key is good", || (status(&service, KEY) == 200).then_some(()));
    // Everybody can read it, so somebody else can write it down; the id of this tenant comes first.
    assert!(TENANT_B < TENANT_A);
    write(&tenants, TENANT_B, &[key(), PublishableKey::new("own", NEW_KEY, SHOP, &["events"])]);
    until("the other tenant is there", || (status(&service, NEW_KEY) == 200).then_some(()));
    assert_eq!(with_key(&service, KEY, &json!({"message": "whose"})).send().status, 200);
    let line =
        until("its line comes", || service.output.so_far().into_iter().find(|line| line.at("/message") == "whose"));
    assert_eq!(line.at("/tenant/id"), TENANT_A);
    service.log.entry("it is said", |entry| entry["message"] == "two tenants have one publishable key");
    assert!(!service.log.text().contains(&KEY[3..]));
}

#[test]
fn what_is_wrong_with_a_key_is_said_and_the_key_is_not() {
    let genesys = Genesys::start();
    let wrong = key().set("name", "the shop").set("keys", vec![KEY, "short-but-4711"]).set("formats", vec!["soap"]);
    let wrong = wrong.set("kinds", vec!["cookies"]).set("requests_per_second", 0).set("origins", vec!["shop"]);
    let checked = Setup::new(&genesys).keys_of(TENANT_A, [wrong]).check();
    assert_eq!(checked.code, Some(2), "{checked:?}");
    assert!(checked.stderr.contains("20 to 128"), "{checked:?}");
    assert!(!checked.stderr.contains("4711") && !checked.stderr.contains(&KEY[3..]), "{checked:?}");
    let wrong = key().set("name", "the shop").set("keys", vec![KEY, NEW_KEY, KEY]).set("formats", vec!["soap"]);
    let wrong = wrong.set("kinds", vec!["cookies"]).set("requests_per_second", 0).set("origins", vec!["shop"]);
    let checked = Setup::new(&genesys).keys_of(TENANT_A, [wrong.clone(), wrong]).check();
    for part in ["[0].name", "[0].keys: 3 keys", "[0].formats", "[0].kinds", "[0].requests_per_second", "[0].origins"] {
        assert!(checked.stderr.contains(part), "{part}: {checked:?}");
    }
}

#[test]
fn a_directory_gets_no_more_keys_and_no_faster_ones_than_the_operator_grants() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    let many = |count: usize| -> Vec<_> {
        let key = |number| PublishableKey::new(&format!("k{number}"), &format!("{KEY}{number}"), SHOP, &["events"]);
        (0..count).map(key).collect()
    };
    for (keys, why) in [
        (many(9), "the operator allows 8 (`ceiling.keys`)"),
        (vec![key().set("concurrent", 257)], "the operator allows 256 (`[ceiling]`)"),
        (vec![key().set("requests_per_second", 101)], "the operator allows 100 (`[ceiling]`)"),
        (vec![key().set("origins", vec!["null"])], "only the operator's file can allow"),
    ] {
        write(&tenants, TENANT_A, &keys);
        let setup = in_directories(&genesys, &tenants).set("fairness.requests_per_second", 100);
        let checked = setup.set("fairness.concurrent", 256).check();
        assert_eq!(checked.code, Some(3), "{checked:?}");
        assert!(checked.stderr.contains(why), "{why}: {checked:?}");
    }
}
