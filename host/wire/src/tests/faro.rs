use super::*;
use crate::faro;
use proptest::prelude::*;
use serde_json::json;

fn read(body: &Value) -> Result<Vec<Value>, DecodeError> {
    faro::decode(body.to_string().into(), &DecodeLimits::default(), &[]).map(|batch| lines(&batch))
}

#[test]
fn a_body_that_is_not_faros_is_refused() {
    for bad in [
        json!([]),
        json!("meta"),
        json!({"logs": {}}),
        json!({"logs": [7]}),
        json!({"traces": []}),
        json!({"traces": {"resourceSpans": {}}}),
        json!({"traces": {"resourceSpans": [{"scopeSpans": [{"spans": [7]}]}]}}),
    ] {
        assert!(matches!(read(&bad), Err(DecodeError::Misfit { .. })), "{bad}");
    }
    for nothing in [json!({}), json!({"meta": null, "logs": null}), json!({"meta": {}, "traces": {}})] {
        assert_eq!(read(&nothing), Ok(Vec::new()), "{nothing}");
    }
}

#[test]
fn a_member_of_another_type_than_faros_is_kept_as_an_attribute() {
    let body = json!({
        "meta": {"app": {"name": 7, "release": "r"}, "session": "s", "browser": {"brands": [{"brand": "B"}], "mobile": "no"}},
        "logs": [{"message": {"a": 1}, "level": 3, "context": "c", "timestamp": "yesterday"}],
    });
    let lines = read(&body).unwrap();
    assert_eq!(lines[0]["browser"], json!({"mobile": "no"}));
    assert_eq!(lines[0].get("session"), None);
    assert_eq!(
        lines[0]["attributes"],
        json!({"message": {"a": 1}, "level": 3, "time": "yesterday", "faro": {
            "app": {"name": 7, "release": "r"}, "session": "s", "browser": {"brands": [{"brand": "B"}]}, "context": "c",
        }})
    );
}

#[test]
fn a_stack_is_bounded_in_frames_and_names() {
    let frame = json!({"function": "f".repeat(10_000), "filename": "a.js", "lineno": 7, "colno": 11});
    let body = json!({"exceptions": [
        {"type": "E", "value": "v", "stacktrace": {"frames": vec![frame; 1000]}},
        {"fatal": true, "stacktrace": {"frames": [{}, {"function": "g", "filename": "b.js", "lineno": "1"}, 7]}},
        {"stacktrace": "none"},
    ]});
    let lines = read(&body).unwrap();
    let stack = lines[0]["attributes"]["exception.stacktrace"].as_str().unwrap();
    assert!(stack.len() < 64 * 300, "{}", stack.len());
    assert!(stack.starts_with("at fff") && stack.contains("… (a.js:7:11)\nat ") && stack.ends_with("\n936 more"));
    assert_eq!(lines[1]["level"], "fatal");
    assert_eq!(lines[1]["attributes"]["exception.stacktrace"], "at ? (?:?:?)\nat g (b.js:1:?)\nat ? (?:?:?)");
    assert_eq!(lines[1]["attributes"]["faro"]["stacktrace"], json!({"frames": [{}, {}, 7]}));
    assert_eq!(lines[0]["attributes"].get("faro"), None);
    assert_eq!(
        (&lines[2]["level"], &lines[2]["attributes"]),
        (&json!("error"), &json!({"faro": {"stacktrace": "none"}}))
    );
}

#[test]
fn what_no_line_of_a_stack_says_is_kept_as_faros_own() {
    let frames = json!([
        {"function": "f", "filename": "a.js", "lineno": "7", "colno": 11},
        {"function": "g", "filename": {"url": "b.js"}, "lineno": "seven", "module": "m"},
    ]);
    let body = json!({"exceptions": [
        {"stacktrace": {"frames": frames, "raw": "at f"}},
        {"stacktrace": {"raw": "at f", "frames": "none"}},
        {"stacktrace": {"frames": []}},
    ]});
    let lines = read(&body).unwrap();
    assert_eq!(lines[0]["attributes"]["exception.stacktrace"], "at f (a.js:7:11)\nat g (?:?:?)");
    let rest = json!([{}, {"filename": {"url": "b.js"}, "lineno": "seven", "module": "m"}]);
    assert_eq!(lines[0]["attributes"]["faro"], json!({"stacktrace": {"raw": "at f", "frames": rest}}));
    assert_eq!(lines[1]["attributes"], json!({"faro": {"stacktrace": {"raw": "at f", "frames": "none"}}}));
    assert_eq!(lines[2]["attributes"], json!({"exception.stacktrace": ""}));
}

