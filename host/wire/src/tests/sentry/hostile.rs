//! Envelopes that lie about themselves.

use super::*;
use proptest::prelude::*;

fn refused(body: impl Into<Bytes>) -> DecodeError {
    read_envelope(body).expect_err("it is refused")
}

#[test]
fn a_length_that_lies_ends_the_envelope_and_what_came_before_is_written() {
    let good = item("event", json!({"message": "before"}));
    for length in ["6", "4", "18446744073709551615", "99999999999999999999999", "-1", "1.5", "\"5\"", "{}"] {
        let body =
            format!("{good}\n{{\"type\":\"attachment\",\"length\":{length}}}\n12345\n{{\"type\":\"event\"}}\n{{}}");
        let (batch, _) = decode(Endpoint::Envelope, body.into(), &DecodeLimits::default()).unwrap();
        let lines = lines(&batch);
        assert_eq!((lines.len(), &lines[0]["message"]), (1, &json!("before")), "{length}");
    }
    let alone = "{}\n{\"type\":\"event\",\"length\":900}\n{}";
    assert_eq!(
        refused(alone),
        DecodeError::Misfit { name: "items", wanted: "a list of items, each with its header and its payload" }
    );
}

#[test]
fn a_payload_that_is_no_json_is_refused_by_itself() {
    for payload in ["{", "[]", "7", "", "{}{}", "\u{0}"] {
        let body = format!("{{}}\n{{\"type\":\"event\"}}\n{payload}\n{{\"type\":\"event\"}}\n{{\"message\":\"m\"}}");
        let (mut batch, _) = decode(Endpoint::Envelope, body.into(), &DecodeLimits::default()).unwrap();
        assert_eq!((lines(&batch).len(), batch.take_report().rejected_count), (1, 1), "{payload:?}");
    }
    for items in [json!({"items": 7}), json!({"items": [7, [], null]})] {
        let body = item("log", items) + "\n{\"type\":\"event\"}\n{}";
        let (mut batch, _) = decode(Endpoint::Envelope, body.into(), &DecodeLimits::default()).unwrap();
        assert_eq!(batch.len(), 1);
        assert!(batch.take_report().rejected_count > 0);
    }
}

#[test]
fn thousands_of_items_and_of_events_in_one_are_too_many() {
    let many = format!("{{}}{}", "\n{\"type\":\"client_report\"}\n{}".repeat(1_001));
    assert!(matches!(refused(many), DecodeError::TooManyEvents { limit: 1_000 }));
    let many = item("log", json!({"items": vec![json!({"body": "b"}); 1_001]}));
    assert!(matches!(refused(many), DecodeError::TooManyEvents { limit: 1_000 }));
    let many = item("transaction", json!({"spans": vec![json!({"op": "o"}); 1_000]}));
    assert!(matches!(refused(many), DecodeError::TooManyEvents { limit: 1_000 }));
}

#[test]
fn what_is_repeated_for_each_event_is_bounded() {
    let url = "x".repeat(100_000);
    let transaction = json!({"request": {"url": url}, "spans": vec![json!({"op": "o"}); 900]});
    assert!(matches!(refused(item("transaction", transaction)), DecodeError::EnvelopeTooLarge { .. }));
}

#[test]
fn depth_is_bounded_in_headers_and_payloads() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let header = format!("{{\"a\":{}1{}}}", "[".repeat(1_000), "]".repeat(1_000));
    assert!(matches!(refused(header), DecodeError::TooDeep { .. }));
    assert!(matches!(
        refused(format!("{{}}\n{{\"type\":\"event\"}}\n{{\"extra\":{deep}}}")),
        DecodeError::TooDeep { .. }
    ));
}

#[test]
fn times_and_durations_of_any_size_are_taken_or_left_out() {
    for time in [json!(1e300), json!(-1e300), json!("never"), json!({}), json!(null), json!(f64::MAX), json!(true)] {
        let span = json!({"start_timestamp": time, "end_timestamp": 1e308});
        let line = line_of("span", json!({"items": [span, ]}));
        assert_eq!(line["timestamp"], "2026-11-22T10:00:00.000Z", "{time}");
    }
}

proptest! {
    #[test]
    fn whatever_comes_gives_lines_or_an_error(body in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read_envelope(body);
    }

    #[test]
    fn whatever_is_in_an_envelope_gives_lines_or_an_error(
        kind in "event|transaction|session|feedback|user_report|check_in|log|span|trace_metric|client_report|attachment",
        length in proptest::option::of(any::<u16>()),
        payload in r#"\{("(items|exception|values|spans|contexts|timestamp|type|attributes|request|sentry)":(\[\]|\{\}|1e9|"x"|null|\[\{"value":\{\},"stacktrace":\{"frames":\[7,\{\}\]\}\}\]),?){0,6}\}"#,
    ) {
        let payload = payload.replace(",}", "}");
        let length = length.map_or(String::new(), |length| format!(",\"length\":{length}"));
        if let Ok((lines, _)) = read_envelope(format!("{{}}\n{{\"type\":\"{kind}\"{length}}}\n{payload}")) {
            prop_assert!(lines.len() <= 2);
        }
    }
}
