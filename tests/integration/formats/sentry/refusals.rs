//! Refused envelopes: what the SDK is told, what is counted for it, and that nothing hostile gets further.

use super::{KEY, LIMITS, error, item, key, refused, sent, service_with};
use serde_json::json;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Genesys, Setup};

/// All categories but that of the SDK's own reports.
const EVENTS: &str =
    "error;transaction;span;session;log_item;trace_metric;monitor;feedback;attachment;profile;replay;default";

#[test]
fn whatever_is_refused_is_counted_by_category_because_the_sdk_does_not() {
    let (genesys, service) = service_with(key().set("requests_per_second", 1).set("burst", 1));
    let log = "\n{\"type\":\"log\",\"item_count\":3}\n{\"items\":[]}";
    let body = format!("{{}}{}{log}", item("event", &error()));
    assert_eq!(sent(&service, body.clone()).send().status, 200);
    let limited = sent(&service, body.clone()).send();
    limited.refuses(429, "key_limited");
    let seconds = limited.header("retry-after");
    assert_eq!(limited.header(LIMITS), format!("{seconds}:{EVENTS}:key:key_limited"));
    assert!(limited.header("access-control-expose-headers").contains(LIMITS));
    assert_eq!((refused(&service, "error"), refused(&service, "log_item")), (1.0, 3.0));

    genesys.kill();
    let unavailable = sent(&service, body.clone()).without("origin").token("unknown").send();
    unavailable.refuses(503, "authentication_unavailable");
    let seconds = unavailable.header("retry-after");
    assert_eq!(unavailable.header(LIMITS), format!("{seconds}:{EVENTS}:key:authentication_unavailable"));
    assert_eq!((refused(&service, "error"), refused(&service, "log_item")), (2.0, 6.0));

    let unknown = sent(&service, body).path("/api/42/envelope/?sentry_key=ffffffffffffffffffffffffffffffff").send();
    unknown.refuses(403, "key_refused");
    assert_eq!(unknown.header(LIMITS), format!("60:{EVENTS}:key:key_refused"));
    assert_eq!((refused(&service, "error"), refused(&service, "log_item")), (3.0, 9.0));
}

#[test]
fn an_envelope_with_more_events_than_a_batch_may_have_is_refused_whole() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).keys_of(TENANT_A, [key()]).set("body.max_events", 1).start();
    let two = format!("{{}}{}{}", item("event", &error()), item("event", &error()));
    assert_eq!(sent(&service, two).send().status, 400);
    service.wrote_nothing(0);
}

#[test]
fn what_is_too_large_is_413_which_newer_sdks_count() {
    let (_genesys, service) = service_with(key());
    let large = json!({"message": "x".repeat(5 << 20)});
    let reply = sent(&service, format!("{{}}{}", item("event", &large))).send();
    reply.refuses(413, "body_too_large");
    assert_eq!((reply.header(LIMITS), refused(&service, "error")), ("", 0.0));
    let older = format!("/api/42/envelope/?sentry_key={KEY}&sentry_client=sentry.javascript.browser%2F9.47.2");
    sent(&service, format!("{{}}{}", item("event", &large))).path(&older).send().refuses(413, "body_too_large");
    assert_eq!(refused(&service, "error"), 1.0);
    // Who says who it is in the body alone is not known before it has been read.
    let dsn = json!({"dsn": format!("https://{KEY}@h/1")});
    let body = format!("{dsn}{}", item("event", &json!({"message": "x".repeat(70_000)})));
    sent(&service, body).path("/tunnel").send().refuses(413, "body_too_large");
}

#[test]
fn envelopes_that_lie_bombs_and_thousands_of_items_do_no_harm() {
    let (_genesys, service) = service_with(key().set("client_burst", 1_000).set("burst", 1_000));
    let memory = service.memory();
    let bomb = {
        use std::io::Write;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let head = b"{}\n{\"type\":\"event\"}\n{\"message\":\"";
        encoder.write_all(head).expect("a vector takes everything");
        encoder.write_all(&vec![b'x'; 64 << 20]).expect("a vector takes everything");
        encoder.finish().expect("a vector takes everything")
    };
    sent(&service, "").header("content-encoding", "gzip").body(bomb).send().refuses(413, "decompressed_too_large");
    let many = format!("{{}}{}", "\n{\"type\":\"event\"}\n{}".repeat(20_000));
    sent(&service, many).send().refuses(400, "unreadable");
    let deep = format!("{{}}\n{{\"type\":\"event\"}}\n{{\"extra\":{}}}", "[".repeat(100_000));
    sent(&service, deep).send().refuses(400, "unreadable");
    for body in ["", "\n", "{", "[]", "{}\n{", "{}\n{}\n{}", "{}\n{\"type\":\"event\",\"length\":9}\n{}", "null\n"] {
        let reply = sent(&service, body).send();
        assert_eq!(reply.status, 400, "{body:?}: {}", reply.text());
    }
    assert_eq!(sent(&service, "{}").send().status, 200);
    service.wrote_nothing(0);
    assert!(service.memory() < memory + (64 << 20), "{} of {memory}", service.memory());
}
