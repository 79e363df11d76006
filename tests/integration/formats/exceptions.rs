//! One exception, as plain JSON, OpenTelemetry, Faro, Sentry and Datadog send it: one query finds all of them.

use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Genesys, PERSONAL, PublishableKey, Setup, personal_in};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const SHOP: &str = "https://shop.example";
const STACK: &str = "at pay (https://shop.example/a.js:17:4)";

fn message() -> String {
    format!("of {}", PERSONAL[0])
}

fn page() -> String {
    format!("{SHOP}/basket?mail={}", PERSONAL[0])
}

fn plain() -> String {
    let event = json!({"kind": "exception", "level": "error", "name": "TypeError", "message": message(),
        "app": {"name": "shop", "version": "1.4.0", "environment": "test"}, "page": {"url": page()},
        "attributes": {"exception.stacktrace": STACK}});
    event.to_string()
}

fn otlp() -> String {
    let text = |key: &str, value: &str| json!({"key": key, "value": {"stringValue": value}});
    let resource = json!({"attributes": [text("service.name", "shop"), text("service.version", "1.4.0"),
        text("deployment.environment.name", "test")]});
    let attributes = json!([
        text("exception.type", "TypeError"),
        text("exception.message", &message()),
        text("exception.stacktrace", STACK),
        text("url.full", &page())
    ]);
    let record = json!({"severityNumber": 17, "attributes": attributes});
    json!({"resourceLogs": [{"resource": resource, "scopeLogs": [{"logRecords": [record]}]}]}).to_string()
}

fn faro() -> String {
    let frame = json!({"function": "pay", "filename": "https://shop.example/a.js", "lineno": 17, "colno": 4});
    let exception = json!({"type": "TypeError", "value": message(), "stacktrace": {"frames": [frame]}});
    let meta = json!({"app": {"name": "shop", "version": "1.4.0", "environment": "test"}, "page": {"url": page()}});
    json!({"meta": meta, "exceptions": [exception]}).to_string()
}

fn sentry() -> String {
    let frame = json!({"function": "pay", "filename": "https://shop.example/a.js", "lineno": 17, "colno": 4});
    let exception = json!({"type": "TypeError", "value": message(), "stacktrace": {"frames": [frame]}});
    let event = json!({"exception": {"values": [exception]}, "level": "error", "release": "shop@1.4.0",
        "environment": "test", "request": {"url": page()}});
    format!("{{}}\n{{\"type\":\"event\"}}\n{event}")
}

fn of_datadog(own: &Value) -> String {
    let mut event = json!({"service": "shop", "version": "1.4.0", "ddtags": "env:test", "view": {"url": page()}});
    for (name, value) in own.as_object().expect("an object") {
        event[name] = value.clone();
    }
    event.to_string()
}

fn rum() -> String {
    of_datadog(&json!({"type": "error", "error": {"type": "TypeError", "message": message(), "stack": STACK}}))
}

fn datadog_log() -> String {
    of_datadog(&json!({"status": "error", "message": message(), "error": {"kind": "TypeError", "stack": STACK}}))
}

#[test]
fn the_same_exception_stands_at_the_same_place_whatever_sent_it() {
    let genesys = Genesys::start();
    let formats = ["events", "otlp", "faro", "sentry", "datadog"];
    let service = Setup::new(&genesys).keys_of(TENANT_A, [PublishableKey::new("shop", KEY, SHOP, &formats)]).start();
    let bodies = [
        ("/v1/events", plain()),
        ("/v1/logs", otlp()),
        ("/collect", faro()),
        ("/api/42/envelope/", sentry()),
        ("/api/v2/rum", rum()),
        ("/api/v2/logs", datadog_log()),
    ];
    for (place, (path, body)) in bodies.into_iter().enumerate() {
        let ask = service.ask().without("authorization").path(&format!("{path}?key={KEY}")).header("origin", SHOP);
        let reply = ask.header("content-type", "application/json").body(body).send();
        assert!(reply.status < 300, "{path}: {}", reply.text());
        let line = service.output.lines(place + 1).remove(place);
        for (at, said) in [
            ("/kind", json!("exception")),
            ("/level", json!("error")),
            ("/name", json!("TypeError")),
            ("/message", json!("of [redacted:email]")),
            ("/app", json!({"name": "shop", "version": "1.4.0", "environment": "test"})),
            ("/page/url", json!(format!("{SHOP}/basket?mail=[redacted:email]"))),
            ("/attributes/exception.stacktrace", json!(STACK)),
        ] {
            assert_eq!(line.at(at), &said, "{path}{at}: {}", line.text);
        }
        assert_eq!(personal_in(&line.text), None, "{}", line.text);
    }
}
