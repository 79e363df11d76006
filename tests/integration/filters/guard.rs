//! The guard: what filters leave, or put together, is seen once more before it is written.

use serde_json::json;
use sluice_identity::stand_in::{AGENT_2, TENANT_A};
use sluice_tests::{Filter, Genesys, PERSONAL, Service, Setup, personal_batch, personal_in};

/// Halves of an address that no scanner can know; `reassemble` puts them together.
const HALVES: &str = "ada@exa|mple.org";

fn redact(kinds: &[&str]) -> Filter {
    Filter::named("redact-pii").config(json!({"kinds": kinds}))
}

fn findings(service: &Service, labels: &[(&str, &str)]) -> f64 {
    service.scrape().sum("telemetry_guard_findings_total", labels)
}

#[test]
fn a_filter_that_forgets_a_kind_leaks_nothing_and_is_counted() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).set("guard.default", "mask").edge([redact(&["email"])]).start();
    service.post(&personal_batch(3)).counts(3, 0, 0);
    let lines = service.output.lines(3);
    lines.iter().for_each(|line| assert_eq!(personal_in(&line.text), None, "{}", line.text));
    let receipts = lines.iter().filter_map(|line| line.at("/redactions").as_array()).flatten();
    let by_guard =
        receipts.filter(|receipt| receipt["filter"] == "guard").filter_map(|receipt| receipt["count"].as_f64());
    let masked: f64 = by_guard.sum();
    assert!(masked >= 1.0);
    assert_eq!(findings(&service, &[("tenant", TENANT_A), ("action", "mask")]), masked);
    assert_eq!(findings(&service, &[("kind", "email")]), 0.0, "the filter has seen to these");
    assert_eq!(personal_in(&service.admin("/metrics").text()), None);
}

#[test]
fn what_a_filter_puts_together_is_seen_wherever_it_puts_it() {
    let genesys = Genesys::start();
    let everything = Filter::named("redact-pii");
    let service = Setup::new(&genesys)
        .set("guard.default", "mask")
        .edge([everything])
        .chain_of(TENANT_A, [Filter::hostile("reassemble")])
        .start();
    service.post(&json!({"message": HALVES})).counts(1, 0, 0);
    let line = service.output.lines(1).remove(0);
    assert!(!line.text.contains("example.org"), "{}", line.text);
    assert_eq!(line.at("/attributes/whole"), "[redacted:email]");
    assert_eq!(findings(&service, &[("tenant", TENANT_A), ("kind", "email"), ("action", "mask")]), 3.0);
}

#[test]
fn what_is_only_observed_is_written_and_what_is_withheld_is_not() {
    let genesys = Genesys::start();
    let service =
        Setup::new(&genesys).set("guard.default", "observe").set("guard.kinds.card", "withhold").edge([]).start();
    service
        .post(&json!([{"message": PERSONAL[0]}, {"message": "4111 1111 1111 1111"}, {"message": "m"}]))
        .counts(2, 0, 1);
    let lines = service.output.lines(3);
    assert_eq!(lines[0].at("/message"), PERSONAL[0]);
    assert_eq!(lines[1].at("/withheld"), &json!({"filter": "guard", "reason": "card"}));
    assert!(!lines[1].text.contains("4111"));
    assert_eq!(lines[2].at("/message"), "m");
    assert_eq!(findings(&service, &[("kind", "card"), ("action", "withhold")]), 1.0);
    assert_eq!(findings(&service, &[("action", "observe")]), 1.0);
}

#[test]
fn a_tenant_may_ask_for_more_than_the_operator_and_not_for_less() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys)
        .set("guard.kinds.email", "mask")
        .set(&format!("tenants.{TENANT_A}.guard.default"), "mask")
        .set(&format!("tenants.{TENANT_A}.guard.kinds.email"), "off")
        .edge([])
        .start();
    let event = json!({"message": "of ada@example.org and 4111 1111 1111 1111"});
    service.post(&event).counts(1, 0, 0);
    service.ask().token(AGENT_2.token).json(&event).send().counts(1, 0, 0);
    let lines = service.output.lines(2);
    assert_eq!(lines[0].at("/message"), "of [redacted:email] and [redacted:card]");
    assert_eq!(lines[1].at("/message"), "of [redacted:email] and 4111 1111 1111 1111");
}
