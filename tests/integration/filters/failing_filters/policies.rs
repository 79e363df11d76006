//! What becomes of a batch whose filter has failed: withheld, as if the filter had not run, or refused.

use super::{events, nothing_leaked, others_are_unharmed, service_with};
use serde_json::json;
use sluice_identity::stand_in::{AGENT_2, TENANT_A};
use sluice_tests::{Filter, Genesys, Setup, personal_batch, personal_in};

#[test]
fn a_filter_that_is_to_be_skipped_leaves_no_half_made_edits() {
    let filter = Filter::hostile("partial-then-trap").set("on_failure", "skip");
    let (_genesys, service) = service_with(filter);
    let event = json!({"message": "whole", "session": "s-1", "attributes": {"user": "u-1"}});
    let line = service.line_of(&event);
    assert_eq!((line.at("/message"), line.at("/session")), (&event["message"], &event["session"]));
    assert_eq!(line.at("/attributes"), &event["attributes"]);
    assert_eq!(line.json.get("redactions"), None);
}

#[test]
fn a_filter_that_is_skipped_does_not_keep_others_from_redacting() {
    let filter = Filter::hostile("trap").set("on_failure", "skip");
    let (_genesys, service) = service_with(filter);
    for line in service.written(&personal_batch(10), 0) {
        assert_eq!(personal_in(&line.text), None, "{}", line.text);
    }
}

#[test]
fn a_filter_whose_failure_rejects_refuses_the_request_and_writes_nothing() {
    let filter = Filter::hostile("trap").set("on_failure", "reject");
    let (_genesys, service) = service_with(filter);
    service.post(&events()).refuses(500, "filter_failed");
    assert_eq!(service.output.count(), 0);
    others_are_unharmed(&service, 0);
    nothing_leaked(&service, 0);
}

#[test]
fn a_filter_that_keeps_failing_is_left_alone_and_its_policy_holds() {
    let genesys = Genesys::start();
    let filter = Filter::hostile("trap");
    let name = filter.name().to_owned();
    let setup = Setup::new(&genesys).set("breaker.failures", 3).set("breaker.open_ms", 3_600_000);
    let service = setup.chain_of(TENANT_A, [filter]).start();
    for _ in 0..6 {
        service.post(&events()).counts(0, 0, 2);
    }
    let runs =
        |outcome| service.scrape().sum("telemetry_filter_runs_total", &[("filter", &*name), ("outcome", outcome)]);
    assert_eq!((runs("trap"), runs("breaker_open")), (3.0, 3.0));
    assert_eq!(service.scrape().get("telemetry_filter_breaker_state", &[("filter", &*name)]), Some(1.0));
    service.log.entry("that the breaker opened", |entry| {
        entry["filter"] == name && entry["message"].as_str().is_some_and(|said| said.contains("breaker opened"))
    });
    let last = service.output.lines(12).remove(11);
    assert_eq!(last.at("/withheld/reason"), "breaker_open");
}

#[test]
fn what_strangers_and_other_tenants_send_takes_no_filter_from_a_tenant() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([Filter::named("redact-pii")]).set("limits.growth_bytes", 1_000);
    let service = setup.set("breaker.failures", 2).set("breaker.open_ms", 3_600_000).start();
    let too_much = json!({"addresses": vec!["a@b.cc"; 1_000]});
    for number in 0..4 {
        service.ask().token(&format!("nobody-knows-{number}")).json(&too_much).send().refuses(401, "token_refused");
        service.ask().token(AGENT_2.token).json(&too_much).send().counts(0, 0, 1);
    }
    let runs = |outcome| service.scrape().sum("telemetry_filter_runs_total", &[("outcome", outcome)]);
    assert_eq!((runs("growth_limit"), runs("breaker_open")), (7.0, 1.0));
    service.post(&json!({"message": "ann@example.com"})).counts(1, 0, 0);
}
