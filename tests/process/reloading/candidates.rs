//! A candidate beside a tenant's filter, in the whole service: what it forgets is told, nothing of it is written, and the
//! file alone does not put it in the place of the filter.

use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{
    Filter, Genesys, PERSONAL, Service, Setup, TenantDirectory, component, personal_in, until, until_within,
};
use std::{fs, time::Duration};

/// A filter that takes nothing away, in the place of one that does.
const CANDIDATE: &str = "pass-through.wasm";

fn filter(service: &Service) -> Value {
    service.admin("/filters").json()["chains"][TENANT_A][0].clone()
}

fn compared(service: &Service, batches: u64) -> Value {
    // Candidates run when nothing else does, which on a busy machine is seldom.
    until_within(Duration::from_secs(300), "the comparison", || {
        let candidate = filter(service)["candidate"].clone();
        // One that was handed over before `batches` was counted may be compared after it.
        candidate["comparison"]["batches"]["fewer"].as_u64().filter(|fewer| *fewer >= batches).map(|_| candidate)
    })
}

#[test]
fn a_candidate_that_forgets_what_to_redact_is_caught_before_it_writes_a_line() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    fs::create_dir_all(tenants.of(TENANT_A)).expect("it can be written");
    fs::copy(component("pass-through"), tenants.of(TENANT_A).join(CANDIDATE)).expect("it was built");
    let redacting = Filter::named("redact-pii");
    tenants.write(TENANT_A, [redacting.set("candidate", CANDIDATE).set("share", 1.0)]);
    let setup = Setup::new(&genesys).without_tenants().edge([]).set("reload.tenants_directory", tenants.path());
    let service = setup.set("reload.poll_seconds", 1).start();

    let event = json!({"message": PERSONAL[0], "attributes": {"note": PERSONAL[2]}});
    until("the tenant is served", || (service.post(&event).status == 200).then_some(()));
    until("the candidate is loaded", || filter(&service)["candidate"]["comparison"].is_object().then_some(()));
    // That of the one event that was taken so far.
    let before = service.output.lines(1).len();
    let seen = filter(&service)["candidate"]["comparison"]["batches"]["fewer"].as_u64().unwrap_or(0);
    service.post(&event).counts(1, 0, 0);
    let candidate = compared(&service, seen + 1);
    assert_eq!(candidate["share"], 1.0);
    let places: Vec<_> = candidate["comparison"]["differences"].as_array().expect("a list").iter().collect();
    assert!(places.iter().any(|told| told["place"] == "message" && told["result"] == "fewer"), "{candidate}");
    assert!(places.iter().any(|told| told["place"] == "attributes"), "{candidate}");
    assert!(
        candidate["not_promotable"].as_str().is_some_and(|why| why.contains("`promotion.max_fewer`")),
        "{candidate}"
    );
    let own = [("chain", TENANT_A), ("filter", "redact-pii"), ("result", "fewer")];
    assert!(service.scrape().sum("telemetry_candidate_batches_total", &own) >= 1.0);
    assert!(service.scrape().sum("telemetry_candidate_differences_total", &own) >= 2.0);

    tenants.write(TENANT_A, [Filter::at("redact-pii", component("pass-through"))]);
    let why = until("the promotion is refused", || {
        let why = service.admin("/filters").json()["problems"][TENANT_A]["why"].to_string();
        why.contains("promote: left something").then_some(why)
    });
    assert!(why.contains("in `"), "{why}");
    service.log.entry("why", |entry| entry["error"].as_str().is_some_and(|error| error.contains("promote: left")));
    let refused = [("chain", TENANT_A), ("filter", "redact-pii"), ("result", "refused")];
    assert!(service.scrape().sum("telemetry_filter_promotions_total", &refused) >= 1.0);
    service.post(&event).counts(1, 0, 0);

    let lines = service.output.lines(before + 2).split_off(before);
    assert_eq!(service.output.count(), before + 2, "each event is written once");
    assert!(lines.iter().all(|line| personal_in(&line.text).is_none()), "{}", lines[0].text);
    assert_eq!(personal_in(&service.admin("/filters").text()), None);
    assert_eq!(personal_in(&service.admin("/metrics").text()), None);
}
