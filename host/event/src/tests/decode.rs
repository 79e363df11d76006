//! From bodies to events.

use std::ops::ControlFlow;

use serde_json::json;

use super::*;

#[test]
fn one_event_an_array_and_an_envelope_are_batches() {
    assert_eq!(decode(r#"{"message":"a"}"#).unwrap().len(), 1);
    assert_eq!(decode(r#"[{"message":"a"},{}]"#).unwrap().len(), 2);
    assert_eq!(decode(r#"{"events":[{},{},{}]}"#).unwrap().len(), 3);
    assert_eq!(decode("[]").unwrap().len(), 0);
    assert_eq!(decode(r#" {"events" : [ ] } "#).unwrap().len(), 0);
}

#[test]
fn an_object_whose_events_are_no_array_is_an_event() {
    assert_eq!(line(r#"{"events":3}"#)["attributes"], json!({"events": 3}));
}

#[test]
fn one_event_a_line_is_a_batch() {
    let body = "{\"message\":\"a\"}\r\n\n  {\"message\":\"b\"}\t\n{\"message\":\"c\"}";
    let batch = Batch::from_ndjson(Bytes::from_static(body.as_bytes()), &DecodeLimits::default()).unwrap();
    let messages: Vec<_> = lines(&batch).iter().map(|line| line["message"].clone()).collect();
    assert_eq!(messages, ["a", "b", "c"]);
}

#[test]
fn an_error_in_a_line_says_where_it_is_in_the_body() {
    let error = Batch::from_ndjson(Bytes::from_static(b"{}\n{]\n"), &DecodeLimits::default()).unwrap_err();
    assert_eq!(error, DecodeError::Syntax { offset: 4, what: "no name" });
}

#[test]
fn known_members_have_their_places_and_all_others_are_attributes() {
    let line = line(
        r#"{"time":"2026-01-02T03:04:05Z","kind":"log","event_id":"e","level":"info","name":"n","message":"m",
            "app":{"name":"a"},"session":"s","page":{"url":"u"},"browser":{"name":"b"},"trace":{"trace_id":"t"},
            "values":{"ms":77.1},"attributes":{"a":[1]},"user_id":7}"#,
    );
    assert_eq!(line["timestamp"], "2026-01-02T03:04:05Z");
    assert_eq!(line["event_id"], "e");
    assert_eq!(line["kind"], "log");
    assert_eq!(line["values"], json!({"ms": 77.1}));
    assert_eq!(line["attributes"], json!({"a": [1], "user_id": 7}));
    assert_eq!(line["tenant"], json!({"id": "9350e2fc-a1dd-4c65-8d40-1f75a2e080dd", "name": null}));
}

#[test]
fn a_known_member_of_another_type_is_an_attribute() {
    let line = line(
        r#"{"time":"tomorrow","kind":"beep","event_id":"","level":5,"name":null,"message":["m"],"app":{"name":1},
            "session":{},"page":"/","browser":[],"trace":{"a":{}},"values":{"a":"1"},"attributes":[2]}"#,
    );
    assert_eq!(line["timestamp"], RECEIVED_AT);
    assert_eq!(line["event_id"], "r-0");
    assert_eq!(line["kind"], "event");
    assert_eq!(
        line["attributes"],
        json!({"time": "tomorrow", "kind": "beep", "event_id": "", "level": 5, "name": null, "message": ["m"],
               "app": {"name": 1}, "session": {}, "page": "/", "browser": [], "trace": {"a": {}},
               "values": {"a": "1"}, "attributes": [2]})
    );
}

#[test]
fn what_attributes_say_stands_above_members_of_the_same_name() {
    let line = line(r#"{"user":"top","attributes":{"user":"inner","x":1},"x":2,"level":3}"#);
    assert_eq!(line["attributes"], json!({"user": "inner", "x": 1, "level": 3}));
}

#[test]
fn a_timestamp_is_the_time_where_there_is_no_time() {
    let time = |body: &str| line(body)["timestamp"].as_str().unwrap().to_owned();
    assert_eq!(time(r#"{"timestamp":"2026-11-22T10:00:00.439Z"}"#), "2026-11-22T10:00:00.439Z");
    assert_eq!(time(r#"{"timestamp":0,"time":1000}"#), "1970-01-01T00:00:01Z");
    assert_eq!(line(r#"{"timestamp":0,"time":1000}"#)["attributes"], json!({"timestamp": 0}));
    assert_eq!(line(r#"{"timestamp":"?"}"#)["attributes"], json!({"timestamp": "?"}));
}

#[test]
fn times_become_rfc_3339_in_utc() {
    let time = |value: &str| line(&format!(r#"{{"time":{value}}}"#))["timestamp"].as_str().unwrap().to_owned();
    assert_eq!(time(r#""2026-11-22T10:00:00.123456789Z""#), "2026-11-22T10:00:00.123456789Z");
    assert_eq!(time(r#""2026-11-22T10:00:00+01:00""#), "2026-11-22T09:00:00Z");
    assert_eq!(time(r#""2026-11-22t10:00:00z""#), "2026-11-22T10:00:00Z");
    assert_eq!(time("1732269600000"), "2024-11-22T10:00:00Z");
    assert_eq!(time("1732269600000.5"), "2024-11-22T10:00:00.0005Z");
    for wrong in ["1e300", "-1e17", r#""2026-02-29T00:00:00Z""#, r#""2026-13-01T00:00:00Z""#, r#""""#, "true", "{}"] {
        assert_eq!(time(wrong), RECEIVED_AT, "{wrong}");
    }
}

#[test]
fn an_envelope_gives_each_event_what_it_lacks() {
    let batch = decode(
        r#"{"events":[{"message":"a"},{"app":{"name":"own"},"attributes":{"b":2}}],"app":{"name":"web"},"session":"s",
            "page":{"url":"u"},"browser":{"name":"b"},"attributes":{"a":1,"b":1},"sdk":"x","level":"debug"}"#,
    )
    .unwrap();
    let lines = lines(&batch);
    assert_eq!(lines[0]["app"], json!({"name": "web"}));
    assert_eq!(lines[0]["attributes"], json!({"a": 1, "b": 1, "sdk": "x", "level": "debug"}));
    assert_eq!(lines[1]["app"], json!({"name": "own"}));
    assert_eq!(lines[1]["attributes"], json!({"a": 1, "b": 2, "sdk": "x", "level": "debug"}));
    assert_eq!(lines[1]["session"], "s");
}

#[test]
fn an_access_token_is_no_part_of_any_event() {
    for body in [
        r#"{"events":[{"message":"a"}],"access_token":"secret"}"#,
        r#"{"access_token":"secret","message":"a"}"#,
        r#"{"\u0061ccess_token":"secret","message":"a"}"#,
    ] {
        let batch = decode(body).unwrap();
        assert_eq!(batch.access_token(), Some("secret"));
        assert!(!lines(&batch)[0].to_string().contains("secret"));
        batch.texts(0, "", |path, text| {
            assert_eq!((path, text), ("/message", "a"));
            ControlFlow::Continue(())
        });
        assert!(!format!("{batch:?}").contains("secret"));
    }
    let batch = decode(r#"[{"access_token":"secret"}]"#).unwrap();
    assert_eq!(batch.access_token(), None);
    assert!(!lines(&batch)[0].to_string().contains("secret"));
}

#[test]
fn numbers_keep_their_digits() {
    let body = r#"{"a":12345678901234567890,"b":77.1,"c":1E+2,"values":{"d":-0,"e":1.50}}"#;
    let (lines, _) = lines_within(&decode(body).unwrap(), DEFAULT_LINE_BYTES);
    assert!(lines[0].contains(r#""a":12345678901234567890,"b":77.1,"c":1E+2"#), "{}", lines[0]);
    assert!(lines[0].contains(r#""values":{"d":-0,"e":1.50}"#), "{}", lines[0]);
}

#[test]
fn the_last_of_several_members_of_a_name_counts() {
    let batch =
        decode(r#"{"email":"a","message":"x","message":"y","e\u006dail":"b","attributes":{"o":{"k":1,"k":2}}}"#);
    let batch = batch.unwrap();
    assert_eq!(text(&batch, "/attributes/email").unwrap(), "b");
    assert_eq!(text(&batch, "/attributes/o").unwrap(), r#"{"k":2}"#);
    assert_eq!(lines(&batch)[0]["message"], "y");
    assert_eq!(lines(&batch)[0]["attributes"], json!({"email": "b", "o": {"k": 2}}));
    let mut texts = Vec::new();
    batch.texts(0, "", |path, text| {
        texts.push(format!("{path}={text}"));
        ControlFlow::Continue(())
    });
    assert_eq!(texts, ["/message=y", "/attributes/email=b"]);
}
