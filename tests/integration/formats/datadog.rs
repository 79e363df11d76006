//! Datadog's SDKs by their `proxy`: paths and keys in the query of a query, lines of JSON, and deflate that the query names.

use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Ask, Genesys, PERSONAL, PublishableKey, Service, Setup, personal_in};
use std::io::Write;

const KEY: &str = "pub0123456789abcdef0123456789abcdef";
const SHOP: &str = "https://shop.example";

fn service() -> (Genesys, Service) {
    let genesys = Genesys::start();
    let key = PublishableKey::new("shop", KEY, SHOP, &["datadog"]);
    let paths = toml::Table::from_iter([("/dd".to_owned(), "/datadog".into())]);
    let service = Setup::new(&genesys).set("server.paths", paths).keys_of(TENANT_A, [key]).start();
    (genesys, service)
}

/// As the SDK sends it to a `proxy`.
fn forwarded<'a>(service: &'a Service, target: &str, more: &str, body: impl Into<Vec<u8>>) -> Ask<'a> {
    let query = format!("{target}?ddsource=browser&dd-api-key={KEY}&dd-evp-origin=browser{more}");
    let encoded: String = query
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let ask = service.ask().without("authorization").path(&format!("/dd?ddforward={encoded}")).header("origin", SHOP);
    ask.header("content-type", "text/plain;charset=UTF-8").body(body.into())
}

fn of_view(kind: &str, own: Value) -> Value {
    let mut event = json!({
        "type": kind, "date": 1_795_341_600_250_u64, "service": "shop", "version": "1.4.0", "application": {"id": "app"},
        "ddtags": "sdk_version:7.16.2,env:test,service:shop", "session": {"id": "s-1", "type": "user"},
        "view": {"id": "v-1", "url": format!("{SHOP}/basket?mail={}", PERSONAL[0]), "name": "basket", "referrer": ""},
        "usr": {"id": "u-1", "email": PERSONAL[0]}, "context": {"caller": PERSONAL[2], "datadog": 1},
        "_dd": {"format_version": 2, "drift": 0, "document_version": 3, "trace_id": "77", "span_id": "78"},
    });
    event[kind].as_object_mut().map(|_| ()).unwrap_or_else(|| event[kind] = json!({}));
    for (name, value) in own.as_object().expect("an object") {
        event[kind][name] = value.clone();
    }
    event
}

fn joined(events: &[Value]) -> String {
    events.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn events_have_their_places_and_nanoseconds_become_milliseconds() {
    let (_genesys, service) = service();
    let events = [
        of_view(
            "error",
            json!({"message": format!("of {}", PERSONAL[0]), "stack": format!("Error: m\n  at f @ {SHOP}/a.js?u={}:1:2", PERSONAL[0]), "type": "Error", "handling": "handled"}),
        ),
        of_view(
            "resource",
            json!({"url": "https://api.example/pay", "method": "POST", "status_code": 500, "duration": 12_345_678, "size": 17}),
        ),
        of_view("action", json!({"type": "custom", "target": {"name": "buy"}, "loading_time": 1_000_000})),
        of_view(
            "view",
            json!({"time_spent": 2_500_000_000_u64, "largest_contentful_paint": 812_500_000, "cumulative_layout_shift": 0.1, "error": {"count": 2}}),
        ),
        of_view("long_task", json!({"duration": 60_000_000})),
    ];
    let reply = forwarded(&service, "/api/v2/rum", "&batch_time=1&_dd.api=fetch", joined(&events)).send();
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (202, SHOP), "{}", reply.text());
    let lines = service.output.lines(5);
    let kinds: Vec<_> = lines.iter().map(|line| line.at("/kind").clone()).collect();
    assert_eq!(kinds, ["exception", "span", "event", "measurement", "measurement"]);
    for line in &lines {
        assert_eq!(line.at("/app"), &json!({"name": "shop", "version": "1.4.0", "environment": "test"}));
        assert_eq!(
            (line.at("/session"), line.at("/page/id"), line.at("/page/view")),
            (&json!("s-1"), &json!("v-1"), &json!("basket"))
        );
        assert_eq!(line.at("/timestamp"), "2026-11-22T10:00:00.25Z");
        assert_eq!(line.at("/attributes/datadog/document_version"), 3);
        assert_eq!(line.at("/trace"), &json!({"trace_id": "77", "span_id": "78"}));
        assert_eq!(line.at("/attributes/caller"), "[redacted:phone]");
        assert_eq!(personal_in(&line.text), None, "{}", line.text);
    }
    assert_eq!((lines[0].at("/name"), lines[0].at("/level")), (&json!("Error"), &json!("error")));
    assert_eq!(lines[0].at("/message"), "of [redacted:email]");
    assert!(lines[0].at("/attributes/exception.stacktrace").as_str().is_some_and(|stack| stack.contains("at f @")));
    assert_eq!(lines[1].at("/name"), "POST https://api.example/pay");
    assert_eq!(lines[1].at("/values"), &json!({"duration_ms": 12.345_678, "size_bytes": 17}));
    assert_eq!(lines[2].at("/name"), "buy");
    assert_eq!(lines[3].at("/values"), &json!({"time_spent_ms": 2500.0, "lcp": 812.5, "cls": 0.1, "error": 2}));
    assert_eq!(lines[4].at("/values/duration_ms"), 60.0);
}

