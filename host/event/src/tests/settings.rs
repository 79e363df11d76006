//! One value that is set in many events.

use serde_json::json;

use super::*;
use crate::Setting;

const EVENTS: &str = r#"[{"message":"one"},{"browser":{"name":"other","os":"x"}},{"attributes":{"seen":{"by":"b"}}},{"attributes":{"n":1}}]"#;

fn set_in_all(batch: &mut Batch, path: &str, value: &Value<'_>) {
    let mut setting = Setting::new(path, value.borrowed()).unwrap();
    (0..batch.len() as u32).for_each(|event| batch.put(event, &mut setting).unwrap());
}

#[test]
fn each_event_has_a_value_of_its_own() {
    let mut batch = open(EVENTS);
    let browser = Value::Json(r#"{"name":"Firefox","version":"1"}"#.into());
    set_in_all(&mut batch, "/browser", &browser);
    batch.commit();
    batch.begin(filter("redact"));
    let rule = rule("all");
    assert!(batch.mask(1, "/browser/name", &[], rule));
    assert!(batch.remove(2, "/browser/version", rule));
    let written: Vec<_> = lines(&batch).into_iter().map(|mut line| line["browser"].take()).collect();
    let whole = json!({"name": "Firefox", "version": "1"});
    let masked = json!({"name": "[redacted:all]", "version": "1"});
    assert_eq!(written, [whole.clone(), masked, json!({"name": "Firefox"}), whole.clone()]);
    batch.rollback();
    assert!(lines(&batch).iter().all(|line| line["browser"] == whole));
}

#[test]
fn steps_that_some_events_have_are_not_made_again() {
    let mut batch = open(EVENTS);
    set_in_all(&mut batch, "/attributes/seen/by", &Value::Json("[1,{\"a\":2}]".into()));
    set_in_all(&mut batch, "/attributes/seen/at", &Value::Text("now".into()));
    let written: Vec<_> = lines(&batch).into_iter().map(|mut line| line["attributes"].take()).collect();
    let seen = json!({"by": [1, {"a": 2}], "at": "now"});
    let alone = json!({"seen": seen});
    assert_eq!(written, [alone.clone(), alone.clone(), alone, json!({"n": 1, "seen": seen})]);
}

#[test]
fn every_event_grows_by_the_value() {
    let mut batch = open(EVENTS);
    let mut setting = Setting::new("/attributes/long", Value::Text("x".repeat(100).into())).unwrap();
    let grown: Vec<_> = (0..2)
        .map(|event| {
            batch.put(event, &mut setting).unwrap();
            batch.grown_of(event)
        })
        .collect();
    assert_eq!(grown[0], grown[1]);
    assert!(grown[0] >= 100, "{grown:?}");
}
