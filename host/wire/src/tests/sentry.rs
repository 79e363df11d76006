//! Sentry: what each item becomes, and what hostile envelopes do not do.

mod hostile;
mod spans;

use super::*;
use crate::sentry::{Endpoint, Summary, decode};
use serde_json::json;

/// An envelope of SDK 11 with these items, each a header and a payload.
fn envelope(items: &[(Value, Value)]) -> String {
    let lines = items.iter().map(|(header, payload)| format!("\n{header}\n{payload}"));
    json!({"event_id": "e".repeat(32), "sent_at": "2026-11-22T10:00:00.000Z"}).to_string() + &lines.collect::<String>()
}

fn item(kind: &str, payload: Value) -> String {
    envelope(&[(json!({"type": kind}), payload)])
}

fn read_envelope(body: impl Into<Bytes>) -> Result<(Vec<Value>, Summary), DecodeError> {
    let (batch, summary) = decode(Endpoint::Envelope, body.into(), &DecodeLimits::default())?;
    Ok((lines(&batch), summary))
}

/// The one line of an item.
fn line_of(kind: &str, payload: Value) -> Value {
    let (mut lines, _) = read_envelope(item(kind, payload)).unwrap();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    lines.remove(0)
}

fn error() -> Value {
    json!({
        "exception": {"values": [
            {"type": "TypeError", "value": "cause", "stacktrace": {"frames": [
                {"filename": "https://shop.example/a.js", "function": "inner", "in_app": true, "lineno": 9, "colno": 1}]},
                "mechanism": {"handled": true, "type": "chained", "source": "cause", "exception_id": 1, "parent_id": 0}},
            {"type": "Error", "value": "outer", "stacktrace": {"frames": [
                {"filename": "https://shop.example/a.js", "function": "onclick", "in_app": true, "lineno": 3, "colno": 2},
                {"filename": "https://shop.example/a.js?b=c", "function": "pay", "in_app": true, "lineno": 17, "colno": 4}]},
                "mechanism": {"handled": false, "type": "generic", "exception_id": 0}}]},
        "level": "error", "event_id": "0".repeat(32), "platform": "javascript", "timestamp": 1_795_341_600.25,
        "environment": "test", "release": "shop@1.4.0", "transaction": "/basket.html",
        "sdk": {"name": "sentry.javascript.browser", "version": "11.12.0", "integrations": ["Dedupe"], "packages": []},
        "request": {"url": "https://shop.example/basket.html?a=b", "headers": {"User-Agent": "Mozilla/5.0", "Referer": "r"}},
        "contexts": {"trace": {"trace_id": "t".repeat(32), "span_id": "s".repeat(16), "op": "pageload"},
            "culture": {"locale": "de", "timezone": "UTC"}, "own": {"a": 1}},
        "tags": {"team": "red"}, "user": {"id": "u-1", "email": "u@example.com", "ip_address": "{{auto}}"},
        "extra": {"basket": 3},
        "breadcrumbs": [{"timestamp": 1_795_341_599.8, "category": "fetch", "data": {"url": "/api?mail=q@example.com"}}],
    })
}

#[test]
fn an_error_is_one_line_with_everything_in_its_place() {
    let line = line_of("event", error());
    assert_eq!(line["timestamp"], "2026-11-22T10:00:00.25Z");
    assert_eq!((&line["kind"], &line["level"]), (&json!("exception"), &json!("error")));
    assert_eq!((&line["name"], &line["message"]), (&json!("Error"), &json!("outer")));
    assert_eq!(line["event_id"], "0".repeat(32));
    assert_eq!(line["app"], json!({"name": "shop", "version": "1.4.0", "environment": "test"}));
    assert_eq!(line["page"], json!({"url": "https://shop.example/basket.html?a=b", "view": "/basket.html"}));
    assert_eq!(line["browser"], json!({"language": "de", "user_agent": "Mozilla/5.0"}));
    assert_eq!(line["trace"], json!({"trace_id": "t".repeat(32), "span_id": "s".repeat(16)}));
    let attributes = &line["attributes"];
    let stack = "at pay (https://shop.example/a.js?b=c:17:4)\nat onclick (https://shop.example/a.js:3:2)";
    assert_eq!(attributes["exception.stacktrace"], stack);
    let sentry = json!({
        "platform": "javascript",
        "sdk": {"name": "sentry.javascript.browser", "version": "11.12.0"},
        "request": {"headers": {"Referer": "r"}},
        "contexts": {"trace": {"op": "pageload"}, "culture": {"timezone": "UTC"}, "own": {"a": 1}},
        "tags": {"team": "red"}, "user": {"id": "u-1", "email": "u@example.com"}, "extra": {"basket": 3},
        "breadcrumbs": [{"timestamp": 1_795_341_599.8, "category": "fetch", "data": {"url": "/api?mail=q@example.com"}}],
        "mechanism": {"handled": false, "type": "generic", "exception_id": 0},
        "causes": [{"type": "TypeError", "value": "cause", "stacktrace": "at inner (https://shop.example/a.js:9:1)",
            "mechanism": {"handled": true, "type": "chained", "source": "cause", "exception_id": 1, "parent_id": 0}}],
    });
    assert_eq!(attributes["sentry"], sentry);
}

