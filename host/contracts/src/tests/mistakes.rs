use super::*;

#[test]
fn the_sample_has_no_mistakes() {
    assert_eq!(config(sample()).mistakes(), [""; 0]);
}

#[test]
fn each_mistake_says_its_key() {
    let long = "x".repeat(300);
    let mistakes = config(json!([
        {"appName": ""},
        {"appName": "telemetry"},
        {"appName": "a", "monitoredEvents": ["(", "(?x)a#", ".{1,1000}.{1,1000}", long]},
        {"appName": "b", "monitoredMetrics": [{"name": "", "value": 1, "type": "gt"}]},
        {"appName": "c", "apdex": {"metrics": {"m": {"satisfiedTH": 1, "toleratedTH": 1}}}},
        {"appName": "d", "bucketizedMetrics": [{"name": "m", "buckets": []}, {"name": "n", "buckets": [2, 1]}]},
        {"appName": "e-f"},
        {"appName": "e_f"},
        {"appName": "g", "bucketizedMetrics": [{"name": "events", "buckets": [1]}]},
    ]))
    .mistakes();
    let of = |key: &str| mistakes.iter().filter(|mistake| mistake.starts_with(&format!("contracts.apps{key}"))).count();
    let counts = [
        ("[0].app_name:", 1),
        ("[1].app_name:", 1),
        ("[2].monitored_events:", 4),
        ("[3].monitored_metrics:", 1),
        ("[4].apdex:", 1),
        ("[5].bucketized_metrics:", 2),
        ("[7]: its metric e_f_events", 1),
        ("[8]: its metric g_events", 1),
    ];
    for (key, count) in counts {
        assert_eq!(of(key), count, "{key}: {mistakes:#?}");
    }
}

#[test]
fn a_member_that_is_not_known_is_refused() {
    for contract in [
        json!({"appname": "a"}),
        json!({"appName": "a", "monitoredEvent": []}),
        json!({"appName": "a", "monitoredMetrics": [{"name": "m", "value": 1, "type": "ge"}]}),
        json!({"appName": "a", "apdex": {"metric": {}}}),
    ] {
        assert!(serde_json::from_value::<ContractsConfig>(json!({"apps": [contract]})).is_err(), "{contract}");
    }
}
