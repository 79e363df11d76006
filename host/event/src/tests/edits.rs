//! What filters do to a batch, and what is taken back.

use serde_json::json;

use super::*;

const EVENT: &str = r#"{"time":"2026-01-02T03:04:05Z","message":"mail ada@example.org now","user":"ada","app":{"name":"web"},
    "values":{"ms":12},"attributes":{"list":[1,"two",{"three":3}],"n":4111111111111111,"/":{"~":"deep"}}}"#;

#[test]
fn a_mask_leaves_the_name_of_its_rule() {
    let mut batch = open(EVENT);
    let rule = rule("email");
    assert!(batch.mask(0, "/message", &[(5, 20)], rule));
    assert_eq!(text(&batch, "/message").unwrap(), "mail [redacted:email] now");
    assert!(batch.mask(0, "/attributes/user", &[], rule));
    assert!(batch.mask(0, "/attributes/list/0", &[], rule));
    assert!(batch.mask(0, "/attributes/list/2", &[(0, 1)], rule));
    assert_eq!(text(&batch, "/attributes/list").unwrap(), r#"["[redacted:email]","two","[redacted:email]"]"#);
    let summary = batch.commit();
    assert_eq!(summary.rules, [RuleCount { rule, count: 4 }]);
    assert_eq!((summary.changed, summary.dropped, summary.edits), (1, 0, 4));
    assert_eq!(
        lines(&batch)[0]["redactions"],
        json!([{"filter": "redact", "version": "1.0.0", "rule": "email", "count": 4}])
    );
}

#[test]
fn a_mask_keeps_what_the_line_promises_of_types() {
    let mut batch = open(EVENT);
    let rule = rule("all");
    assert!(batch.mask(0, "/values/ms", &[], rule));
    assert_eq!(text(&batch, "/values/ms").unwrap(), "null");
    assert!(batch.mask(0, "/app", &[], rule));
    assert!(batch.mask(0, "/time", &[], rule));
    assert_eq!(batch.get(0, "/app"), None);
    let line = &lines(&batch)[0];
    assert_eq!(line["values"], json!({"ms": null}));
    assert_eq!(line["timestamp"], RECEIVED_AT);
    assert!(line.get("app").is_none());
}

#[test]
fn spans_widen_to_characters_and_to_markers() {
    let mut batch = open(r#"{"message":"aé😀z and more"}"#);
    let (x, other) = (rule("x"), rule("y"));
    assert!(batch.mask(0, "/message", &[(4, 5), (2, 3)], x));
    assert_eq!(text(&batch, "/message").unwrap(), "a[redacted:x]z and more");
    assert!(batch.mask(0, "/message", &[(5, 6)], other));
    assert_eq!(text(&batch, "/message").unwrap(), "a[redacted:y]z and more");
    assert!(batch.mask(0, "/message", &[(13, 1000)], other));
    assert_eq!(text(&batch, "/message").unwrap(), "a[redacted:y][redacted:y]");
    assert!(!batch.mask(0, "/message", &[(9, 3), (500, 600)], other));
}

#[test]
fn pseudonyms_are_the_same_for_the_same_value() {
    let mut batch = open(r#"{"a":"ada","b":"ada","c":"bob","d":42,"e":"42","values":{"v":42},"f":[1]}"#);
    let rule = rule("id");
    for path in ["a", "b", "c", "d", "e"] {
        assert!(batch.pseudonymise(0, &format!("/attributes/{path}"), rule, &key()), "{path}");
    }
    assert!(batch.pseudonymise(0, "/values/v", rule, &key()));
    assert!(!batch.pseudonymise(0, "/attributes/f", rule, &key()));
    let get = |name: &str| text(&batch, &format!("/attributes/{name}")).unwrap();
    assert_eq!(get("a"), get("b"));
    assert_ne!(get("a"), get("c"));
    assert_eq!(get("d"), get("e"));
    assert_eq!((get("a").len(), &get("a")[..4]), (21, "[id:"));
    assert_eq!(text(&batch, "/values/v").unwrap(), "null");
    assert_eq!(format!("{:?}", key()), "PseudonymKey(..)");
}

#[test]
fn pseudonyms_of_two_tenants_have_nothing_in_common() {
    let pseudonym = |key: &PseudonymKey| {
        let mut batch = open(r#"{"message":"ada"}"#);
        let rule = rule("id");
        batch.pseudonymise(0, "/message", rule, key);
        text(&batch, "/message").unwrap()
    };
    assert_ne!(pseudonym(&key().for_tenant("a")), pseudonym(&key().for_tenant("b")));
    assert_eq!(pseudonym(&key().for_tenant("a")), pseudonym(&key().for_tenant("a")));
}

#[test]
fn members_and_elements_can_be_removed() {
    let mut batch = open(EVENT);
    let rule = rule("gone");
    for path in ["/message", "/attributes/list/1", "/attributes/~1/~0", "/values", "/attributes/user"] {
        assert!(batch.remove(0, path, rule), "{path}");
        assert!(path == "/attributes/list/1" || !batch.remove(0, path, rule), "{path} twice");
    }
    assert!(!batch.remove(0, "", rule));
    assert!(!batch.remove(0, "/nothing", rule));
    let line = &lines(&batch)[0];
    assert_eq!(line["attributes"], json!({"list": [1, {"three": 3}], "n": 4111111111111111u64, "/": {}}));
    assert!(line.get("message").is_none() && line.get("values").is_none());
    assert!(batch.remove(0, "/attributes", rule));
    assert_eq!(batch.get(0, "/attributes"), None);
    assert!(lines(&batch)[0].get("attributes").is_none());
}

#[test]
fn dropped_events_are_not_written_and_not_seen() {
    let mut batch = open(r#"[{"message":"a"},{"message":"b"}]"#);
    assert!(batch.drop_event(1));
    assert!(!batch.drop_event(1) && !batch.drop_event(2));
    assert_eq!(batch.get(1, "/message"), None);
    let summary = batch.commit();
    assert_eq!((summary.changed, summary.dropped), (1, 1));
    assert_eq!(lines_within(&batch, DEFAULT_LINE_BYTES).1, Counts { written: 1, dropped: 1, ..Counts::default() });
}

#[test]
fn a_rollback_leaves_nothing_of_a_filter() {
    let mut batch = decode(format!("[{EVENT},{EVENT}]")).unwrap();
    batch.begin(filter("first"));
    assert!(scan(&mut batch, 0, "") > 0);
    batch.set(0, "/browser/name", Value::Text("firefox".into())).unwrap();
    batch.commit();
    let before = lines(&batch);

    batch.begin(filter("second"));
    let rule = rule("other");
    batch.mask(0, "/message", &[(0, 4)], rule);
    batch.set(0, "/browser/name", Value::Text("x".into())).unwrap();
    batch.set(0, "/browser/engine", Value::Text("x".into())).unwrap();
    batch.set(0, "/attributes/made/deep", Value::Json(r#"{"a":[1,"\n"]}"#.into())).unwrap();
    batch.set(1, "/page/url", Value::Text("x".into())).unwrap();
    batch.remove(0, "/attributes", rule);
    batch.remove(0, "/time", rule);
    batch.drop_event(1);
    assert_ne!(lines(&batch), before);
    batch.rollback();
    assert_eq!(lines(&batch), before);
    assert_eq!(batch.commit(), EditSummary::default());
}

#[test]
fn a_withheld_batch_shows_nothing_that_the_client_sent() {
    let mut batch = decode(r#"[{"message":"secret","event_id":"secret","time":"2026-01-01T00:00:00Z"},{}]"#).unwrap();
    batch.withhold(&filter("redact"), "deadline");
    let (lines, counts) = lines_within(&batch, DEFAULT_LINE_BYTES);
    assert_eq!(counts, Counts { withheld: 2, ..Counts::default() });
    assert!(!lines[0].contains("secret") && !lines[0].contains("2026-01-01"));
    assert!(
        lines[0].ends_with(",\"event_id\":\"r-0\",\"withheld\":{\"filter\":\"redact\",\"reason\":\"deadline\"}}\n")
    );
}

#[test]
fn a_rule_that_the_running_filter_has_not_takes_nothing() {
    let mut batch = open(r#"{"message":"a"}"#);
    let unknown = RuleId(RULES_OF_ALL.len() as u32);
    assert!(!batch.mask(0, "/message", &[], unknown) && !batch.remove(0, "/message", unknown));
    assert!(!batch.pseudonymise(0, "/message", unknown, &key()));
    batch.commit();
    assert!(!batch.mask(0, "/message", &[], rule("x")) && !batch.remove(0, "/message", rule("x")));
    assert_eq!(text(&batch, "/message").unwrap(), "a");
}

#[test]
fn past_the_room_for_edits_masks_take_whole_texts() {
    let mut batch = open(&format!(r#"{{"message":"{}"}}"#, "a".repeat(500_000)));
    let rule = rule("x");
    for _ in 0..100 {
        batch.mask(0, "/message", &[(0, 1)], rule);
    }
    assert!(batch.bytes() < 4_000_000);
    assert_eq!(text(&batch, "/message").unwrap(), "[redacted:x]");
    let huge = Value::Text("b".repeat(4_000_000).into());
    assert_eq!(batch.set(0, "/message", huge), Err(SetError::Limit));
}
