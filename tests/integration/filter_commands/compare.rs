//! `sluice filter compare`, for an author who wants to know what a new version does differently.

use serde_json::{Value, json};
use sluice_tests::{Ended, component, directory, run, shared_file, sluice, workspace};
use std::{path::PathBuf, process::Command};

const ADDRESS: &str = "ann@example.com";
const NUMBER: &str = "+1-415-555-0132";

fn file(name: &str, text: &Value) -> PathBuf {
    shared_file(&format!("compared/{name}"), &text.to_string())
}

fn events() -> PathBuf {
    let first = json!({"message": format!("{ADDRESS} called from {NUMBER}"), "attributes": {"mail": [ADDRESS]}});
    file("events.json", &json!([first, {"message": "fine", "attributes": {"password": "correct-horse-9"}}]))
}

/// Compares a filter that has one object of settings with one that has another.
fn compare(name: &str, old: (&str, Value), new: (&str, Value), more: &[&str]) -> Ended {
    let mut command = Command::new(sluice());
    command.args(["filter", "compare"]).arg(component(old.0)).arg(component(new.0)).args(more);
    command.arg("--events").arg(events()).arg("--store").arg(directory().join("filters"));
    command.arg("--config").arg(file(&format!("{name}-old.json"), &old.1));
    command.arg("--new-config").arg(file(&format!("{name}-new.json"), &new.1));
    command.current_dir(workspace());
    run(command)
}

fn kinds(kinds: &[&str]) -> (&'static str, Value) {
    ("redact-pii", json!({"kinds": kinds}))
}

/// Meaning, path, rule and count of each difference.
fn rows(ended: &Ended) -> Vec<(String, String, String, u64)> {
    let found: Value = serde_json::from_str(&ended.stdout).unwrap_or_else(|_| panic!("JSON: {ended:?}"));
    let text = |row: &Value, name: &str| row[name].as_str().expect("a text").to_owned();
    let rows = found["differences"].as_array().expect("a list").iter();
    rows.map(|row| {
        (text(row, "meaning"), text(row, "path"), text(row, "rule"), row["count"].as_u64().expect("a count"))
    })
    .collect()
}

fn row(meaning: &str, path: &str, rule: &str) -> (String, String, String, u64) {
    (meaning.to_owned(), path.to_owned(), rule.to_owned(), 1)
}

#[test]
fn the_same_filter_does_the_same() {
    let ended = compare("same", kinds(&["email"]), kinds(&["email"]), &["--strict"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("1 batches with 2 events, 2 equal"), "{}", ended.stdout);
    assert!(ended.stdout.contains("NEW does the same as OLD"), "{}", ended.stdout);
}

#[test]
fn a_version_that_forgets_a_rule_is_caught_by_path_and_rule_and_no_value_is_shown() {
    let (old, new) = (kinds(&["email", "phone"]), kinds(&["phone"]));
    let ended = compare("fewer", old.clone(), new.clone(), &["--json"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert_eq!(rows(&ended), [row("fewer", "/attributes/mail/*", "email"), row("fewer", "/message", "email")]);
    for more in [&["--json"][..], &[]] {
        let ended = compare("fewer", old.clone(), new.clone(), more);
        assert!(!ended.stdout.contains("ann@") && !ended.stdout.contains("415"), "{}", ended.stdout);
    }
    let ended = compare("fewer", old, new, &["--values"]);
    assert!(ended.stdout.contains("[redacted:email] called from") && ended.stdout.contains(ADDRESS), "{ended:?}");
}

#[test]
fn a_rule_in_place_of_another_is_both_fewer_and_more() {
    let ended = compare("swapped", kinds(&["email"]), kinds(&["phone"]), &["--json"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    let rows = rows(&ended);
    assert!(rows.contains(&row("fewer", "/message", "email")), "{rows:?}");
    assert!(rows.contains(&row("more", "/message", "phone")), "{rows:?}");
}

#[test]
fn more_is_no_failure_unless_it_is_asked_for() {
    let (old, new) = (kinds(&["email"]), kinds(&["email", "phone"]));
    let ended = compare("more", old.clone(), new.clone(), &["--json"]);
    assert_eq!((ended.code, rows(&ended)), (Some(0), vec![row("more", "/message", "phone")]), "{ended:?}");
    assert_eq!(compare("more", old, new, &["--strict"]).code, Some(3));
}

#[test]
fn what_was_removed_is_told_by_the_receipts_and_another_replacement_is_other() {
    let with = |settings: Value| ("redact-pii", settings);
    let old = with(json!({"kinds": ["email"], "remove": ["/attributes/password"]}));
    let ended = compare("removed", old.clone(), kinds(&["email"]), &["--json"]);
    assert_eq!((ended.code, rows(&ended)), (Some(3), vec![row("fewer", "/attributes/password", "removed")]));
    let new = with(json!({"kinds": ["email"], "remove": ["/attributes/password"], "action": "pseudonymise"}));
    let ended = compare("other", old, new, &["--json"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert_eq!(rows(&ended), [row("other", "/attributes/mail/*", "email"), row("other", "/message", "email")]);
}

#[test]
fn a_version_that_fails_is_caught_and_its_text_is_not_shown() {
    let quiet = ("hostile", json!({"behaviour": "none"}));
    let ended = compare("failing", quiet.clone(), ("hostile", json!({"behaviour": "error"})), &[]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stdout.contains("only NEW fails: hostile (error)") && !ended.stdout.contains(ADDRESS), "{ended:?}");
    let ended = compare("failed", ("hostile", json!({"behaviour": "error"})), quiet, &[]);
    assert!(ended.code == Some(0) && ended.stdout.contains("only OLD fails"), "{ended:?}");
}

#[test]
fn more_processor_time_than_is_allowed_is_a_failure() {
    let ended = compare("time", kinds(&["email"]), kinds(&["email"]), &["--max-slowdown", "0.000001"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stdout.contains("processor time per event"), "{}", ended.stdout);
}
