//! What may be in a body, and what the reply says of it.

use crate::{plain, service};
use serde_json::{Value, json};
use sluice_identity::stand_in::{AGENT_1, TENANT_A};
use sluice_tests::{PERSONAL, event, personal_batch, personal_in};

#[test]
fn one_event_an_array_and_an_envelope_are_batches() {
    let (_genesys, service) = plain();
    service.post(&event("alone")).counts(1, 0, 0);
    service.post(&json!([event("first"), event("second")])).counts(2, 0, 0);
    service.post(&json!({"events": [event("in an envelope")], "session": "s-9"})).counts(1, 0, 0);
    let lines = service.output.lines(4);
    let messages: Vec<_> = lines.iter().map(|line| line.at("/message").clone()).collect();
    assert_eq!(messages, ["alone", "first", "second", "in an envelope"]);
}

#[test]
fn a_body_with_one_event_a_line_is_a_batch() {
    let (_genesys, service) = plain();
    let body = format!("{}\n\n{}\r\n{}", event("one"), event("two"), event("three"));
    for content_type in ["application/x-ndjson", "application/ndjson", "Application/JSONL; charset=utf-8"] {
        service.ask().header("content-type", content_type).body(body.clone()).send().counts(3, 0, 0);
    }
    let lines = service.output.lines(9);
    assert_eq!(lines[5].at("/message"), "three");
}

#[test]
fn a_batch_without_events_writes_nothing() {
    let (_genesys, service) = plain();
    for empty in ["[]", r#"{"events":[]}"#] {
        service.ask().body(empty).send().counts(0, 0, 0);
    }
    service.ask().header("content-type", "application/x-ndjson").body("\n\n").send().counts(0, 0, 0);
    service.wrote_nothing(0);
}

#[test]
fn beacons_send_their_token_in_the_envelope_and_no_line_has_it() {
    let (_genesys, service) = plain();
    let body = json!({"access_token": AGENT_1.token, "events": [event("sent while the page went away")]});
    let beacon = service.ask().without("authorization").header("content-type", "text/plain;charset=UTF-8").json(&body);
    beacon.send().counts(1, 0, 0);
    let line = &service.output.lines(1)[0];
    assert_eq!(line.at("/tenant/id"), TENANT_A);
    assert_eq!(line.at("/user"), AGENT_1.user);
    assert!(!line.text.contains(AGENT_1.token) && !line.text.contains("access_token"));
}

#[test]
fn what_the_envelope_says_holds_for_every_event_that_says_nothing_else() {
    let (_genesys, service) = plain();
    let body = json!({
        "app": {"name": "softphone", "version": "3"},
        "session": "shared",
        "page": {"url": "https://wwe.example.com/"},
        "attributes": {"region": "eu", "step": 1},
        "events": [{"message": "a"}, {"message": "b", "session": "own", "attributes": {"step": 2}}],
    });
    service.post(&body).counts(2, 0, 0);
    let lines = service.output.lines(2);
    assert_eq!((lines[0].at("/session"), lines[1].at("/session")), (&json!("shared"), &json!("own")));
    for (line, step) in lines.iter().zip([1, 2]) {
        assert_eq!(line.at("/app/name"), "softphone");
        assert_eq!(line.at("/page/url"), "https://wwe.example.com/");
        assert_eq!(line.at("/attributes"), &json!({"region": "eu", "step": step}));
    }
}

#[test]
fn every_line_has_the_tenant_the_user_the_request_and_an_id_of_its_own() {
    let (_genesys, service) = plain();
    let reply = service.post(&json!([event("a"), event("b")]));
    reply.counts(2, 0, 0);
    let lines = service.output.lines(2);
    for line in &lines {
        assert_eq!(line.at("/tenant"), &json!({"id": TENANT_A, "name": "Tenant A"}));
        assert_eq!(line.at("/user"), AGENT_1.user);
        assert_eq!(line.at("/request_id"), reply.header("x-request-id"));
        assert_eq!(line.at("/source"), "client");
        assert_eq!(line.at("/timestamp"), "2026-11-22T10:00:00.250Z");
    }
    assert_ne!(lines[0].at("/event_id"), lines[1].at("/event_id"));
}

#[test]
fn members_that_the_host_does_not_know_stand_under_attributes() {
    let (_genesys, service) = plain();
    let line = service.line_of(
        &json!({"message": "m", "tenant": "forged", "withheld": {"filter": "x"}, "redactions": [], "level": 7}),
    );
    assert_eq!(line.at("/tenant/id"), TENANT_A);
    assert_eq!(
        line.at("/attributes"),
        &json!({"tenant": "forged", "withheld": {"filter": "x"}, "redactions": [], "level": 7})
    );
    assert_eq!((line.json.get("withheld"), line.json.get("redactions"), line.json.get("level")), (None, None, None));
}

