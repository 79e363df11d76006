//! One filter in four languages: the same test cases, and the same lines byte by byte.

use sluice_tests::{FilterLanguage, component, directory, run, sluice, workspace};
use std::{fs, path::Path, process::Command};

/// Those of redact-pii that need no settings.
const CASES: [&str; 4] =
    ["a-card-sent-as-a-number", "every-kind-everywhere", "ids-that-look-like-cards", "nothing-personal"];

/// What the settings of the filters change.
const OWN_CASE: [(&str, &str); 3] = [
    (
        "config.json",
        r#"{"kinds": ["contact", "financial", "ipv4"], "removed": ["ipv4"], "last_four": ["card", "iban"], "hidden": ["email"]}"#,
    ),
    (
        "batch.json",
        r#"[{"message": "eve@example.com paid with 4111 1111 1111 1111, call +1 415 555 0132",
             "attributes": {"from": "10.1.2.3", "n": [4111111111111111, "unchanged"], "iban": "DE89 3704 0044 0532 0130 00"}}]"#,
    ),
    (
        "expected.jsonl",
        r#"{"kind": "event", "message": "<\"hidden\"> paid with [card:*1111], call [redacted:phone]", "attributes": {"n": ["[card:*1111]", "unchanged"], "iban": "[iban:*3000]"}}"#,
    ),
];

fn lines(component: &Path, case: &Path) -> String {
    let mut command = Command::new(sluice());
    command.args(["filter", "run", "--lines"]).arg(component).arg("--events").arg(case.join("batch.json"));
    command.arg("--store").arg(directory().join("filters"));
    let ended = run(command);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    ended.stdout
}

#[test]
fn a_filter_in_each_language_passes_the_same_cases_with_the_same_lines() {
    let own = workspace().join("filters/redact-pii/cases");
    let cases = directory().join("languages/cases");
    for case in CASES {
        fs::create_dir_all(cases.join(case)).expect("the run's directory can be written");
        for file in ["batch.json", "expected.jsonl"] {
            fs::copy(own.join(case).join(file), cases.join(case).join(file)).expect("the case is there");
        }
    }
    let case = cases.join("groups-and-other-replacements");
    fs::create_dir_all(&case).expect("the run's directory can be written");
    for (file, text) in OWN_CASE {
        fs::write(case.join(file), text).expect("it can be written");
    }
    // The receipts name the filter.
    let like_small = |lines: String| {
        lines.replace(r#""filter":"redact-pii","version":"1.0.0""#, r#""filter":"redact-small","version":"0.1.0""#)
    };
    let expected: Vec<String> = CASES.map(|case| like_small(lines(&component("redact-pii"), &own.join(case)))).into();
    assert!(expected[1].contains(r#""filter":"redact-small""#), "{}", expected[1]);
    for language in FilterLanguage::ALL {
        if !language.is_there() {
            eprintln!("not tested: {}", language.name);
            continue;
        }
        let component = language.redact_small();
        let mut test = Command::new(sluice());
        test.args(["filter", "test"]).arg(&component).arg("--cases").arg(&cases);
        test.arg("--store").arg(directory().join("filters"));
        let tested = run(test);
        assert!(
            tested.code == Some(0) && tested.stdout.contains("5 passed, 0 failed"),
            "{}: {tested:?}",
            language.name
        );
        for (case, expected) in CASES.iter().zip(&expected) {
            assert_eq!(&lines(&component, &own.join(case)), expected, "{}, {case}", language.name);
        }
    }
}
