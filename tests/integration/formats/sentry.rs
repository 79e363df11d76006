//! Sentry's envelopes over HTTP: keys, replies, limits by category, and what is counted for SDKs that do not count themselves.

mod refusals;

use serde_json::{Value, json};
use sluice_identity::stand_in::{AGENT_1, TENANT_A};
use sluice_tests::{Ask, Genesys, PERSONAL, PublishableKey, Service, Setup, personal_in};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const SHOP: &str = "https://shop.example";
const LIMITS: &str = "x-sentry-rate-limits";

fn key() -> PublishableKey {
    PublishableKey::new("shop", KEY, SHOP, &["sentry"])
}

fn service_with(key: PublishableKey) -> (Genesys, Service) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).keys_of(TENANT_A, [key]).start();
    (genesys, service)
}

/// As `@sentry/browser` sends it.
fn sent<'a>(service: &'a Service, body: impl Into<String>) -> Ask<'a> {
    let path = format!(
        "/api/42/envelope/?sentry_version=7&sentry_key={KEY}&sentry_client=sentry.javascript.browser%2F11.12.0"
    );
    let ask = service.ask().without("authorization").path(&path).header("origin", SHOP);
    ask.header("content-type", "text/plain;charset=UTF-8").body(body.into())
}

fn item(kind: &str, payload: &Value) -> String {
    format!("\n{{\"type\":\"{kind}\"}}\n{payload}")
}

fn error() -> Value {
    json!({
        "exception": {"values": [{"type": "Error", "value": format!("of {}", PERSONAL[0]), "stacktrace": {"frames": [
            {"filename": format!("https://shop.example/app.js?user={}", PERSONAL[1]), "function": "pay", "lineno": 17, "colno": 4}]}}]},
        "event_id": "0".repeat(32), "timestamp": 1_795_341_600.5, "release": "shop@1.4.0",
        "request": {"url": format!("https://shop.example/?mail={}", PERSONAL[0])},
        "tags": {"caller": PERSONAL[2]}, "user": {"email": PERSONAL[0]},
        "breadcrumbs": [{"category": "fetch", "data": {"url": format!("/api?mail={}", PERSONAL[0])}}],
    })
}

fn refused(service: &Service, category: &str) -> f64 {
    service
        .scrape()
        .get("telemetry_sentry_items_refused_total", &[("category", category)])
        .expect("it is there from the start")
}

#[test]
fn an_error_is_written_redacted_before_the_sdk_is_answered() {
    let (_genesys, service) = service_with(key());
    let reply = sent(&service, format!("{{}}{}", item("event", &error()))).send();
    assert_eq!((reply.status, reply.text().as_str()), (200, "{}"));
    assert_eq!((reply.header(LIMITS), reply.header("access-control-allow-origin")), ("", SHOP));
    let line = service.output.lines(1).remove(0);
    assert_eq!(
        (line.at("/kind"), line.at("/name"), line.at("/sender")),
        (&json!("exception"), &json!("Error"), &json!("key"))
    );
    assert_eq!(personal_in(&line.text), None, "{}", line.text);
    assert!(line.at("/attributes/exception.stacktrace").as_str().is_some_and(|stack| stack.starts_with("at pay (")));
    assert!(!line.text.contains(KEY));
}

#[test]
fn behind_a_tunnel_the_key_is_in_the_url_or_in_the_envelope() {
    let (_genesys, service) = service_with(key());
    let event = item("event", &json!({"message": "m"}));
    let dsn = json!({"dsn": format!("https://{KEY}@tlm.example.com/42")});
    let by_envelope = sent(&service, format!("{dsn}{event}")).path("/tunnel").send();
    assert_eq!(by_envelope.status, 200, "{}", by_envelope.text());
    let by_url = sent(&service, format!("{{}}{event}")).path(&format!("/tunnel?key={KEY}")).send();
    assert_eq!(by_url.status, 200, "{}", by_url.text());
    assert_eq!(service.output.lines(2).len(), 2);
    let none = sent(&service, format!("{{}}{event}")).path("/tunnel").send();
    none.refuses(401, "token_missing");
    let wrong = dsn.to_string().replace("0123", "3210");
    sent(&service, format!("{wrong}{event}")).path("/tunnel").send().refuses(403, "key_refused");
    let other_page = sent(&service, format!("{dsn}{event}")).path("/tunnel").header("origin", "https://other.example");
    assert_eq!(other_page.send().status, 403);
    service.wrote_nothing(2);
}

