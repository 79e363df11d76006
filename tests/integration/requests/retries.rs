//! What lets a reader of the lines remove those of a request that was sent twice.

use crate::{plain, service};
use serde_json::json;
use sluice_tests::event;

#[test]
fn the_key_of_a_request_is_in_every_line_of_it() {
    let (_genesys, service) = plain();
    let events =
        json!({"app": {"name": "a"}, "events": [event("a"), {"idempotency_key": "its own"}, {"event_id": "e-1"}]});
    for key in ["8e03978e-40d5-43dd-bc93-6894a57f9324", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\""] {
        service.ask().header("idempotency-key", key).json(&events).send().counts(3, 0, 0);
    }
    let lines = service.output.lines(6);
    for batch in lines.chunks(3) {
        assert_eq!(batch[0].at("/idempotency_key"), "8e03978e-40d5-43dd-bc93-6894a57f9324");
        assert_eq!(batch[1].at("/idempotency_key"), "its own");
        assert_eq!(batch[2].at("/idempotency_key"), "8e03978e-40d5-43dd-bc93-6894a57f9324");
        assert_eq!(batch[2].at("/event_id"), "e-1");
    }
    assert_ne!(lines[0].at("/event_id"), lines[3].at("/event_id"));
}

#[test]
fn without_a_key_there_is_none() {
    let (_genesys, service) = plain();
    assert_eq!(service.line_of(&event("m")).json.get("idempotency_key"), None);
}

#[test]
fn a_key_that_no_line_can_have_is_refused() {
    let (_genesys, service) = plain();
    for key in ["", "\"\"", "a b", "a@b", "a\u{e9}", "a\"b", "<a>", "a\\u0041", &"k".repeat(129)] {
        let reply = service.ask().header("idempotency-key", key).json(&event("m")).send();
        reply.refuses(400, "idempotency_key_malformed");
    }
    let twice = service.ask().header("idempotency-key", "a").another("idempotency-key", "b").json(&event("m"));
    twice.send().refuses(400, "idempotency_key_malformed");
    service.ask().header("idempotency-key", &"k".repeat(128)).json(&event("m")).send().counts(1, 0, 0);
    service.wrote_nothing(1);
}

#[test]
fn filters_see_a_key_as_they_see_any_text() {
    let (_genesys, service) = service();
    service.ask().header("idempotency-key", "call-4111111111111111").json(&json!([event("a"), event("b")])).send();
    for line in service.output.lines(2) {
        assert!(!line.text.contains("4111111111111111"), "{}", line.text);
        assert_eq!(line.redacted("redact-pii", "card"), 1);
    }
}
