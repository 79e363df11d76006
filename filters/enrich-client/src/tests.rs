use super::EnrichClient;
use serde_json::Value;
use sluice_filter::testing::{self, Request, json};

const EDGE: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 \
                    Safari/537.36 Edg/142.0.3595.90";

fn enriched(settings: Value, events: Value, user_agent: &str) -> Vec<Value> {
    let filter: EnrichClient = testing::configure(settings).unwrap();
    let request = Request { user_agent: Some(user_agent.into()), ..Request::default() };
    testing::run_with(&filter, events, request).unwrap().events
}

fn browser(user_agent: &str) -> Value {
    enriched(json!({}), json!([{}]), user_agent)[0]["browser"].clone()
}

#[test]
fn browsers_of_today_are_known() {
    let known = [
        (EDGE, "Edge", "142.0.3595.90", "Windows 10", "desktop"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0",
            "Firefox",
            "144.0",
            "Mac OSX",
            "desktop",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
             Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari",
            "18.6",
            "iPhone",
            "mobile",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile \
             Safari/537.36",
            "Chrome",
            "142.0.0.0",
            "Android",
            "mobile",
        ),
    ];
    for (user_agent, name, version, os, device) in known {
        let browser = browser(user_agent);
        assert_eq!(
            (&browser["name"], &browser["version"], &browser["os"], &browser["device"]),
            (&json!(name), &json!(version), &json!(os), &json!(device)),
            "{browser}"
        );
    }
}

#[test]
fn what_is_not_known_is_not_there() {
    assert_eq!(browser("something else"), Value::Null);
    assert_eq!(browser(""), Value::Null);
    assert_eq!(browser(&"\u{20ac}".repeat(10_000)), Value::Null);
}

#[test]
fn what_the_client_says_of_its_browser_stays() {
    let own = json!({"name": "Kiosk"});
    let events = enriched(json!({}), json!([{"browser": own}, {}]), EDGE);
    assert_eq!(events[0]["browser"], own);
    assert_eq!(events[1]["browser"]["name"], "Edge");
    let events = enriched(json!({"overwrite": true}), json!([{"browser": own}]), EDGE);
    assert_eq!(events[0]["browser"]["name"], "Edge");
}

#[test]
fn fields_are_added_with_the_objects_that_lead_to_them() {
    let settings =
        json!({"browser": false, "fields": {"/attributes/site": "vie-1", "/attributes/a/b": [1, 2.5, null]}});
    let events = enriched(settings, json!([{"attributes": {"site": "own"}}, {}]), EDGE);
    let expected = json!([
        {"attributes": {"site": "own", "a": {"b": [1, 2.5, null]}}},
        {"attributes": {"site": "vie-1", "a": {"b": [1, 2.5, null]}}},
    ]);
    assert_eq!(json!(events), expected);
}

#[test]
fn a_wrong_setting_is_refused() {
    for (settings, said) in [
        (json!({"field": {}}), "unknown field `field`"),
        (json!({"fields": {"site": 1}}), "fields: \"site\" is not a json pointer"),
        (json!({"fields": {"": 1}}), "not a json pointer"),
        (json!({"browser": false}), "nothing to add"),
    ] {
        let refusal = testing::configure::<EnrichClient>(settings).err().unwrap();
        assert!(refusal.contains(said), "{refusal}");
    }
}
