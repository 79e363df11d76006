//! `sluice filter test`, for an author whose filter fails: it says why, and what is wrong with the cases.

use sluice_tests::{Ended, Program, component, directory, run, sluice, until, workspace};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Content of a case, which its author may see.
const CONTENT: &str = "content-of-the-case";

fn test(file: &Path, cases: &Path, more: &[&str]) -> Ended {
    let mut command = Command::new(sluice());
    command.args(["filter", "test"]).arg(file).arg("--cases").arg(cases).args(more).current_dir(workspace());
    command.arg("--store").arg(directory().join("filters"));
    run(command)
}

/// One case for a filter that misbehaves.
fn cases(behaviour: &str) -> PathBuf {
    let cases = directory().join("cases-of-authors").join(behaviour);
    let case = cases.join("it-fails");
    fs::create_dir_all(&case).expect("the run's directory can be written");
    let config = format!(r#"{{"behaviour":"{behaviour}"}}"#);
    let batch = format!(r#"[{{"message":"{CONTENT}"}}]"#);
    for (name, text) in
        [("config.json", &*config), ("batch.json", &*batch), ("expected.jsonl", "{}"), ("README.md", "")]
    {
        fs::write(case.join(name), text).expect("it can be written");
    }
    cases
}

fn says(behaviour: &str, words: &[&str]) {
    for more in [&[][..], &["--json"]] {
        let ended = test(&component("hostile"), &cases(behaviour), more);
        assert_eq!(ended.code, Some(3), "{ended:?}");
        for word in words {
            assert!(ended.stdout.contains(word), "{word:?} is not said: {}", ended.stdout);
        }
    }
}

#[test]
fn of_a_panic_the_text_the_place_and_the_function_are_said() {
    says(
        "trap",
        &[&format!("trapped on {CONTENT}"), "src/behaviour.rs:", "(trap)", "in hostile::", "what it logged last"],
    );
    let ended = test(&component("hostile"), &cases("trap"), &[]);
    assert!(!ended.stdout.contains("_RNv") && !ended.stdout.contains("panicking::"), "{}", ended.stdout);
}

#[test]
fn of_an_error_the_text_is_said_to_the_last_character() {
    says("error", &["(error)", &format!("failed on {CONTENT}")]);
    let known: String = (0..100).map(|number| format!("known-{number:03};")).collect();
    for (behaviour, text) in [("error", format!("failed on {CONTENT}")), ("known-error", known)] {
        let ended = test(&component("hostile"), &cases(behaviour), &[]);
        let said = ended.stdout.lines().find_map(|line| line.trim().strip_prefix("the filter failed (error): "));
        assert_eq!(said, Some(&*text), "{}", ended.stdout);
    }
}

#[test]
fn an_ellipsis_can_be_expected_and_the_wildcard_is_shown_as_one() {
    let cases = directory().join("cases-of-authors/with-an-ellipsis");
    let case = cases.join("ellipsis");
    fs::create_dir_all(&case).expect("the run's directory can be written");
    let write = |name: &str, text: &str| fs::write(case.join(name), text).expect("it can be written");
    write("config.json", r#"{"behaviour":"none"}"#);
    write("batch.json", r#"{"kind":"log","message":"and more…"}"#);
    write("expected.jsonl", r#"{"kind":"log","message":"and more…"}"#);
    let ended = test(&component("hostile"), &cases, &[]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(
        ended.stdout.contains("and more<hexadecimal digits>") && ended.stdout.contains("write `……`"),
        "{}",
        ended.stdout
    );
    write("expected.jsonl", r#"{"kind":"log","message":"and more……"}"#);
    let ended = test(&component("hostile"), &cases, &[]);
    assert!(ended.stdout.contains("ok      ellipsis"), "{}", ended.stdout);
}

#[test]
fn of_a_rule_that_was_not_declared_it_is_said_what_to_do() {
    says("undeclared-rule", &["(trap)", "no such rule: declare it in `configure`"]);
    says("undeclared-metric", &["4 measurements left out"]);
}

#[test]
fn of_a_limit_its_key_and_value_are_said() {
    says("loop", &["(cpu_limit): used ", "the limit is 10.0 ms (`limits.cpu_ms`)", "in hostile::", "guests/src/"]);
    says(
        "host-calls",
        &["(host_call_limit): made 10001 calls", "the limit is 10000 (`limits.host_calls`)", "src/behaviour.rs:"],
    );
    says("allocate", &["(memory_limit): asked for ", "the limit is 33554432 (`limits.memory_bytes`)", "guests/src/"]);
}

#[test]
fn a_file_that_is_no_file_of_a_case_is_a_mistake() {
    let cases = cases("none");
    fs::write(cases.join("it-fails/confg.json"), "{}").expect("it can be written");
    let ended = test(&component("hostile"), &cases, &[]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.stderr.contains("confg.json") && ended.stderr.contains("config.json"), "{}", ended.stderr);
}

#[test]
fn a_component_that_is_not_there_is_said_once() {
    let cases = workspace().join("filters/redact-pii/cases");
    let ended = test(Path::new("/nowhere/filter.wasm"), &cases, &[]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let both = format!("{}{}", ended.stdout, ended.stderr);
    assert_eq!(both.matches("/nowhere/filter.wasm is not tested").count(), 1, "{both}");
    assert!(!both.contains("FAILED") && both.contains("sluice filter build"), "{both}");
}

/// A directory of one case for redact-pii.
fn case_of_redaction(name: &str, batch: &str, expected: &str) -> PathBuf {
    let cases = directory().join("cases-of-authors").join(name);
    let case = cases.join("one");
    fs::create_dir_all(&case).expect("the run's directory can be written");
    fs::write(case.join("batch.json"), batch).expect("it can be written");
    fs::write(case.join("expected.jsonl"), expected).expect("it can be written");
    cases
}

const BATCH: &str = r#"[{"kind":"log","message":"a"},{"kind":"log","message":"from ann@example.com"},{"kind":"log","message":"c","attributes":{"n":1}}]"#;

#[test]
fn a_line_too_many_is_one_difference_and_of_a_line_only_what_differs_is_said() {
    let expected = r#"{"kind":"log","message":"from [redacted:email]"}
{"kind":"log","message":"c","attributes":{"n":2}}
"#;
    let ended = test(&component("redact-pii"), &case_of_redaction("aligned", BATCH, expected), &[]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    for words in [
        r#"line 1 was written and is not expected: {"kind":"log","message":"a"}"#,
        "line 3, /attributes/n: expected 2, written 1",
    ] {
        assert!(ended.stdout.contains(words), "{words:?} is not said: {}", ended.stdout);
    }
    assert_eq!(ended.stdout.matches("line ").count(), 2, "{}", ended.stdout);
}

#[test]
fn update_writes_what_was_made_and_keeps_what_was_right() {
    let kept = r#"{ "message": "a",  "kind": "log" }"#;
    let cases = case_of_redaction("updated", BATCH, kept);
    fs::write(cases.join("one/config.json"), r#"{"action":"pseudonymise"}"#).expect("it can be written");
    let ended = test(&component("redact-pii"), &cases, &["--update"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let written = fs::read_to_string(cases.join("one/expected.jsonl")).expect("it was written");
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!((lines.len(), lines[0]), (3, kept), "{written}");
    assert!(lines[1].contains("from [email:…]"), "{written}");
    let ended = test(&component("redact-pii"), &cases, &[]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[test]
fn the_rules_and_settings_that_no_case_meets_are_said() {
    let case = case_of_redaction("covered", BATCH, "");
    let ended = test(&component("redact-pii"), &case, &[]);
    let line =
        ended.stdout.lines().find(|line| line.starts_with("no case exercises these rules:")).expect("it is said");
    assert!(line.contains("card") && line.contains("iban") && !line.contains("email"), "{line}");
}

#[test]
fn ci_gets_the_results_as_junit() {
    let file = directory().join("junit.xml");
    let case = case_of_redaction("junit", BATCH, "{}");
    let ended = test(&component("redact-pii"), &case, &["--junit", &file.display().to_string()]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    let text = fs::read_to_string(file).expect("it was written");
    assert!(text.contains(r#"<testsuite name="redact-pii" tests="1" failures="1""#), "{text}");
    assert!(text.contains(r#"<testcase classname="redact-pii" name="one""#) && text.contains("<failure"), "{text}");
}

#[test]
fn a_component_brings_its_cases_and_one_without_says_so() {
    let run_alone = |name: &str| {
        let mut command = Command::new(sluice());
        command.args(["filter", "test"]).arg(component(name)).arg("--store").arg(directory().join("filters"));
        run(command)
    };
    let ended = run_alone("enrich-client");
    assert!(ended.code == Some(0) && ended.stdout.contains("3 passed, 0 failed"), "{ended:?}");
    let ended = run_alone("hostile");
    assert!(ended.code == Some(2) && ended.stderr.contains("brings no cases"), "{ended:?}");
}

#[test]
fn with_watch_it_runs_again_when_a_case_changes() {
    let cases = case_of_redaction("watched", BATCH, "");
    let mut command = Command::new(sluice());
    command.args(["filter", "test", "--watch", "--cases"]).arg(&cases).arg(component("redact-pii"));
    command.arg("--store").arg(directory().join("filters"));
    let program = Program::start(command);
    until("it waits", || program.log.text().contains("waiting for a change").then_some(()));
    fs::write(cases.join("one/README.md"), "changed").expect("it can be written");
    until("it has run again", || (program.log.text().matches("waiting for a change").count() >= 2).then_some(()));
}

/// A case for redact-pii, which expects what it says of one message.
fn case_of_redact(folder: &str, name: &str, message: &str, expected: &str) -> PathBuf {
    let cases = directory().join("cases-of-authors").join(folder);
    let case = cases.join(name);
    fs::create_dir_all(&case).expect("the run's directory can be written");
    for (file, text) in [("batch.json", message), ("expected.jsonl", expected)] {
        fs::write(case.join(file), format!(r#"{{"kind":"log","message":"{text}"}}"#)).expect("it can be written");
    }
    fs::write(case.join("config.json"), r#"{"kinds":["email","ipv4","jwt"]}"#).expect("it can be written");
    cases
}

#[test]
fn a_rule_whose_loss_no_case_notices_is_named() {
    let (sent, expected) = ("ann@example.com on 203.0.113.9", "[redacted:email] on [redacted:ipv4]");
    let cases = case_of_redact("mutated", "both", sent, expected);
    let ended = test(&component("redact-pii"), &cases, &["--mutate"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stdout.contains("no case notices when these are disabled: jwt\n"), "{}", ended.stdout);
    let ended = test(&component("redact-pii"), &cases, &["--mutate", "--json"]);
    assert!(ended.stdout.contains(r#"{"unnoticed_without":["jwt"]}"#), "{}", ended.stdout);
    fs::write(cases.join("both/config.json"), r#"{"kinds":["email","ipv4"]}"#).expect("it can be written");
    let ended = test(&component("redact-pii"), &cases, &["--mutate"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("each rule is missed by a case"), "{}", ended.stdout);
}

#[test]
fn events_that_are_no_longer_dropped_are_noticed() {
    let cases = workspace().join("filters/drop-noise/cases");
    let ended = test(&component("drop-noise"), &cases, &["--mutate"]);
    assert!(ended.code == Some(0) && ended.stdout.contains("each rule is missed"), "{ended:?}");
}

#[test]
fn a_case_can_say_how_many_instructions_it_may_take() {
    let cases = case_of_redact("budgeted", "one", "ann@example.com", "[redacted:email]");
    let budget = cases.join("one/budget.json");
    fs::write(&budget, r#"{"max_instructions": 5}"#).expect("it can be written");
    let ended = test(&component("redact-pii"), &cases, &[]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(
        ended.stdout.contains("instructions; its budget is 5 (`max_instructions` in budget.json)"),
        "{}",
        ended.stdout
    );
    fs::write(&budget, r#"{"max_instructions": 10000000}"#).expect("it can be written");
    assert_eq!(test(&component("redact-pii"), &cases, &[]).code, Some(0));
    fs::write(&budget, r#"{"instructions": 1}"#).expect("it can be written");
    assert_eq!(test(&component("redact-pii"), &cases, &[]).code, Some(2));
}
