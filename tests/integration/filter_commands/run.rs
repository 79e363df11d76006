//! `sluice filter run`, for an author who wants to see what a filter does to events.

use serde_json::{Value, json};
use sluice_tests::{Ended, component, directory, run, shared_file, sluice, workspace};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What every format of the tests carries once.
const ADDRESS: &str = "ann@example.com";

fn file(name: &str, text: &str) -> PathBuf {
    shared_file(&format!("recorded/{name}"), text)
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(sluice());
    command.args(["filter", "run"]).args(arguments).current_dir(workspace());
    command.arg("--store").arg(directory().join("filters"));
    command
}

fn run_on(filter: &str, events: &Path, more: &[&str]) -> Ended {
    let (filter, events) = (component(filter).display().to_string(), events.display().to_string());
    run(command(&[&[&*filter, "--events", &*events], more].concat()))
}

/// The object of each batch.
fn batches(ended: &Ended) -> Vec<Value> {
    ended.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn what_each_step_did_is_shown_by_event_and_path() {
    let events = file(
        "two.json",
        &json!([{"message": format!("mail {ADDRESS}"), "attributes": {"n": [1, {"card": 4_111_111_111_111_111_u64}]}}, {"message": "fine"}])
            .to_string(),
    );
    let ended = run_on("redact-pii", &events, &[]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for words in [
        "redact-pii 1.0.0  ok",
        r#"/message: "mail ann@example.com" → "mail [redacted:email]""#,
        r#"/attributes/n/1/card: 4111111111111111 → "[redacted:card]""#,
        "email 1",
        "host calls",
        "written: 2 of 2 events",
    ] {
        assert!(ended.stdout.contains(words), "{words:?} is not said: {}", ended.stdout);
    }
    assert!(!ended.stdout.contains("event 2"), "{}", ended.stdout);
    assert!(!ended.stdout.contains('\u{1b}'), "colours belong on terminals");
}

#[test]
fn every_format_is_read_and_the_lines_that_result_too() {
    let otlp = json!({"resourceLogs": [{"scopeLogs": [{"logRecords": [{"body": {"stringValue": ADDRESS}}]}]}]});
    let faro = json!({"meta": {"app": {"name": "shop"}}, "logs": [{"message": ADDRESS, "level": "info"}]});
    let plain = json!({"events": [{"message": ADDRESS}]});
    let lines = format!("{}\n{}\n", json!({"message": ADDRESS}), json!({"message": "fine"}));
    let id = "9ec79c33ec9942ab8353589fcb2e04dc";
    let sentry = format!(
        "{}\n{}\n{}\n",
        json!({"event_id": id}),
        json!({"type": "event"}),
        json!({"event_id": id, "message": ADDRESS})
    );
    let rum = json!({"_dd": {}, "date": 1, "type": "error", "application": {"id": "a"}, "error": {"message": ADDRESS}});
    let report =
        json!([{"type": "intervention", "url": "https://shop.example/", "age": 1, "body": {"message": ADDRESS}}]);
    for (name, text) in [
        ("otlp", otlp.to_string()),
        ("faro", faro.to_string()),
        ("plain", plain.to_string()),
        ("lines", lines),
        ("sentry", sentry),
        ("datadog", rum.to_string()),
        ("report", report.to_string()),
    ] {
        let ended = run_on("redact-pii", &file(name, &text), &["--json"]);
        assert_eq!(ended.code, Some(0), "{name}: {ended:?}");
        assert_eq!(batches(&ended)[0]["steps"][0]["receipts"], json!([{"rule": "email", "count": 1}]), "{name}");
    }
    let written = run_on("pass-through", &file("sent", &plain.to_string()), &["--lines"]);
    let ended = run_on("redact-pii", &file("written", &written.stdout), &["--lines"]);
    assert!(ended.stdout.contains(r#""message":"[redacted:email]""#) && !ended.stdout.contains(ADDRESS), "{ended:?}");
}

#[test]
fn events_come_from_stdin_too() {
    let filter = component("redact-pii").display().to_string();
    let mut command = command(&[&filter, "--lines"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("sluice starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(json!({"message": ADDRESS}).to_string().as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let line: Value = serde_json::from_slice(&output.stdout).expect("one line");
    assert_eq!(line["message"], "[redacted:email]");
}

#[test]
fn a_chain_runs_in_order_with_its_own_settings_and_permissions() {
    let tenant = directory().join("tenant-of-an-author");
    fs::create_dir_all(&tenant).expect("the run's directory can be written");
    for name in ["redact-pii", "enrich-client"] {
        fs::copy(component(name), tenant.join(format!("{name}.wasm"))).expect("it can be copied");
    }
    let chain = |allow: &str| {
        let text = format!(
            "[[filters]]\nname = 'first'\ncomponent = 'enrich-client.wasm'\nconfig = {{ fields = {{ '/attributes/by' = 'x@example.com' }} }}\n{allow}\n\
             [[filters]]\nname = 'second'\ncomponent = 'redact-pii.wasm'\n"
        );
        let file = tenant.join("chain.toml");
        fs::write(&file, text).expect("it can be written");
        file.display().to_string()
    };
    let events = file("one.json", &json!({"message": "fine"}).to_string()).display().to_string();
    let ended = run(command(&["--chain", &chain(""), "--events", &events, "--json"]));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let batch = &batches(&ended)[0];
    assert_eq!(batch["steps"][0]["filter"], "first");
    assert_eq!(batch["steps"][1]["events"][0]["changes"][0]["before"], "x@example.com", "{batch}");
    assert_eq!(batch["lines"][0]["attributes"]["by"], "[redacted:email]");

    let ended = run(command(&["--chain", &chain("allow = ['redact']"), "--events", &events]));
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("`first`") && ended.stderr.contains("does not allow"), "{}", ended.stderr);
}

#[test]
fn of_a_failure_the_reason_is_said_and_what_would_be_written() {
    let settings = file("trap.json", r#"{"behaviour":"trap"}"#).display().to_string();
    let events = file("one-that-fails.json", &json!({"message": ADDRESS}).to_string());
    let ended = run_on("hostile", &events, &["--config", &settings]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    for words in ["trap", "failed:", "in hostile::", "logged (debug)", "withheld: 1 of 1 events"] {
        assert!(ended.stdout.contains(words), "{words:?} is not said: {}", ended.stdout);
    }
    let line = ended.stdout.lines().find(|line| line.starts_with('{')).expect("a line");
    assert!(line.contains(r#""withheld""#) && !line.contains(ADDRESS), "{line}");
}

#[test]
fn a_command_in_an_event_stays_text() {
    let text = json!({"message": format!("{ADDRESS} \u{1b}[2J\u{202e}\u{9b}31m")}).to_string();
    let ended = run_on("redact-pii", &file("commands.json", &text), &[]);
    assert!(ended.stdout.contains("\\u001b[2J\\u202e\\u009b"), "{}", ended.stdout);
    assert!(!ended.stdout.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{}", ended.stdout.escape_debug());
}

#[test]
fn what_cannot_be_read_is_said_by_its_line_and_not_quoted() {
    for (name, text, words) in [
        ("broken.json", format!("{{\"message\":\"{ADDRESS}\"\n"), "line 1"),
        ("empty.json", String::new(), "has no events"),
    ] {
        let ended = run_on("redact-pii", &file(name, &text), &[]);
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.stderr.contains(words) && !ended.stderr.contains(ADDRESS), "{}", ended.stderr);
    }
    let ended = run_on("redact-pii", Path::new("/nowhere.json"), &[]);
    assert!(ended.code == Some(2) && ended.stderr.contains("/nowhere.json"), "{ended:?}");
}
