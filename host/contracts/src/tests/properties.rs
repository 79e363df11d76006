use super::*;
use sluice_event::line::{Envelope, write_lines};

/// The attributes of the lines that are written of events after the contracts of the sample.
fn attributes(events: &Value) -> (Vec<Value>, String) {
    let (contracts, registry) = compile(&config(sample()));
    let mut batch = batch(events);
    contracts.restrict(&mut batch);
    let envelope = Envelope {
        received_at: "2026-11-28T00:00:00.000Z",
        tenant_id: None,
        tenant_name: None,
        user: None,
        request_id: "r",
        max_line_bytes: 4096,
        sender: sluice_event::line::Sender::Token,
    };
    let mut out = Vec::new();
    write_lines(&batch, &envelope, &mut out);
    let lines = String::from_utf8(out).expect("UTF-8");
    let read = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["attributes"].take();
    (lines.lines().map(read).collect(), scrape(&registry))
}

#[test]
fn attributes_that_the_contract_does_not_name_are_removed_wherever_they_stand_and_counted() {
    let app = json!({"name": "wwe_ui"});
    let (attributes, metrics) = attributes(&json!([
        {"app": app, "name": "a", "connId": "1", "phone": "+1", "attributes": {"interactionId": {"a": 1}, "card": [4111]}},
        {"app": app, "name": "b", "attributes": {"card": "4111"}},
        {"app": {"name": "other"}, "attributes": {"card": "4111"}},
        {"name": "no app", "card": 4111},
    ]));
    assert_eq!(attributes[0], json!({"connId": "1", "interactionId": {"a": 1}}));
    assert_eq!(attributes[1], Value::Null);
    assert_eq!(attributes[2..], [json!({"card": "4111"}), json!({"card": 4111})]);
    assert!(metrics.contains("telemetry_contract_properties_removed_total{app=\"wwe_ui\"} 3\n"), "{metrics}");
    assert!(metrics.contains("telemetry_contract_properties_removed_total{app=\"softphone\"} 0\n"), "{metrics}");
}

#[test]
fn a_numeric_property_is_a_number_on_every_line() {
    let event = |name: &str, value: Value| json!({"app": {"name": "softphone"}, name: value, "region": "eu"});
    let values =
        [json!(3.5), json!("3.5"), json!("-1e3"), json!("3.5 ms"), json!("0x10"), json!(true), json!(null), json!({})];
    let events: Vec<_> =
        values.into_iter().map(|value| event("value", value)).chain([event("value__NUM", json!("7"))]).collect();
    let (attributes, metrics) = attributes(&json!(events));
    let kept: Vec<_> =
        attributes.iter().map(|attributes| attributes.get("value").unwrap_or(&attributes["value__NUM"])).collect();
    let absent = &Value::Null;
    assert_eq!(kept, [&json!(3.5), &json!(3.5), &json!(-1e3), absent, absent, absent, absent, absent, &json!(7)]);
    assert!(attributes.iter().all(|attributes| attributes["region"] == "eu"));
    assert!(metrics.contains("telemetry_contract_properties_removed_total{app=\"softphone\"} 5\n"), "{metrics}");
}

#[test]
fn without_a_list_of_properties_all_are_kept() {
    let (contracts, _) = compile(&config(json!([{"appName": "a"}])));
    let mut batch = batch(&json!({"app": {"name": "a"}, "x": 1}));
    contracts.restrict(&mut batch);
    assert!(batch.get(0, "/attributes/x").is_some());
}
