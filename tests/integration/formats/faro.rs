//! Grafana Faro: bodies in the shape of `TransportBody` of `@grafana/faro-core` 2.12, as `FetchTransport` sends them.

use crate::{plain, service};
use serde_json::{Value, json};
use sluice_tests::{Genesys, PERSONAL, Reply, Service, Setup, personal_in};

fn body() -> Value {
    json!({
        "meta": {
            "sdk": {"name": "@grafana/faro-core", "version": "2.12.1", "integrations": [{"name": "errors", "version": "2.12.1"}]},
            "app": {"name": "shop", "version": "1.2.3", "environment": "production", "release": "1.2.3"},
            "session": {"id": "tEuCKHjPHV", "attributes": {"previousSession": "8Ydu"}},
            "page": {"url": "https://shop.example/basket", "id": "basket", "attributes": {"team": "red"}},
            "view": {"name": "basket"},
            "browser": {
                "name": "Chrome", "version": "142.0.0.0", "os": "Linux", "mobile": false, "language": "de", "userAgent": "Mozilla/5.0",
                "brands": [{"brand": "Chromium", "version": "142"}], "viewportWidth": "1280", "viewportHeight": "720",
            },
            "user": {"id": "u-1", "email": PERSONAL[0], "attributes": {"phone": PERSONAL[2]}},
            "k6": {"isK6Browser": false},
        },
        "logs": [{
            "message": "put into the basket", "level": "info", "context": {"article": "4711"}, "timestamp": "2026-11-22T10:00:00.250Z",
            "trace": {"trace_id": "5b8efff798038103d269b633813fc60c", "span_id": "eee19b7ec3c1b174"},
        }],
        "events": [{
            "name": "click", "domain": "browser", "attributes": {"target": "button"}, "timestamp": "2026-11-22T10:00:00.500Z",
            "action": {"parentId": "p", "name": "buy"},
        }],
        "exceptions": [{
            "type": "TypeError", "value": format!("{} is not a function", PERSONAL[0]), "timestamp": "2026-11-22T10:00:00.750Z",
            "stacktrace": {"frames": [
                {"filename": format!("https://shop.example/app.js?user={}", PERSONAL[1]), "function": "pay", "lineno": 17, "colno": 4},
                {"filename": "https://shop.example/app.js", "function": "onclick", "lineno": 3, "colno": 1},
            ]},
            "context": {"cause": "none"}, "fingerprint": "f-1",
        }],
        "measurements": [{
            "type": "web-vitals", "values": {"lcp": 77.1, "delta": 77}, "context": {"rating": "good"}, "timestamp": "2026-11-22T10:00:01.000Z",
        }],
        "traces": {"resourceSpans": [{
            "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop-ui"}}], "droppedAttributesCount": 0},
            "scopeSpans": [{"scope": {"name": "@opentelemetry/instrumentation-fetch", "version": "0.1"}, "spans": [{
                "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174", "name": "HTTP GET", "kind": 3,
                "startTimeUnixNano": "1544712660000000000", "endTimeUnixNano": "1544712660000000001", "flags": 257,
                "attributes": [{"key": "session.id", "value": {"stringValue": "tEuCKHjPHV"}},
                    {"key": "url.full", "value": {"stringValue": "https://api.example/pay"}}],
                "droppedAttributesCount": 0, "events": [{"attributes": [], "name": "fetchStart", "timeUnixNano": "1544712660000000000", "droppedAttributesCount": 0}],
                "droppedEventsCount": 0, "status": {"code": 0}, "links": [], "droppedLinksCount": 0,
            }]}],
        }]},
    })
}

fn send(service: &Service, body: &Value) -> Reply {
    service.ask().path("/collect").header("x-faro-session-id", "tEuCKHjPHV").json(body).send()
}

