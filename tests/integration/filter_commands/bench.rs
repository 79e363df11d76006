//! `sluice filter bench`, for an author who wants to know what a filter costs.

use serde_json::{Value, json};
use sluice_tests::{Ended, component, directory, run, shared_file, sluice, workspace};
use std::{path::PathBuf, process::Command};

fn file(name: &str, text: &Value) -> PathBuf {
    shared_file(&format!("benched/{name}"), &text.to_string())
}

fn bench(filter: &str, config: &Value, more: &[&str]) -> Ended {
    let events = file("events.json", &json!([{"message": "from ann@example.com"}, {"message": "fine"}]));
    let mut command = Command::new(sluice());
    command.args(["filter", "bench", "--seconds", "1"]).arg(component(filter)).arg("--events").arg(events);
    command.arg("--config").arg(file(&format!("{filter}-{}.json", more.len()), config)).args(more);
    command.arg("--store").arg(directory().join("filters")).current_dir(workspace());
    run(command)
}

#[test]
fn what_a_filter_takes_is_said_beside_its_limits() {
    let ended = bench("redact-pii", &json!({}), &[]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for words in
        ["batches of 2.0 events", "processor time", "p90", "sandbox start", "% of its limit", "within its limits"]
    {
        assert!(ended.stdout.contains(words), "{words:?} is not said: {}", ended.stdout);
    }
    let ended = bench("redact-pii", &json!({}), &["--json"]);
    let found: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((&found["host_calls"], &found["edits"], &found["within_limits"]), (&json!(2), &json!(1), &json!(true)));
    assert_eq!(found["limits"]["cpu_ms"], 10);
}

#[test]
fn instructions_are_the_same_in_each_measurement() {
    let instructions = || {
        let ended = bench("redact-pii", &json!({}), &["--json"]);
        let found: Value = serde_json::from_str(&ended.stdout).expect("JSON");
        found["instructions"]["p50"].as_u64().expect("they are counted")
    };
    let counted = instructions();
    assert!(counted > 0);
    assert_eq!(instructions(), counted);
    let ended = bench("redact-pii", &json!({}), &[]);
    assert!(ended.stdout.contains(&format!("instructions    {counted}; ")), "{}", ended.stdout);
    let ended = bench("redact-pii", &json!({}), &["--json", "--no-instructions"]);
    assert!(ended.stdout.contains(r#""instructions":null"#), "{}", ended.stdout);
}

#[test]
fn a_filter_that_goes_past_a_limit_is_told_by_its_outcome() {
    let ended = bench("hostile", &json!({"behaviour": "host-calls"}), &[]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stdout.contains("it failed: host_call_limit"), "{}", ended.stdout);
}