#[test]
fn logs_have_their_places_and_an_error_in_one_makes_it_an_exception() {
    let (_genesys, service) = service();
    let log = json!({"view": {"url": format!("{SHOP}/?mail={}", PERSONAL[0]), "id": "v-1"}, "service": "shop", "session_id": "s-1",
        "date": 1_795_341_600_250_u64, "message": format!("of {}", PERSONAL[0]), "status": "info", "origin": "logger",
        "ddtags": "env:test", "caller": PERSONAL[2], "usr": {"email": PERSONAL[0]}});
    let mut failed = log.clone();
    failed["error"] = json!({"kind": "TypeError", "stack": "TypeError: m", "handling": "handled"});
    let reply = forwarded(&service, "/api/v2/logs", "", joined(&[log, failed])).send();
    assert_eq!(reply.status, 202, "{}", reply.text());
    let lines = service.output.lines(2);
    assert_eq!(
        (lines[0].at("/kind"), lines[0].at("/level"), lines[0].at("/session")),
        (&json!("log"), &json!("info"), &json!("s-1"))
    );
    assert_eq!(lines[0].at("/attributes/caller"), "[redacted:phone]");
    assert_eq!(lines[0].at("/attributes/datadog/origin"), "logger");
    assert_eq!((lines[1].at("/kind"), lines[1].at("/name")), (&json!("exception"), &json!("TypeError")));
    assert_eq!(lines[1].at("/attributes/exception.stacktrace"), "TypeError: m");
    assert!(lines.iter().all(|line| personal_in(&line.text).is_none()));
}

#[test]
fn a_flush_with_compression_is_two_requests_and_the_plain_one_may_begin_with_an_empty_line() {
    let (_genesys, service) = service();
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder
        .write_all(joined(&[of_view("action", json!({"target": {"name": "one"}}))]).as_bytes())
        .expect("a vector takes everything");
    encoder.flush().expect("a vector takes everything");
    encoder.write_all(b"\n").expect("a vector takes everything");
    encoder
        .write_all(joined(&[of_view("action", json!({"target": {"name": "two"}}))]).as_bytes())
        .expect("a vector takes everything");
    let deflated = encoder.finish().expect("a vector takes everything");
    let reply = forwarded(&service, "/api/v2/rum", "&dd-evp-encoding=deflate", deflated).send();
    assert_eq!(reply.status, 202, "{}", reply.text());
    let plain = format!("\n{}", of_view("action", json!({"target": {"name": "three"}})));
    assert_eq!(forwarded(&service, "/api/v2/rum", "", plain).send().status, 202);
    let names: Vec<_> = service.output.lines(3).iter().map(|line| line.at("/name").clone()).collect();
    assert_eq!(names, ["one", "two", "three"]);
}

#[test]
fn recordings_and_the_question_for_a_quota_get_a_no_that_is_not_asked_again() {
    let (_genesys, service) = service();
    for path in ["/api/v2/replay", "/api/v2/profile"] {
        let reply = forwarded(&service, path, "", "x").header("content-type", "multipart/form-data; boundary=x").send();
        reply.refuses(410, "not_taken");
        assert_eq!(reply.header("access-control-allow-origin"), SHOP);
    }
    let quota = "/dd?ddforward=%2Fapi%2Fv2%2Fprofiling%2Fquota%3Fsession_id%3Ds&ddforwardSubdomain=quota";
    let reply = service.ask().method("GET").without("authorization").path(quota).header("origin", SHOP).send();
    assert_eq!(reply.status, 404);
    service.wrote_nothing(0);
}

#[test]
fn what_is_none_of_it_is_refused_and_does_no_harm() {
    let (_genesys, service) = service();
    let event = of_view("action", json!({})).to_string();
    forwarded(&service, "/api/v2/nothing", "", event.clone()).send().refuses(404, "not_found");
    forwarded(&service, "/datadog", "", event.clone()).send().refuses(404, "not_found");
    service
        .ask()
        .without("authorization")
        .path("/dd")
        .header("origin", SHOP)
        .body(event.clone())
        .send()
        .refuses(404, "not_found");
    let direct =
        service.ask().without("authorization").path("/api/v2/rum?dd-api-key=none-of-them").header("origin", SHOP);
    direct.body(event.clone()).send().refuses(403, "key_refused");
    forwarded(&service, "/api/v2/rum", "&dd-evp-encoding=deflate", "not deflate")
        .send()
        .refuses(400, "encoding_broken");
    for body in ["7", "[7]", "{", "x\ny"] {
        forwarded(&service, "/api/v2/rum", "", body).send().refuses(400, "unreadable");
    }
    // An array without events says nothing, as in the other formats.
    assert_eq!(forwarded(&service, "/api/v2/rum", "", "[]").send().status, 202);
    let many = "{}\n".repeat(20_000);
    forwarded(&service, "/api/v2/rum", "", many).send().refuses(400, "unreadable");
    let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; 64 << 20]).expect("a vector takes everything");
    let bomb = bomb.finish().expect("a vector takes everything");
    forwarded(&service, "/api/v2/rum", "&dd-evp-encoding=deflate", bomb).send().refuses(413, "decompressed_too_large");
    let one_odd = format!("7\n{event}");
    assert_eq!(forwarded(&service, "/api/v2/rum", "", one_odd).send().status, 202);
    service.output.lines(1);
    service.wrote_nothing(1);
}
