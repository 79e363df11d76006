//! Cases that came with a tenant's filter: read and run in a process of their own, within limits, and not more often than
//! they change.

use super::children::processor_time;
use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Filter, Genesys, Service, Setup, TenantDirectory, until};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

const MIB: u64 = 1 << 20;

fn setup(genesys: &Genesys, tenants: &TenantDirectory) -> Setup {
    let setup = Setup::new(genesys).without_tenants().edge([]).set("access.unknown_tenants", "allow");
    setup.set("reload.tenants_directory", tenants.path()).set("reload.poll_seconds", 1)
}

fn passing() -> Filter {
    Filter::named("pass-through")
}

/// Writes a case of a tenant's filter; it holds where the filter passes it on.
fn write_case(tenants: &TenantDirectory, tenant: &str, filter: &str, name: &str, config: &Value) -> PathBuf {
    let case = tenants.of(tenant).join(format!("{filter}.cases")).join(name);
    fs::create_dir_all(&case).expect("it can be written");
    let config = config.to_string();
    for (file, text) in [
        ("batch.json", r#"{"kind":"log","message":"m"}"#),
        ("expected.jsonl", r#"{"kind":"log","message":"m"}"#),
        ("config.json", &config),
    ] {
        fs::write(case.join(file), text).expect("it can be written");
    }
    case
}

fn problem(service: &Service, of: &str) -> Option<String> {
    let problem = service.admin("/filters").json()["problems"][of].clone();
    (problem["state"] == "refused").then(|| problem["why"].to_string())
}

/// Of a file without blocks on disk.
fn lengthen(file: &Path, bytes: u64) {
    let file = File::create(file).expect("it can be written");
    file.set_len(bytes).expect("it can be longer");
}

#[test]
fn large_ones_are_refused_and_take_none_of_the_services_memory() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    let service = setup(&genesys, &tenants).start();
    // As many as will misbehave: what a tenant takes by itself is not the question.
    for good in ["good", "good-2", "good-3", "good-4", "good-5"] {
        tenants.write(good, [passing()]);
        write_case(&tenants, good, "pass-through", "holds", &json!({}));
        until(&format!("{good} is loaded"), || {
            (!service.admin("/filters").json()["chains"][good].is_null()).then_some(())
        });
    }
    let before = service.peak_memory();

    let case = |tenant: &str, name: &str| write_case(&tenants, tenant, "pass-through", name, &json!({}));
    for number in 0..100 {
        lengthen(&case("many", &format!("c{number}")).join("batch.json"), 64 * MIB);
    }
    for number in 0..60 {
        lengthen(&case("long", &format!("c{number}")).join("batch.json"), 64 * MIB);
        fs::write(case("all", &format!("c{number}")).join("batch.json"), " ".repeat(100 << 10)).expect("written");
    }
    lengthen(&case("zeros", "c").join("expected.jsonl"), 64 * MIB);
    fs::write(case("values", "c").join("expected.jsonl"), "0\n".repeat(MIB as usize)).expect("it can be written");
    for tenant in ["many", "long", "all", "zeros", "values"] {
        tenants.write(tenant, [passing()]);
    }
    for (tenant, why) in [
        ("many", "has 100 cases; at most 64 are run"),
        ("long", "c0/batch.json: has more than 4194304 bytes"),
        ("all", "have more than 4194304 bytes together"),
        ("zeros", "expected.jsonl: has more than 4194304 bytes"),
        ("values", "does not hold"),
    ] {
        until(&format!("{tenant} is refused"), || {
            let said = problem(&service, tenant)?;
            said.contains(why).then_some(())
        });
    }
    let after = service.peak_memory();
    // Less than any one of the long files.
    assert!(after < before + 24 * MIB, "{before} bytes before, {after} after");
    assert_eq!(problem(&service, "good"), None);
}

#[test]
fn a_change_beside_them_does_not_run_them_again_and_one_of_theirs_does() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [passing()]);
    let case = write_case(&tenants, TENANT_A, "pass-through", "holds", &json!({}));
    let service = setup(&genesys, &tenants).start();
    let serves = || (service.post(&json!({"message": "m"})).status == 200).then_some(());
    until("the tenant is served", serves);
    let reloads = |result: &str| service.scrape().sum("telemetry_reloads_total", &[("result", result)]);
    let (loaded, (_, children)) = (reloads("loaded"), processor_time(&service));
    let chain = tenants.of(TENANT_A).join("chain.toml");
    let text = fs::read_to_string(&chain).expect("it was written");
    for name in ["Another name", "And another"] {
        fs::write(&chain, text.replace("From a directory", name)).expect("it can be written");
        fs::write(tenants.of(TENANT_A).join("README.md"), name).expect("it can be written");
    }
    until("the name is taken", || (reloads("loaded") > loaded).then_some(()));
    assert_eq!(processor_time(&service).1, children, "no process was started");

    fs::write(case.join("expected.jsonl"), r#"{"kind":"log","message":"n"}"#).expect("it can be written");
    until("its case is run again", || problem(&service, TENANT_A)?.contains("does not hold").then_some(()));
    // Nothing but the number of a directory's entries changes.
    fs::write(case.join("expected.jsonl"), r#"{"kind":"log","message":"m"}"#).expect("it can be written");
    until("it holds", || problem(&service, TENANT_A).is_none().then_some(()));
    fs::write(case.join("confg.json"), "{}").expect("it can be written");
    until("the file is refused", || problem(&service, TENANT_A)?.contains("no file of a case").then_some(()));
    fs::remove_file(case.join("confg.json")).expect("it is there");
    until("it is gone", || problem(&service, TENANT_A).is_none().then_some(()));
}

#[test]
fn those_that_never_end_are_ended_and_nine_are_named() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [Filter::hostile("loop")]);
    for number in 0..12 {
        write_case(&tenants, TENANT_A, "hostile", &format!("case-{number:02}"), &json!({"behaviour": "loop"}));
    }
    let setup = setup(&genesys, &tenants).set("ceiling.allow", vec!["redact", "enrich", "context", "personal"]);
    let checked = setup.set("limits.cpu_ms", 50).check();
    assert_eq!(checked.code, Some(3), "{checked:?}");
    assert_eq!(checked.stderr.matches("does not hold").count(), 9, "{checked:?}");
    assert!(checked.stderr.contains("\"case-08\"") && !checked.stderr.contains("case-09"), "{checked:?}");
    assert!(checked.stderr.contains("3 more of its cases do not hold"), "{checked:?}");
}
