use super::DropNoise;
use serde_json::Value;
use sluice_filter::testing::{self, Outcome, json};

fn left(settings: Value, events: Value) -> Outcome {
    let filter: DropNoise = testing::configure(settings).unwrap();
    testing::run(&filter, events).unwrap()
}

#[test]
fn what_browsers_say_by_themselves_is_dropped_and_counted() {
    let outcome = left(
        json!({}),
        json!([
            {"kind": "exception", "message": "ResizeObserver loop completed with undelivered notifications."},
            {"kind": "exception", "message": "Script error."},
            {"kind": "exception", "message": "x is undefined", "attributes": {"stack": "at chrome-extension://abc/x.js:1"}},
            {"kind": "log", "level": "DEBUG", "message": "tick"},
            {"kind": "exception", "message": "x is undefined", "attributes": {"stack": "at https://shop.example/x.js:1"}},
            {"kind": "log", "level": "info", "message": "the ResizeObserver loop of ours"},
        ]),
    );
    let messages: Vec<_> = outcome.events.iter().map(|event| event["message"].clone()).collect();
    assert_eq!(messages, ["x is undefined", "the ResizeObserver loop of ours"]);
    for name in ["resize_observer", "script_error", "extensions", "debug"] {
        assert_eq!(outcome.counts[&format!("noise_{name}")], 1, "{name}");
    }
}

#[test]
fn all_that_a_rule_says_has_to_fit() {
    let settings = json!({"built_in": false, "rules": {"health": {"kinds": ["span"], "names": ["GET /health"], "texts": {"/attributes/url": "/health$"}}}});
    let events = json!([
        {"kind": "span", "name": "GET /health", "attributes": {"url": "https://a.example/health"}},
        {"kind": "span", "name": "GET /health", "attributes": {"url": "https://a.example/health/deep"}},
        {"kind": "span", "name": "GET /health"},
        {"kind": "log", "name": "GET /health", "attributes": {"url": "https://a.example/health"}},
        {"kind": "log", "level": "debug"},
    ]);
    assert_eq!(left(settings, events).events.len(), 4);
}

#[test]
fn a_rule_of_the_settings_takes_the_place_of_a_built_in_one() {
    let settings = json!({"rules": {"debug": {"levels": ["trace"]}}});
    assert_eq!(left(settings, json!([{"level": "debug"}, {"level": "trace"}])).events, [json!({"level": "debug"})]);
}

#[test]
fn a_wrong_setting_is_refused() {
    for (settings, said) in [
        (json!({"built_in": false}), "nothing to drop"),
        (json!({"rules": {"all": {}}}), "fits every event"),
        (json!({"rules": {"a": {"texts": {"message": "x"}}}}), "not a json pointer"),
        (json!({"rules": {"a": {"texts": {"/message": "("}}}}), "texts"),
        (json!({"rules": {"a b": {"levels": ["x"]}}}), "rules.a b"),
        (json!({"rules": {"a": {"level": ["x"]}}}), "unknown field"),
    ] {
        let refusal = testing::configure::<DropNoise>(settings).err().unwrap();
        assert!(refusal.contains(said), "{refusal}");
    }
}
