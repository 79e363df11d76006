//! Tenants that have much to say: mistakes, names and series without end. The log, `/filters` and `/metrics` stay as short
//! as if they had said a little.

use super::components::guest::{Guest, process};
use serde_json::json;
use sluice_identity::stand_in::{TENANT_A, tenant_of_crowd};
use sluice_tests::{Filter, Genesys, Service, Setup, TenantDirectory, directory, until};
use std::{fmt::Write as _, fs};

/// Bytes in which ten mistakes can be said.
const ENOUGH: usize = 16 << 10;

fn start(genesys: &Genesys, tenants: &TenantDirectory) -> Service {
    setup(genesys, tenants).start()
}

fn setup(genesys: &Genesys, tenants: &TenantDirectory) -> Setup {
    let setup = Setup::new(genesys).without_tenants().edge([]).set("access.unknown_tenants", "allow");
    setup.set("reload.tenants_directory", tenants.path()).set("reload.poll_seconds", 1)
}

fn filters(count: u32, component: &str, name: impl Fn(u32) -> String) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        let _ = writeln!(text, "[[filters]]\nname = '{}'\ncomponent = '{component}'", name(number));
        text
    })
}

/// What is said of the tenant's chain, once these words are in it, and in how many bytes all that is said.
fn is_refused(service: &Service, words: &str) {
    let before = service.log.text().len();
    let why = until(&format!("{words} is said"), || {
        let why = service.admin("/filters").json()["problems"][TENANT_A]["why"].clone();
        why.to_string().contains(words).then_some(why)
    });
    assert!(why.as_array().is_some_and(|why| why.len() <= 11), "{why}");
    for (what, bytes) in
        [("JSON", service.admin("/filters").text().len()), ("the log", service.log.text().len() - before)]
    {
        assert!(bytes < ENOUGH, "{words}: {bytes} bytes of {what}");
    }
}

#[test]
fn mistakes_are_listed_up_to_ten_and_then_counted() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [Filter::named("pass-through")]);
    let service = start(&genesys, &tenants);
    let chain = tenants.of(TENANT_A).join("chain.toml");
    let keys: String = (0..20_000).map(|number| format!("k{number}=1\n")).collect();
    let wrong: String = (0..50).map(|number| format!("origins{number} = ['x']\n")).collect();
    let origins = format!("origins = {:?}", vec!["https://example.com"; 5_000]);
    let long = format!("name = '{}'", "x".repeat(100_000));
    for (text, words) in [
        (keys, "the file: 20000 entries: the operator allows 100 (`ceiling.entries`)"),
        (wrong, "and 40 more mistakes"),
        (origins, "origins: 5000 entries: the operator allows 100 (`ceiling.entries`)"),
        (long, "name: 100000 bytes: the operator allows 512 (`ceiling.text_bytes`)"),
        (format!("x = [{}", "1,".repeat(100_000)), "not TOML"),
        ("#".repeat((256 << 10) + 1), "more than 262144 bytes"),
        (filters(200, "pass-through.wasm", |n| format!("f{n}")), "filters: 200 filters: the operator allows 16"),
        (filters(16, "absent.wasm", |n| format!("f{n}")), "and 6 more mistakes"),
    ] {
        fs::write(&chain, &text).expect("it can be written");
        is_refused(&service, words);
        let checked = setup(&genesys, &tenants).check();
        assert_eq!(checked.code, Some(3), "{words}: {}", checked.stderr);
        assert!(checked.stderr.contains(words) && checked.stderr.len() < ENOUGH, "{} bytes", checked.stderr.len());
    }
    service.post(&json!({"message": "the old chain goes on"})).counts(1, 0, 0);
}