#[test]
fn everything_that_the_sdk_sends_is_in_its_documented_place() {
    let (_genesys, service) = plain();
    let reply = send(&service, &body());
    assert_eq!((reply.status, reply.text().as_str()), (202, ""));
    let lines = service.output.lines(5);
    let kinds: Vec<_> = lines.iter().map(|line| line.at("/kind").clone()).collect();
    assert_eq!(kinds, ["log", "event", "exception", "measurement", "span"]);
    for line in &lines {
        assert_eq!(line.at("/session"), "tEuCKHjPHV");
        assert_eq!(line.at("/page"), &json!({"url": "https://shop.example/basket", "id": "basket", "view": "basket"}));
        assert_eq!(line.at("/browser/user_agent"), "Mozilla/5.0");
        assert_eq!(line.at("/browser/mobile"), false);
        assert_eq!(line.at("/app/version"), "1.2.3");
    }
    for line in &lines {
        assert!(
            line.json.pointer("/attributes/faro/sdk").is_none() && !line.text.contains("Chromium"),
            "{}",
            line.text
        );
        assert_eq!(line.at("/attributes/faro/session/attributes/previousSession"), "8Ydu");
        assert_eq!(line.at("/attributes/faro/user/id"), "u-1");
        assert_eq!(line.at("/attributes/faro/browser/viewportWidth"), "1280");
        assert_eq!(line.at("/attributes/faro/k6/isK6Browser"), false);
    }
    for line in &lines[..4] {
        assert_eq!(line.at("/app"), &json!({"name": "shop", "version": "1.2.3", "environment": "production"}));
    }
    let [log, event, exception, measurement, span] = &lines[..] else { panic!("five lines") };
    assert_eq!((log.at("/message"), log.at("/level")), (&json!("put into the basket"), &json!("info")));
    assert_eq!(log.at("/timestamp"), "2026-11-22T10:00:00.250Z");
    assert_eq!(log.at("/trace/span_id"), "eee19b7ec3c1b174");
    assert_eq!(log.at("/attributes/article"), "4711");
    assert_eq!((event.at("/name"), event.at("/attributes/target")), (&json!("click"), &json!("button")));
    assert_eq!(event.at("/attributes/faro/domain"), "browser");
    assert_eq!(event.at("/attributes/faro/action/name"), "buy");
    assert_eq!((exception.at("/name"), exception.at("/level")), (&json!("TypeError"), &json!("error")));
    let stack = format!(
        "at pay (https://shop.example/app.js?user={}:17:4)\nat onclick (https://shop.example/app.js:3:1)",
        PERSONAL[1]
    );
    assert_eq!(exception.at("/attributes/exception.stacktrace"), &json!(stack));
    assert_eq!(exception.at("/attributes/faro/fingerprint"), "f-1");
    assert_eq!(
        (measurement.at("/name"), measurement.at("/values")),
        (&json!("web-vitals"), &json!({"lcp": 77.1, "delta": 77}))
    );
    assert_eq!((span.at("/app/name"), span.at("/name")), (&json!("shop-ui"), &json!("HTTP GET")));
    assert_eq!(span.at("/attributes/url.full"), "https://api.example/pay");
    assert_eq!(span.at("/values/duration_ms"), &json!(0.000_001));
    assert_eq!(span.at("/attributes/otel/events/0/name"), "fetchStart");
}

#[test]
fn personal_data_is_redacted_wherever_it_is() {
    let (_genesys, service) = service();
    assert_eq!(send(&service, &body()).status, 202);
    let lines = service.output.lines(5);
    for line in &lines {
        assert_eq!(personal_in(&line.text), None, "{}", line.text);
    }
    let stack = lines[2].at("/attributes/exception.stacktrace").as_str().expect("a text");
    assert!(stack.starts_with("at pay (https://shop.example/app.js?user=[redacted:email]"), "{stack}");
}

#[test]
fn the_operator_chooses_which_members_of_meta_are_written() {
    let genesys = Genesys::start();
    let omitted = |omitted: &[&str]| Setup::new(&genesys).edge([]).set("lines.omitted_faro_meta", omitted.to_vec());
    let service = omitted(&["user", "page.attributes"]).start();
    assert_eq!(send(&service, &body()).status, 202);
    for line in service.output.lines(5) {
        assert_eq!(line.at("/attributes/faro/sdk/version"), "2.12.1");
        assert_eq!(line.at("/attributes/faro/browser/brands/0/brand"), "Chromium");
        assert!(line.json.pointer("/attributes/faro/user").is_none(), "{}", line.text);
        assert!(line.json.pointer("/attributes/faro/page").is_none(), "{}", line.text);
    }
    let checked = omitted(&["browser.", "a.b.c"]).check();
    assert_eq!(checked.code, Some(2), "{checked:?}");
    assert_eq!(checked.stderr.matches("is no member of `meta`").count(), 2, "{checked:?}");
}

#[test]
fn a_body_that_is_not_faros_is_refused() {
    let (_genesys, service) = plain();
    for bad in [json!([]), json!({"logs": {}}), json!({"events": [1]}), json!({"traces": 7})] {
        send(&service, &bad).refuses(400, "unreadable");
    }
    let other = service.ask().path("/collect").header("content-type", "application/x-protobuf").send();
    other.refuses(415, "unsupported_type");
    assert_eq!(other.header("accept"), "application/json, text/plain");
    service.ask().path("/collect").without("authorization").json(&body()).send().refuses(401, "token_missing");
    service.wrote_nothing(0);
}
