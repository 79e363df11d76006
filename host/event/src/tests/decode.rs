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
    assert_eq!(error, DecodeError::Syntax { offset: 4, what: "expected a name" });
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
fn what_attributes_say_has_the_name_and_a_member_of_the_same_name_is_kept_beside() {
    let read = line(r#"{"user":"top","attributes":{"user":"inner","x":1},"x":2,"level":3}"#);
    assert_eq!(read["attributes"], json!({"user": "inner", "user-2": "top", "x": 1, "x-2": 2, "level": 3}));
    let read = line(r#"{"a":0,"a-2":1,"attributes":{"a":2,"a-2":3,"a-3":4}}"#);
    assert_eq!(read["attributes"], json!({"a": 2, "a-2": 3, "a-3": 4, "a-4": 0, "a-2-2": 1}));
    let read = line(r#"{"events":[{"b":1}],"a":2,"b":3,"attributes":{"a":4}}"#);
    assert_eq!(read["attributes"], json!({"a": 4, "a-2": 2, "b": 1}));
}

#[test]
fn of_an_object_only_the_members_that_do_not_fit_go_under_attributes() {
    let read = line(
        r#"{"values":{"lcp":1,"fcp":213.7,"ttfb":null,"cls":1e400},"app":{"name":"shop","build":7},
            "browser":{"mobile":false,"name":true},"page":{"url":1}}"#,
    );
    assert_eq!(read["values"], json!({"lcp": 1, "fcp": 213.7}));
    assert_eq!((&read["app"], &read["browser"]), (&json!({"name": "shop"}), &json!({"mobile": false})));
    assert_eq!(
        read["attributes"],
        json!({"values": {"ttfb": null, "cls": "1e400"}, "app": {"build": 7}, "browser": {"name": true}, "page": {"url": 1}})
    );
}

#[test]
fn a_web_vital_is_a_measurement() {
    let read = line(
        r#"{"name":"LCP","value":2345.6,"rating":"good","delta":1,"id":"v5-1","navigationType":"navigate","entries":[]}"#,
    );
    assert_eq!((&read["kind"], &read["name"]), (&json!("measurement"), &json!("LCP")));
    assert_eq!(read["values"], json!({"value": 2345.6}));
    let others = json!({"rating": "good", "delta": 1, "id": "v5-1", "navigationType": "navigate", "entries": []});
    assert_eq!(read["attributes"], others);
    for other in [
        r#"{"name":"LCP","value":"1","rating":"good"}"#,
        r#"{"name":"LCP","value":1,"rating":"fast"}"#,
        r#"{"name":"LCP","value":1}"#,
        r#"{"value":1,"rating":"poor"}"#,
    ] {
        assert_eq!((&line(other)["kind"], line(other).get("values")), (&json!("event"), None), "{other}");
    }
    let own = line(r#"{"name":"LCP","kind":"log","value":1,"rating":"good"}"#);
    assert_eq!((&own["kind"], &own["attributes"]["value"]), (&json!("log"), &json!(1)));
}

#[test]
fn one_byte_order_mark_is_passed_over() {
    assert_eq!(line("\u{feff}{\"message\":\"m\"}")["message"], "m");
    let lines = Batch::from_ndjson("\u{feff}{}\n{}\n".into(), &DecodeLimits::default());
    assert_eq!(lines.unwrap().len(), 2);
    assert!(matches!(decode("\u{feff}\u{feff}{}"), Err(DecodeError::Syntax { .. })));
}

#[test]
fn an_element_that_is_no_event_is_reported_and_its_neighbours_are_read() {
    let rejected = |index| Rejected { list: "events", index, reason: RejectReason::NotAnObject };
    for body in ["[{},null,{},7]", r#"{"events":[{},"a",{},[]]}"#] {
        let mut batch = decode(body).unwrap();
        assert_eq!(batch.len(), 2);
        let report = batch.take_report();
        assert_eq!((report.rejected, report.rejected_count), (vec![rejected(1), rejected(3)], 2));
    }
    let mut lines = Batch::from_ndjson("{}\n\n7\n{}\n".into(), &DecodeLimits::default()).unwrap();
    assert_eq!((lines.len(), lines.take_report().rejected), (2, vec![rejected(1)]));
    let report = decode(format!("[{{}}{}]", ",null".repeat(900))).unwrap().take_report();
    assert_eq!((report.rejected.len(), report.rejected_count), (16, 900));
}

#[test]
fn events_without_any_member_of_an_event_are_reported() {
    let is_recognised = |body: &str| decode(body).unwrap().take_report().unrecognised.is_none();
    for body in [r#"{"foo":"bar"}"#, r#"{"resourceLogs":[]}"#, r#"[{"a":1},{}]"#] {
        assert!(!is_recognised(body), "{body}");
    }
    for body in ["[]", r#"{"events":[]}"#, r#"{"message":"m"}"#, r#"[{"a":1},{"attributes":{"a":1}}]"#] {
        assert!(is_recognised(body), "{body}");
    }
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
            assert!(text.is_none_or(|text| (path, text) == ("/message", "a")));
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
        texts.extend(text.map(|text| format!("{path}={text}")));
        ControlFlow::Continue(())
    });
    assert_eq!(texts, ["/message=y", "/attributes/email=b"]);
}

#[test]
fn events_of_other_kinds_are_gone_as_if_they_had_not_been_sent() {
    let mut batch = decode(r#"[{"kind":"log","a":1},{"kind":"span","b":2},{"c":3},{"kind":"soap","d":4}]"#).unwrap();
    assert_eq!(batch.retain_kinds(|_| true), 0);
    assert_eq!(batch.retain_kinds(|kind| kind == "event"), 2);
    let lines = lines(&batch);
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["attributes"], &lines[1]["attributes"]["d"]), (&json!({"c": 3}), &json!(4)));
}
