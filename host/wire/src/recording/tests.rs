use super::*;
use crate::{Route, datadog::Intake, sentry::Endpoint};
use sluice_event::DecodeLimits;
use sluice_event::line::{Envelope, write_lines};

const LIMITS: DecodeLimits = DecodeLimits { max_events: 1_000, max_depth: 32, max_nodes: 100_000 };

fn lines_of(body: &RecordedBody) -> String {
    let batch = body.decode(&LIMITS).expect("a body");
    let envelope = Envelope {
        received_at: "2026-11-22T10:00:00.000Z",
        tenant_id: Some("t"),
        tenant_name: Some("T"),
        user: Some("u"),
        request_id: "r",
        max_line_bytes: 1 << 20,
        sender: sluice_event::line::Sender::Token,
    };
    let mut lines = Vec::new();
    write_lines(&batch, &envelope, &mut lines);
    String::from_utf8(lines).expect("UTF-8")
}

fn routes(text: &str) -> Vec<Route> {
    read(text.as_bytes()).iter().map(|body| body.route).collect()
}

#[test]
fn a_body_is_known_by_its_members() {
    let otlp = r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"x"}}]}]}]}"#;
    let faro = r#"{"meta":{"app":{"name":"a"}},"logs":[{"message":"m","level":"info"}]}"#;
    assert_eq!(routes(otlp), [Route::Otlp(crate::otlp::Signal::Logs)]);
    assert_eq!(routes(faro), [Route::Faro]);
    assert_eq!(routes(r#"{"message":"m","meta":{}}"#), [Route::Events]);
    assert_eq!(routes("[\n {\"message\": \"m\"}\n]"), [Route::Events]);
    assert_eq!(routes(&format!("{otlp}\n{faro}\n")), [Route::Otlp(crate::otlp::Signal::Logs), Route::Faro]);
    assert!(routes("").is_empty() && routes(" \n ").is_empty());
}

/// The route and the messages of each body.
fn messages(text: &str) -> Vec<(Route, Vec<String>)> {
    let messages = |body: &RecordedBody| {
        let lines = lines_of(body);
        let lines = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line"));
        lines.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    };
    read(text.as_bytes()).iter().map(|body| (body.route, messages(body))).collect()
}

#[test]
fn an_envelope_of_sentry_is_one_body() {
    let route = Route::Sentry(Endpoint::Envelope);
    let payload = r#"{"event_id":"9ec79c33ec9942ab8353589fcb2e04dc","message":"broken","level":"error"}"#;
    for text in [
        format!(
            "{{\"event_id\":\"9ec79c33ec9942ab8353589fcb2e04dc\",\"dsn\":\"https://k@h/1\"}}\n{{\"type\":\"event\"}}\n{payload}\n"
        ),
        format!("{{}}\n{{\"type\":\"event\",\"length\":{}}}\n{payload}", payload.len()),
    ] {
        assert_eq!(messages(&text), [(route, vec!["broken".to_owned()])], "{text}");
    }
    // An event of which nothing but a type is known is no header.
    let events = "{\"message\":\"a\"}\n{\"message\":\"b\",\"type\":\"event\"}";
    assert_eq!(routes(events), [Route::Events]);
    let stored =
        r#"{"event_id":"9ec79c33ec9942ab8353589fcb2e04dc","platform":"javascript","sdk":{"name":"s"},"message":"old"}"#;
    assert_eq!(messages(stored), [(Route::Sentry(Endpoint::Store), vec!["old".to_owned()])]);
}

#[test]
fn lines_of_datadog_and_reports_of_browsers_are_known() {
    let rum = r#"{"_dd":{"format_version":2},"date":1732270000000,"type":"error","application":{"id":"a"},"session":{"id":"s"},"error":{"message":"broken"}}"#;
    let log = r#"{"date":1732270000000,"status":"info","message":"logged","session_id":"s","service":"shop"}"#;
    let (rum_route, log_route) = (Route::Datadog(Intake::Rum), Route::Datadog(Intake::Logs));
    let both = |message: &str| vec![message.to_owned(); 2];
    let text = format!("{rum}\n{rum}\n{log}\n{log}\n");
    assert_eq!(messages(&text), [(rum_route, both("broken")), (log_route, both("logged"))]);
    assert_eq!(routes(rum), [rum_route]);

    let reports =
        r#"[{"type":"deprecation","url":"https://shop.example/","age":10,"body":{"id":"x","message":"old"}}]"#;
    let violation = r#"{"csp-report":{"document-uri":"https://shop.example/","violated-directive":"img-src","blocked-uri":"https://else.example/"}}"#;
    for text in [reports, violation] {
        assert_eq!(routes(text), [Route::Reports], "{text}");
        let lines = lines_of(&read(text.as_bytes())[0]);
        assert!(lines.contains("2026-11-22T") && lines.contains("report"), "{lines}");
    }
    assert_eq!(routes(r#"[{"type":"page","url":"https://shop.example/"}]"#), [Route::Events]);
    assert_eq!(routes(r#"{"type":"page","status":"paid","date":1}"#), [Route::Events]);
}

#[test]
fn events_on_lines_of_their_own_come_in_batches() {
    let text: String = (0..45).map(|number| format!("{{\"message\":\"{number}\"}}\n\n")).collect();
    let bodies = read(text.as_bytes());
    let sizes: Vec<usize> = bodies.iter().map(|body| body.decode(&LIMITS).expect("events").len()).collect();
    assert_eq!(sizes, [20, 20, 5]);
    assert_eq!(bodies[1].lines, 41..80);
}

#[test]
fn lines_that_were_written_are_read_as_they_were_sent() {
    let sent = r#"[{"kind":"log","message":"a","attributes":{"n":12345678901234567890,"x":1.50}},{"level":"warn","app":{"name":"shop"}}]"#;
    let first = lines_of(&read(sent.as_bytes())[0]);
    let bodies = read(first.as_bytes());
    assert_eq!(bodies.len(), 1);
    let sender = &bodies[0].sender;
    assert_eq!((sender.tenant_id.as_deref(), sender.user.as_deref()), (Some("t"), Some("u")));
    assert_eq!(lines_of(&bodies[0]), first);
}

#[test]
fn requests_stay_apart_and_what_was_withheld_is_left_out() {
    let line = |request: &str, rest: &str| {
        format!(
            r#"{{"timestamp":"2026-11-22T10:00:00.000Z","received_at":"2026-11-22T10:00:00.000Z","source":"client","tenant":{{"id":null,"name":null}},"user":null,"request_id":"{request}","event_id":"{request}-0"{rest}}}"#
        )
    };
    let text = [
        line("a", r#","message":"1""#),
        line("a", r#","message":"2""#),
        line("b", r#","withheld":{"filter":"f","reason":"trap"}"#),
        line("c", r#","message":"3""#),
    ];
    let bodies = read(text.join("\n").as_bytes());
    let sizes: Vec<usize> = bodies.iter().map(|body| body.decode(&LIMITS).expect("events").len()).collect();
    assert_eq!(sizes, [2, 1]);
}

#[test]
fn a_mistake_is_told_by_its_line_and_not_quoted() {
    let bodies = read(b"{\"message\":\"secret-text\"\n{\"a\":1}\n");
    let error = bodies[0].decode(&LIMITS).expect_err("not JSON").to_string();
    assert!(error.starts_with("line 1: ") && !error.contains("secret"), "{error}");
}