#[test]
fn twenty_thousand_cases_that_do_not_hold_are_few_words() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [Filter::named("pass-through")]);
    let service = start(&genesys, &tenants);
    until("the tenant is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
    let cases = tenants.of("cases-in-the-making");
    for case in 0..20_000 {
        let case = cases.join(case.to_string());
        fs::create_dir_all(&case).expect("it can be made");
        fs::write(case.join("batch.json"), r#"{"message":"m"}"#).expect("it can be written");
        fs::write(case.join("expected.jsonl"), r#"{"message":"n"}"#).expect("it can be written");
    }
    fs::rename(&cases, tenants.of(TENANT_A).join("pass-through.cases")).expect("it can be renamed");
    is_refused(&service, "case");
    service.post(&json!({"message": "the old chain goes on"})).counts(1, 0, 0);
}

#[test]
fn filters_that_were_refused_and_tenants_that_are_gone_have_no_series() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [Filter::named("pass-through")]);
    let service = start(&genesys, &tenants);
    until("the tenant is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
    let chain = tenants.of(TENANT_A).join("chain.toml");
    for round in 0..5 {
        fs::write(&chain, filters(16, "absent.wasm", |n| format!("f{round}-{n}"))).expect("it can be written");
        is_refused(&service, &format!("f{round}-3"));
    }
    let scrape = service.scrape();
    let names = scrape.values_of("telemetry_filter_loads_total", "filter");
    assert!(names.contains(&"f4-15") && names.contains(&"pass-through") && names.len() <= 2 * 17, "{names:?}");
    tenants.remove(TENANT_A);
    until("no series of the tenant is left", || (!service.admin("/metrics").text().contains(TENANT_A)).then_some(()));
}

#[test]
fn the_series_of_a_tenant_are_bounded_whatever_its_filters_count() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    let each = |does: &str| {
        format!(
            "(local $n i32) (loop $next {does}
                (br_if $next (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 60))))"
        )
    };
    // The names "naaa", "naba" and so on.
    let name = "(i32.store8 (i32.const 162) (i32.add (i32.const 97) (i32.rem_u (local.get $n) (i32.const 26))))
        (i32.store8 (i32.const 163) (i32.add (i32.const 97) (i32.div_u (local.get $n) (i32.const 26))))";
    let declare = "(call $declare-counter (i32.const 160) (i32.const 4) (i32.const 1024))";
    let guest = Guest {
        configure: each(&format!("{name} {declare}")),
        ..process(&each("(call $measure (local.get $n) (i64.const 1))"))
    };
    let file = directory().join("many-names.wasm");
    fs::write(&file, guest.component()).expect("it can be written");
    tenants.write(TENANT_A, (0..16).map(|number| Filter::at(&format!("f{number}"), file.clone())));
    let setup = setup(&genesys, &tenants).set("limits.metric_names", 1_000).set("limits.measurements", 1_000);
    let service = setup.start();
    until("the tenant is served", || (service.post(&json!({"message": "m"})).status == 200).then_some(()));
    (0..3).for_each(|_| service.post(&json!({"message": "m"})).counts(1, 0, 0));
    let series = service.admin("/metrics").text().lines().filter(|line| line.contains(TENANT_A)).count();
    assert!((1_000..=2_000).contains(&series), "{series} series");
    let scrape = service.scrape();
    let own = scrape.values_of("telemetry_filter_counter_total", "name").into_iter().filter(|name| *name != "other");
    assert!(own.count() > 100);
    assert!(scrape.sum("telemetry_filter_counter_total", &[("name", "other")]) > 2_000.0);
}

#[test]
fn contact_center_ids_that_nobody_configured_share_their_series() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).set("access.unknown_tenants", "allow").start();
    let send = |number| {
        let token = tenant_of_crowd(number);
        service.ask().token(&token).json(&json!({"message": "m"})).send().counts(1, 0, 0);
    };
    send(0);
    let series = || service.admin("/metrics").text().lines().filter(|line| !line.starts_with('#')).count();
    let before = series();
    (1..200).for_each(send);
    assert_eq!(series(), before);
    let tenants = service.scrape();
    let mut tenants = tenants.values_of("telemetry_events_total", "tenant");
    tenants.dedup();
    assert!(tenants.contains(&"other") && tenants.iter().all(|tenant| !tenant.starts_with("4444")), "{tenants:?}");
    assert_eq!(service.scrape().sum("telemetry_events_total", &[("tenant", "other"), ("outcome", "written")]), 200.0);
}