#[test]
fn a_message_is_a_log_whichever_sdk_it_came_from() {
    let stack = json!({"frames": [{"function": "f", "filename": "a.js", "lineno": 1, "colno": 1}]});
    for (payload, level) in [
        (json!({"exception": {"values": [{"value": "plain", "stacktrace": stack}]}, "level": "info"}), "info"),
        (json!({"message": "plain", "level": "warning"}), "warn"),
        (json!({"message": {"formatted": "plain", "message": "%s"}, "level": "log"}), "info"),
        (json!({"logentry": {"message": "plain"}, "level": "fatal"}), "fatal"),
    ] {
        let line = line_of("event", payload);
        let found = (&line["kind"], &line["level"], &line["message"]);
        assert_eq!(found, (&json!("log"), &json!(level), &json!("plain")), "{line}");
    }
}

#[test]
fn frames_stay_where_their_lines_do_not_say_all_of_them() {
    let of = |frames: Value| {
        let exception = json!({"values": [{"type": "E", "stacktrace": {"frames": frames}}]});
        line_of("event", json!({"exception": exception}))["attributes"]["sentry"].take()
    };
    let frame = json!({"function": "f", "filename": "a.js", "lineno": "1", "colno": 2, "in_app": true, "module": null});
    assert_eq!(of(json!([frame, {}, 7])), Value::Null);
    assert_eq!(of(json!([frame, {"context_line": "x"}]))["frames"], json!([{"context_line": "x"}, {}]));
    for odd in [json!({"function": 1}), json!({"lineno": "x"}), json!({"colno": 1234567890123_i64})] {
        assert_eq!(of(json!([odd]))["frames"], json!([odd]));
    }
    let mut frames = vec![frame; 64];
    frames.insert(0, json!({"context_line": "beyond the last one that has a line"}));
    assert_eq!(of(json!(frames)), Value::Null);
}

#[test]
fn the_request_of_a_failed_call_is_not_the_page() {
    let line = line_of(
        "event",
        json!({
            "exception": {"values": [{"type": "Error", "value": "HTTP Client Error with status code: 500",
                "mechanism": {"type": "auto.http.client.fetch", "handled": false}}]},
            "request": {"url": "https://api.example/pay?card=1", "method": "POST"},
        }),
    );
    assert!(line.get("page").is_none(), "{line}");
    assert_eq!(line["attributes"]["sentry"]["request"]["url"], "https://api.example/pay?card=1");
}

