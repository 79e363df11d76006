use super::SampleBySession;
use serde_json::Value;
use sluice_filter::testing::{self, Outcome, json};
use std::collections::BTreeMap;

fn sampled(settings: Value, events: Value) -> Outcome {
    let filter: SampleBySession = testing::configure(settings).unwrap();
    testing::run(&filter, events).unwrap()
}

/// Three events of each of many sessions.
fn sessions() -> Value {
    (0..3_000).map(|number| json!({"session": format!("session-{}", number % 1_000), "name": "click"})).collect()
}

#[test]
fn sessions_are_kept_whole_and_about_as_many_as_the_settings_say() {
    let outcome = sampled(json!({"share": 0.25}), sessions());
    let mut kept: BTreeMap<&str, u32> = BTreeMap::new();
    outcome.events.iter().for_each(|event| *kept.entry(event["session"].as_str().unwrap()).or_default() += 1);
    assert!(kept.values().all(|events| *events == 3), "{kept:?}");
    assert!((200..300).contains(&kept.len()), "{} of 1000", kept.len());
    assert_eq!(outcome.counts["sampled_out"], 3_000 - 3 * kept.len() as u64);
}

#[test]
fn all_or_none_are_kept_where_that_is_asked_for() {
    assert_eq!(sampled(json!({"share": 1}), sessions()).events.len(), 3_000);
    assert_eq!(sampled(json!({"share": 0}), sessions()).events.len(), 0);
}

#[test]
fn errors_are_kept_whatever_their_session_and_events_without_one_as_the_settings_say() {
    let events = json!([
        {"session": "a", "level": "ERROR"}, {"session": "a", "kind": "exception"}, {"session": "a", "level": "info"},
        {"kind": "log"}, {"session": null, "kind": "log"},
    ]);
    assert_eq!(sampled(json!({"share": 0}), events.clone()).events.len(), 4);
    assert_eq!(sampled(json!({"share": 0, "keep_without_session": false}), events.clone()).events.len(), 2);
    assert_eq!(sampled(json!({"share": 0, "keep_levels": [], "keep_kinds": []}), events).events.len(), 2);
}

#[test]
fn a_wrong_setting_is_refused() {
    for settings in [json!({"share": 1.5}), json!({"share": -0.1}), json!({"session": "session"}), json!({"rate": 0.1})]
    {
        assert!(testing::configure::<SampleBySession>(settings).is_err());
    }
}
