//! Odd things: what a client sent beside them is written, and the reply and the metrics say what was not.

use crate::plain;
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceResponse;
use prost::Message;
use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Reply, Service, event};

fn post(service: &Service, path: &str, body: &Value) -> Reply {
    service.ask().path(path).json(body).send()
}

fn unreadable(service: &Service, route: &str, reason: &str) -> Option<f64> {
    service.scrape().get("telemetry_events_unreadable_total", &[("route", route), ("reason", reason)])
}

fn unrecognised(service: &Service, route: &str, reason: &str) -> Option<f64> {
    service.scrape().get("telemetry_bodies_unrecognised_total", &[("route", route), ("reason", reason)])
}

#[test]
fn an_element_that_is_no_event_is_refused_by_itself() {
    let (_genesys, service) = plain();
    assert_eq!(unreadable(&service, "events", "not_an_object"), Some(0.0));
    let reply = post(&service, "/v1/events", &json!([event("a"), null, event("b"), 7]));
    let rejected = |index: u32| json!({"list": "events", "index": index, "reason": "not a JSON object"});
    assert_eq!(
        reply.json(),
        json!({"written": 2, "dropped": 0, "withheld": 0, "rejected_count": 2, "rejected": [rejected(1), rejected(3)]})
    );
    let lines = service.ask().header("content-type", "application/x-ndjson").body("{\"message\":\"c\"}\n[]\n").send();
    assert_eq!(lines.json()["rejected"], json!([rejected(1)]));
    assert_eq!(service.output.lines(3)[2].at("/message"), "c");
    assert_eq!(unreadable(&service, "events", "not_an_object"), Some(3.0));
    let outcome = [("tenant", TENANT_A), ("outcome", "rejected")];
    assert_eq!(service.scrape().get("telemetry_events_total", &outcome), Some(3.0));
}

#[test]
fn a_record_of_otlp_that_cannot_be_read_is_a_partial_success() {
    let (_genesys, service) = plain();
    let huge = json!({"key": "k", "value": {"intValue": 1e21}});
    let spans = json!([{"name": "a", "attributes": [huge], "droppedAttributesCount": -1}, null, {"name": "b"}]);
    let reply = post(&service, "/v1/traces", &json!({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}));
    assert_eq!((reply.status, &reply.json()["partialSuccess"]["rejectedSpans"]), (200, &json!("1")));
    let message = "1 could not be read, the first of them number 1 of a list `spans`: not a JSON object";
    assert_eq!(reply.json()["partialSuccess"]["errorMessage"], message);
    let lines = service.output.lines(2);
    assert_eq!((lines[0].at("/attributes/k"), lines[1].at("/name")), (&json!(1e21), &json!("b")));
    assert_eq!(unreadable(&service, "otlp_traces", "not_an_object"), Some(1.0));

    // A record with an event's name, and one whose text ends beyond it.
    let body = [0x0a, 0x0b, 0x12, 0x09, 0x12, 0x03, 0x62, 0x01, b'n', 0x12, 0x02, 0x62, 0x7f];
    let protobuf = service.ask().path("/v1/logs").header("content-type", "application/x-protobuf");
    let reply = protobuf.body(body.to_vec()).send();
    let partial = ExportLogsServiceResponse::decode(reply.body).expect("a response").partial_success;
    assert_eq!(partial.map(|partial| partial.rejected_log_records), Some(1));
    assert_eq!(service.output.lines(3)[2].at("/name"), "n");
    assert_eq!(unreadable(&service, "otlp_logs", "malformed"), Some(1.0));
}

#[test]
fn an_item_of_faro_that_cannot_be_read_takes_nothing_along() {
    let (_genesys, service) = plain();
    let values = json!({"lcp": 1, "fcp": 213.7, "ttfb": null});
    let body = json!({"logs": [{"message": "ok"}, null], "measurements": [{"type": "web-vitals", "values": values}]});
    let reply = post(&service, "/collect", &body);
    let rejected = json!([{"list": "logs", "index": 1, "reason": "not a JSON object"}]);
    assert_eq!((reply.status, reply.json()), (202, json!({"rejected_count": 1, "rejected": rejected})));
    let lines = service.output.lines(2);
    assert_eq!(lines[1].at("/values"), &json!({"lcp": 1, "fcp": 213.7}));
    assert_eq!(lines[1].at("/attributes/values"), &json!({"ttfb": null}));
    assert_eq!(unreadable(&service, "faro", "not_an_object"), Some(1.0));
}

#[test]
fn older_names_and_those_of_the_proto_files_are_read() {
    let (_genesys, service) = plain();
    let older = json!({"resourceSpans": [{"instrumentationLibrarySpans": [{"spans": [{"name": "older"}]}]}]});
    assert_eq!(post(&service, "/v1/traces", &older).json(), json!({}));
    let snake = json!({"resource_logs": [{"scope_logs": [{"log_records": [{"severity_text": "snake"}]}]}]});
    assert_eq!(post(&service, "/v1/logs", &snake).json(), json!({}));
    let lines = service.output.lines(2);
    assert_eq!((lines[0].at("/name"), lines[1].at("/level")), (&json!("older"), &json!("snake")));
}

#[test]
fn a_body_in_which_nothing_is_recognised_gets_a_warning() {
    let (_genesys, service) = plain();
    let reply = post(&service, "/v1/logs", &json!({"foo": "bar"})).json();
    assert_eq!(reply["partialSuccess"]["rejectedLogRecords"], "0");
    let message = |reply: &Value| reply["partialSuccess"]["errorMessage"].as_str().unwrap_or_default().to_owned();
    assert!(message(&reply).contains("resourceLogs"), "{reply}");
    let reply = post(&service, "/v1/traces", &json!({"resourceLogs": []})).json();
    assert!(message(&reply).contains("/v1/logs"), "{reply}");
    let reply = post(&service, "/collect", &json!({"foo": "bar"}));
    assert!(reply.status == 202 && reply.json()["warning"].is_string(), "{}", reply.text());
    let reply = post(&service, "/v1/events", &json!({"foo": "bar"})).json();
    assert!(reply["written"] == 1 && reply["warning"].is_string(), "{reply}");
    assert_eq!(unrecognised(&service, "otlp_logs", "unknown_members"), Some(1.0));
    assert_eq!(unrecognised(&service, "otlp_traces", "other_path"), Some(1.0));
    assert_eq!(unrecognised(&service, "faro", "unknown_members"), Some(1.0));
    assert_eq!(unrecognised(&service, "events", "unknown_members"), Some(1.0));
}

#[test]
fn numbers_marks_and_names_of_json_are_kept() {
    let (_genesys, service) = plain();
    let body = "\u{feff}{\"message\":\"m\",\"attributes\":{\"a\":1},\"a\":2,\"n\":1e400}";
    service.ask().body(body).send().counts(1, 0, 0);
    let vital = json!({"name": "LCP", "value": 2345.6, "rating": "good", "navigationType": "navigate"});
    post(&service, "/v1/events", &vital).counts(1, 0, 0);
    let lines = service.output.lines(2);
    assert_eq!(lines[0].at("/attributes"), &json!({"a": 1, "a-2": 2, "n": "1e400"}));
    assert_eq!((lines[1].at("/kind"), lines[1].at("/values")), (&json!("measurement"), &json!({"value": 2345.6})));
}