#[test]
fn an_attribute_whose_name_the_mapping_uses_itself_is_kept_beside() {
    let context = json!({"faro": "mine", "exception.stacktrace": "mine too", "otel": 1});
    let span = json!({"key": "faro", "value": {"stringValue": "mine"}});
    let body = json!({
        "meta": {"sdk": {"name": "s"}},
        "logs": [{"context": context}],
        "events": [{"attributes": {"faro": "mine"}}],
        "exceptions": [{"context": context, "stacktrace": {"frames": [{}]}}],
        "traces": {"resourceSpans": [{"scopeSpans": [{"spans": [{"attributes": [span]}]}]}]},
    });
    let attributes: Vec<Value> = read(&body).unwrap().into_iter().map(|line| line["attributes"].clone()).collect();
    let sdk = json!({"name": "s"});
    assert_eq!(
        attributes,
        [
            json!({"exception.stacktrace": "mine too", "otel": 1, "faro": {"sdk": sdk, "context": {"faro": "mine"}}}),
            json!({"faro": {"sdk": sdk, "attributes": {"faro": "mine"}}}),
            json!({"otel": 1, "exception.stacktrace": "at ? (?:?:?)",
                "faro": {"sdk": sdk, "context": {"faro": "mine", "exception.stacktrace": "mine too"}}}),
            json!({"faro": {"sdk": sdk}, "otel": {"attributes": {"faro": "mine"}}}),
        ]
    );
}

#[test]
fn omitted_members_of_meta_are_written_nowhere_and_all_others_are() {
    let body = json!({
        "meta": {
            "sdk": {"name": "s"}, "k6": 1, "custom": {"a": 1, "b": 2},
            "browser": {"name": "Chrome", "userAgent": "Mozilla", "brands": [{"brand": "B"}], "viewportWidth": "1280"},
        },
        "logs": [{"message": "m", "browser.brands": "of the item"}],
    });
    let omitted = ["sdk", "browser.brands", "browser.userAgent", "custom.b", "brands", "k"].map(str::to_owned);
    let batch = faro::decode(body.to_string().into(), &DecodeLimits::default(), &omitted).unwrap();
    let line = lines(&batch).remove(0);
    assert_eq!(line["browser"], json!({"name": "Chrome"}));
    let faro = json!({
        "k6": 1, "custom": {"a": 1}, "browser": {"viewportWidth": "1280"}, "browser.brands": "of the item",
    });
    assert_eq!(line["attributes"], json!({"faro": faro}));
}

#[test]
fn what_each_span_says_of_its_user_is_not_written_twice() {
    let attribute = |key: &str, value: &str| json!({"key": key, "value": {"stringValue": value}});
    let span = |name: &str| json!({"attributes": [attribute("user.id", "u-1"), attribute("user.name", name)]});
    let body = json!({
        "meta": {"user": {"id": "u-1", "username": "ann", "hash": "h", "attributes": {"team": "red"}}},
        "logs": [{"message": "m"}],
        "traces": {"resourceSpans": [{"scopeSpans": [{"spans": [span("ann"), span("of another tab")]}]}]},
    });
    let lines = read(&body).unwrap();
    assert_eq!(lines[0]["attributes"]["faro"]["user"], body["meta"]["user"]);
    for (line, name) in lines[1..].iter().zip(["ann", "of another tab"]) {
        assert_eq!((&line["attributes"]["user.id"], &line["attributes"]["user.name"]), (&json!("u-1"), &json!(name)));
        let rest = json!({"username": "ann", "hash": "h", "attributes": {"team": "red"}});
        assert_eq!(line["attributes"]["faro"]["user"], rest);
    }
}

fn text() -> impl Strategy<Value = String> {
    "[a-z\u{80}-\u{9f}\"\\\\]{0,6}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_was_pushed_comes_back(
        messages in prop::collection::vec(text(), 0..4),
        context in prop::collection::btree_map("[a-z]{1,4}", text(), 0..3),
        values in prop::collection::btree_map("[a-z]{1,4}", any::<i32>(), 1..3),
        session in text(),
    ) {
        let logs: Vec<Value> = messages.iter().map(|message| json!({"message": message, "context": context})).collect();
        let measurement = json!({"type": "vitals", "values": values});
        let read = read(&json!({"meta": {"session": {"id": session}}, "logs": logs, "measurements": [measurement]})).unwrap();
        prop_assert_eq!(read.len(), messages.len() + 1);
        for (line, message) in read.iter().zip(&messages) {
            prop_assert_eq!(line["message"].as_str(), Some(message.as_str()));
            prop_assert_eq!(line["session"].as_str(), Some(session.as_str()));
            let attributes = if context.is_empty() { Value::Null } else { json!(context) };
            prop_assert_eq!(&line["attributes"], &attributes);
        }
        prop_assert_eq!(&read[messages.len()]["values"], &json!(values));
    }

    #[test]
    fn nothing_from_outside_harms(body in "(\\{|\\[|\"meta\"|\"logs\"|\"traces\"|\"stacktrace\"|\"frames\"|:|,|\\}|\\]|1|null){0,30}") {
        let _ = faro::decode(body.into_bytes().into(), &DecodeLimits::default(), &[]);
    }
}
