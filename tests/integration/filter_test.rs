//! `sluice filter test`, for an author whose filter fails: it says why, and what is wrong with the cases.

use sluice_tests::{Ended, component, directory, run, sluice, workspace};
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