#[test]
fn the_old_path_and_header_and_a_token_work_too() {
    let (_genesys, service) = service_with(key());
    let auth = format!("Sentry sentry_version=7, sentry_client=raven-js/3, sentry_key={KEY}");
    let store = sent(&service, error().to_string()).path("/api/42/store/").header("x-sentry-auth", &auth).send();
    assert_eq!(store.status, 200, "{}", store.text());
    let by_token =
        sent(&service, format!("{{}}{}", item("event", &error()))).without("origin").token(AGENT_1.token).send();
    assert_eq!(by_token.status, 200, "{}", by_token.text());
    let lines = service.output.lines(2);
    assert_eq!((lines[0].at("/user"), lines[1].at("/user")), (&Value::Null, &json!(AGENT_1.user)));
}

#[test]
fn files_and_recordings_are_refused_and_nothing_else_stops() {
    let (_genesys, service) = service_with(key());
    let mut body = format!("{{}}{}", item("event", &error())).into_bytes();
    body.extend_from_slice(b"\n{\"type\":\"attachment\",\"length\":3,\"filename\":\"a.txt\"}\n\xff\n\xfe\n");
    body.extend_from_slice(b"{\"type\":\"replay_event\"}\n{}\n{\"type\":\"profile\"}\n{}\n{\"type\":\"soap\"}\n<x/>");
    let reply = sent(&service, "").without("content-type").body(body).send();
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header(LIMITS), "3600:attachment;profile;replay:key:not_taken");
    assert!(reply.header("access-control-expose-headers").contains(LIMITS));
    assert_eq!(service.output.lines(1)[0].at("/name"), "Error");
    assert_eq!(
        ["attachment", "profile", "replay", "default", "error"].map(|category| refused(&service, category)),
        [1.0, 1.0, 1.0, 1.0, 0.0]
    );
}

#[test]
fn kinds_that_the_key_is_not_for_are_limited_by_their_categories() {
    let (_genesys, service) = service_with(key().set("kinds", vec!["exception"]));
    let span = json!({"version": 2, "items": [{"name": "s", "start_timestamp": 1, "end_timestamp": 2}]});
    let body = format!("{{}}{}{}", item("event", &error()), item("span", &span));
    let reply = sent(&service, body).send();
    assert_eq!((reply.status, reply.header(LIMITS)), (200, "3600:span:key:not_taken"));
    assert_eq!(reply.json()["rejected_count"], 1);
    service.output.lines(1);
    service.wrote_nothing(1);
    assert_eq!(refused(&service, "span"), 1.0);
}

#[test]
fn what_an_sdk_has_dropped_itself_is_a_metric() {
    let (_genesys, service) = service_with(key());
    let report = json!({"timestamp": 1, "discarded_events": [
        {"reason": "network_error", "category": "error", "quantity": 5},
        {"reason": PERSONAL[0], "category": PERSONAL[0], "quantity": 2}]});
    assert_eq!(sent(&service, format!("{{}}{}", item("client_report", &report))).send().status, 200);
    let discarded = |category: &str, reason: &str| {
        service.scrape().get("telemetry_sentry_items_discarded_total", &[("category", category), ("reason", reason)])
    };
    assert_eq!((discarded("error", "network_error"), discarded("default", "other")), (Some(5.0), Some(2.0)));
    service.wrote_nothing(0);
}