#[test]
fn personal_data_is_taken_out_of_every_place_and_the_receipts_say_so() {
    let (_genesys, service) = service();
    let lines = service.written(&personal_batch(20), 0);
    for (number, line) in lines.iter().enumerate() {
        assert_eq!(personal_in(&line.text), None, "{}", line.text);
        let taken: u64 = ["email", "phone", "card"].into_iter().map(|rule| line.redacted("redact-pii", rule)).sum();
        assert_eq!(taken, 2, "event {number}: {}", line.text);
        assert_eq!(line.at("/browser/name"), "Chrome");
        assert_eq!(line.at("/values/lcp_ms").to_string(), "77.1");
    }
    assert!(!service.output.text().contains("4012888888881881"));
}

#[test]
fn personal_data_behind_escapes_and_duplicate_names_is_found() {
    let (_genesys, service) = service();
    let escaped: String = PERSONAL[0].chars().map(|character| format!("\\u{:04x}", character as u32)).collect();
    let bodies = [
        format!(r#"{{"message":"{escaped}"}}"#),
        format!(r#"{{"\u006dessage":"{}"}}"#, PERSONAL[0]),
        format!(r#"{{"message":"{}","message":"harmless"}}"#, PERSONAL[0]),
        format!(r#"{{"message":"harmless","m\u0065ssage":"{}"}}"#, PERSONAL[0]),
        format!(r#"{{"attributes":{{"a":"x"}},"attributes":{{"b":"{}"}}}}"#, PERSONAL[0]),
        format!(r#"{{"attributes":{{"a":[[["{escaped}"]]]}}}}"#),
        r#"{"attributes":{"card":4012888888881881}}"#.to_owned(),
    ];
    for body in &bodies {
        service.ask().body(body.clone()).send().counts(1, 0, 0);
    }
    for (line, body) in service.output.lines(7).iter().zip(bodies) {
        assert_eq!(personal_in(&line.text), None, "{body} became {}", line.text);
        assert!(!line.text.contains("4012888888881881"), "{body} became {}", line.text);
    }
}

#[test]
fn metrics_count_events_by_tenant_and_what_filters_did() {
    let (_genesys, service) = service();
    service.post(&personal_batch(20)).counts(20, 0, 0);
    let scrape = service.scrape();
    let edge = |filter| [("chain", "edge"), ("filter", filter)];
    assert_eq!(scrape.get("telemetry_events_total", &[("tenant", TENANT_A), ("outcome", "written")]), Some(20.0));
    assert_eq!(scrape.get("telemetry_stdout_written_lines_total", &[]), Some(20.0));
    assert_eq!(scrape.get("telemetry_http_requests_total", &[("route", "events"), ("status", "200")]), Some(1.0));
    for filter in ["redact-pii", "enrich-client"] {
        assert_eq!(scrape.get("telemetry_filter_runs_total", &edge(filter)), Some(1.0));
        assert_eq!(scrape.get("telemetry_filter_duration_seconds_count", &edge(filter)), Some(1.0));
        assert_eq!(scrape.get("telemetry_filter_sandbox_start_seconds_count", &edge(filter)), Some(1.0));
        assert_eq!(scrape.get("telemetry_filter_memory_bytes_count", &edge(filter)), Some(1.0));
        assert_eq!(scrape.get("telemetry_filter_info", &edge(filter)), Some(1.0));
        assert_eq!(scrape.get("telemetry_filter_events_total", &edge(filter)), Some(20.0));
    }
    assert_eq!(scrape.get("telemetry_filter_redactions_total", &edge("redact-pii")), Some(40.0));
    let labels: Vec<_> = scrape.values_of("telemetry_filter_redactions_total", "rule");
    assert!(labels.iter().all(|rule| ["email", "phone", "card"].contains(rule)), "{labels:?}");
}

#[test]
fn tenants_chains_see_the_tenant_and_only_their_own_events() {
    use sluice_identity::stand_in::{AGENT_2, TENANT_B};
    use sluice_tests::{Filter, Genesys, Setup};
    let genesys = Genesys::start();
    let fields =
        Filter::named("enrich-client").config(json!({"browser": false, "fields": {"/attributes/site": "vie-1"}}));
    let service = Setup::new(&genesys).edge([]).chain_of(TENANT_B, [fields]).start();
    service.post(&event("of a")).counts(1, 0, 0);
    service.ask().token(AGENT_2.token).json(&event("of b")).send().counts(1, 0, 0);
    let lines = service.output.lines(2);
    assert_eq!(lines[0].json.pointer("/attributes/site"), None);
    assert_eq!(lines[1].at("/attributes/site"), "vie-1");
    assert_eq!(lines[1].at("/tenant"), &json!({"id": TENANT_B, "name": "Tenant B"}));
    let runs = service.scrape().get("telemetry_filter_runs_total", &[("chain", TENANT_B), ("filter", "enrich-client")]);
    assert_eq!(runs, Some(1.0));
}

#[test]
fn a_batch_of_the_largest_number_of_events_is_taken_and_one_more_is_not() {
    let (_genesys, service) = plain();
    let events = |count| Value::Array(vec![json!({"message": "m"}); count]);
    service.post(&events(1001)).refuses(400, "unreadable");
    service.post(&events(1000)).counts(1000, 0, 0);
    assert_eq!(service.output.lines(1000).len(), 1000);
}