#[test]
fn logs_metrics_sessions_feedback_and_check_ins_have_their_places() {
    let attributes = json!({
        "sentry.release": {"value": "shop@1.4.0", "type": "string"}, "sentry.environment": {"value": "test", "type": "string"},
        "browser.name": {"value": "Chrome", "type": "string"}, "user.email": {"value": "u@example.com", "type": "string"},
        "count": {"value": 3, "type": "integer"}, "sentry": {"value": "x", "type": "string"},
    });
    let log = line_of(
        "log",
        json!({"version": 2, "items": [{"timestamp": 1_795_341_600, "level": "warn", "body": "said", "trace_id": "t",
            "severity_number": 13, "attributes": attributes}]}),
    );
    assert_eq!((&log["kind"], &log["level"], &log["message"]), (&json!("log"), &json!("warn"), &json!("said")));
    assert_eq!(log["timestamp"], "2026-11-22T10:00:00Z");
    assert_eq!(log["app"], json!({"name": "shop", "version": "1.4.0", "environment": "test"}));
    assert_eq!(log["browser"], json!({"name": "Chrome"}));
    assert_eq!(
        log["attributes"],
        json!({"user.email": "u@example.com", "count": 3, "sentry": {"severity_number": 13, "attributes": {"sentry": "x"}}})
    );

    let metric = line_of(
        "trace_metric",
        json!({"items": [{"timestamp": 1_795_341_600.5, "name": "orders", "type": "counter", "value": 2, "unit": "none",
            "trace_id": "t", "attributes": {"a": {"value": "b", "type": "string"}}}]}),
    );
    assert_eq!((&metric["kind"], &metric["name"]), (&json!("measurement"), &json!("orders")));
    assert_eq!(metric["values"], json!({"value": 2}));
    assert_eq!(metric["attributes"], json!({"a": "b", "sentry": {"metric_type": "counter", "unit": "none"}}));

    let session = line_of(
        "session",
        json!({"sid": "s-1", "init": true, "started": "2026-11-22T10:00:00.000Z", "timestamp": "2026-11-22T10:00:01.000Z",
            "status": "ok", "errors": 0, "did": "u-1", "duration": 1.5,
            "attrs": {"release": "shop@1.4.0", "environment": "test", "ip_address": "{{auto}}", "user_agent": "Mozilla/5.0"}}),
    );
    assert_eq!(
        (&session["kind"], &session["name"], &session["session"]),
        (&json!("event"), &json!("session"), &json!("s-1"))
    );
    assert_eq!(session["timestamp"], "2026-11-22T10:00:01Z");
    assert_eq!(
        (&session["browser"]["user_agent"], &session["values"]["duration_ms"]),
        (&json!("Mozilla/5.0"), &json!(1500.0))
    );
    assert_eq!(session["attributes"]["sentry"]["user"], json!({"id": "u-1"}));

    let feedback =
        line_of("feedback", json!({"contexts": {"feedback": {"message": "slow", "contact_email": "u@example.com"}}}));
    assert_eq!((&feedback["name"], &feedback["message"]), (&json!("feedback"), &json!("slow")));
    let report =
        line_of("user_report", json!({"event_id": "e", "name": "U", "email": "u@example.com", "comments": "slow"}));
    assert_eq!((&report["name"], &report["message"]), (&json!("feedback"), &json!("slow")));
    let check_in =
        line_of("check_in", json!({"check_in_id": "c", "monitor_slug": "nightly", "status": "error", "duration": 2}));
    assert_eq!(
        (&check_in["level"], &check_in["attributes"]["sentry"]["monitor_slug"]),
        (&json!("error"), &json!("nightly"))
    );
}

#[test]
fn files_and_recordings_are_refused_by_category_and_what_stands_beside_them_is_read() {
    let mut body = item("event", json!({"message": "m"})).into_bytes();
    body.extend_from_slice(b"\n{\"type\":\"attachment\",\"length\":5}\n\xff\n{\"}\n{\"type\":\"replay_event\"}\n{}\n");
    body.extend_from_slice(
        b"{\"type\":\"replay_recording\",\"length\":3}\n\n\n\n\n{\"type\":\"soap\"}\n<x/>\n{\"type\":\"session\"}\n{}",
    );
    let (lines, summary) = read_envelope(body).unwrap();
    assert_eq!(lines.len(), 2, "{lines:#?}");
    let refused: Vec<_> = summary
        .counts()
        .filter(|(category, _)| summary.is_refused(*category))
        .map(|(category, count)| (category.name(), count))
        .collect();
    assert_eq!(refused, [("attachment", 1), ("replay", 2), ("default", 1)]);
}

#[test]
fn what_an_sdk_has_dropped_is_told_and_no_line() {
    let report = json!({"timestamp": 1, "discarded_events": [
        {"reason": "network_error", "category": "error", "quantity": 5},
        {"reason": "made up", "category": "made up", "quantity": 1e300},
        {"reason": "sample_rate", "category": "span", "quantity": 18_446_744_073_709_551_615u64}, 7]});
    let (lines, summary) = read_envelope(item("client_report", report)).unwrap();
    assert!(lines.is_empty());
    let told: Vec<_> =
        summary.discarded.iter().map(|told| (told.category.name(), told.reason, told.quantity)).collect();
    let other = ("default", "other", 0);
    assert_eq!(told, [("error", "network_error", 5), other, ("span", "sample_rate", 100_000), other]);
}

#[test]
fn behind_a_tunnel_the_key_is_in_the_envelope() {
    let (_, summary) =
        read_envelope("{\"dsn\":\"https://0a1b@tlm.example.com/42\"}\n{\"type\":\"event\"}\n{}").unwrap();
    assert_eq!(summary.key.as_deref(), Some("0a1b"));
}

#[test]
fn the_old_path_takes_one_event() {
    let (batch, _) = decode(Endpoint::Store, error().to_string().into(), &DecodeLimits::default()).unwrap();
    assert_eq!(lines(&batch)[0]["name"], "Error");
    assert!(decode(Endpoint::Store, "[]".into(), &DecodeLimits::default()).is_err());
}
