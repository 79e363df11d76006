//! The same events as SDKs send them and as plain JSON: an error with its stack and breadcrumbs, and what a page does.

use serde_json::{Value, json};

/// Frames of the stack and breadcrumbs of the error: as many as a page has that was used for a while.
const FRAMES: u32 = 20;
const BREADCRUMBS: u32 = 20;
/// 2026-11-22T10:00:00Z.
const TIME: u64 = 1_795_341_600;
const PAGE: &str = "https://desk.example.com/c/4f1b09aa?view=3&q=0c7d1";
const STACK_HEAD: &str = "Error: request of nina.berg@example.com took longer than its budget";

fn breadcrumbs() -> Value {
    let crumb = |number: u32| {
        json!({"timestamp": TIME, "category": "fetch", "type": "http",
            "data": {"method": "GET", "url": format!("https://api.example.com/items/{number}?page={number}"), "status_code": 200}})
    };
    (0..BREADCRUMBS).map(crumb).collect()
}

fn tags() -> Value {
    json!({"team": "red", "region": "eu", "build": "web-4f1b09a"})
}

/// One error, as `@sentry/browser` sends it.
pub fn sentry_envelope() -> Vec<u8> {
    let frame = |number: u32| {
        json!({"filename": "https://desk.example.com/static/app.4f1b09aa.js", "function": format!("handler{number}"),
            "in_app": true, "lineno": number, "colno": 10 * number})
    };
    let frames: Value = (0..FRAMES).rev().map(frame).collect();
    let mechanism = json!({"type": "generic", "handled": true});
    let event = json!({
        "exception": {"values": [{"type": "Error", "value": message(), "stacktrace": {"frames": frames}, "mechanism": mechanism}]},
        "level": "error", "event_id": "4f1b09aa4f1b09aa4f1b09aa4f1b09aa", "platform": "javascript", "timestamp": TIME,
        "environment": "production", "release": "wwe_ui@9.0.114",
        "sdk": {"name": "sentry.javascript.browser", "version": "11.12.0", "integrations": ["Dedupe", "Breadcrumbs", "HttpContext"]},
        "request": {"url": PAGE, "headers": {"User-Agent": sluice_tests::user_agent()}},
        "contexts": {"trace": {"trace_id": "4f1b09aa4f1b09aa4f1b09aa4f1b09aa", "span_id": "4f1b09aa4f1b09aa"}},
        "tags": tags(), "user": {"id": "u-1"}, "breadcrumbs": breadcrumbs(),
    });
    let head = json!({"event_id": event["event_id"], "sent_at": "2026-11-22T10:00:00.000Z"});
    format!("{head}\n{{\"type\":\"event\"}}\n{event}").into_bytes()
}

/// The same error, as its line has it.
pub fn plain_error() -> Value {
    let line = |number: u32| {
        let column = 10 * number;
        format!("at handler{number} (https://desk.example.com/static/app.4f1b09aa.js:{number}:{column})")
    };
    let stack = (0..FRAMES).map(line).collect::<Vec<_>>().join("\n");
    json!({
        "time": "2026-11-22T10:00:00Z", "kind": "exception", "event_id": "4f1b09aa4f1b09aa4f1b09aa4f1b09aa", "level": "error",
        "name": "Error", "message": message(), "app": {"name": "wwe_ui", "version": "9.0.114", "environment": "production"},
        "page": {"url": PAGE}, "browser": {"user_agent": sluice_tests::user_agent()},
        "trace": {"trace_id": "4f1b09aa4f1b09aa4f1b09aa4f1b09aa", "span_id": "4f1b09aa4f1b09aa"},
        "attributes": {"exception.stacktrace": stack, "sentry": {
            "platform": "javascript", "sdk": {"name": "sentry.javascript.browser", "version": "11.12.0"},
            "tags": tags(), "user": {"id": "u-1"}, "breadcrumbs": breadcrumbs(),
            "mechanism": {"type": "generic", "handled": true}}},
    })
}

fn message() -> &'static str {
    &STACK_HEAD[7..]
}

/// A request of the page, as `@datadog/browser-rum` tells of it.
fn resource(number: u64) -> Value {
    json!({
        "type": "resource", "date": TIME * 1000 + number, "service": "wwe_ui", "version": "9.0.114", "application": {"id": "app-1"},
        "ddtags": "sdk_version:7.16.2,env:production,service:wwe_ui,version:9.0.114", "session": {"id": "s-1", "type": "user"},
        "view": {"id": "v-1", "url": PAGE, "referrer": ""}, "usr": {"id": "u-1", "email": "nina.berg@example.com"},
        "context": {"team": "red"}, "tab": {"id": "t-1"},
        "resource": {"id": format!("r-{number}"), "type": "fetch", "method": "GET", "status_code": 200, "size": 4711,
            "url": format!("https://api.example.com/items/{number}?page=1"), "duration": 12_345_678},
        "_dd": {"trace_id": "77", "span_id": "78", "format_version": 2},
    })
}

/// The same, as its line has it.
fn plain_resource(number: u64) -> Value {
    let url = format!("https://api.example.com/items/{number}?page=1");
    json!({
        "time": TIME * 1000 + number, "kind": "span", "name": format!("GET {url}"),
        "app": {"name": "wwe_ui", "version": "9.0.114", "environment": "production"}, "session": "s-1",
        "page": {"url": PAGE, "id": "v-1"}, "browser": {"user_agent": sluice_tests::user_agent()},
        "trace": {"trace_id": "77", "span_id": "78"}, "values": {"duration_ms": 12.345_678, "size_bytes": 4711},
        "attributes": {"team": "red", "datadog": {"type": "resource", "application": {"id": "app-1"}, "session": {"type": "user"},
            "view": {"referrer": ""}, "usr": {"id": "u-1", "email": "nina.berg@example.com"}, "tab": {"id": "t-1"},
            "resource": {"id": format!("r-{number}"), "type": "fetch", "method": "GET", "status_code": 200, "url": url}}},
    })
}

/// So many requests of a page, as `@datadog/browser-rum` sends them.
pub fn datadog_lines(count: u64) -> Vec<u8> {
    (0..count).map(|number| resource(number).to_string()).collect::<Vec<_>>().join("\n").into_bytes()
}

/// The same, as their lines have them.
pub fn plain_resources(count: u64) -> Vec<Value> {
    (0..count).map(plain_resource).collect()
}
