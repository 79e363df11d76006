//! The alerts of `deploy/alerts.yml`: when each fires, and that the runbook has a section for it.

use sluice_tests::{directory, run, workspace};
use std::{collections::BTreeSet, fs, process::Command};

fn text(file: &str) -> String {
    fs::read_to_string(workspace().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What follows a prefix on the lines that have it.
fn after(text: &str, prefix: &str) -> BTreeSet<String> {
    text.lines().filter_map(|line| line.trim().strip_prefix(prefix)).map(str::to_owned).collect()
}

#[test]
fn each_fires_when_it_should_and_not_otherwise() {
    let rules = directory().join("rules");
    fs::create_dir_all(&rules).expect("it can be written");
    for (from, to) in [("deploy/alerts.yml", "alerts.yml"), ("tests/integration/operation/alerts.yml", "test.yml")] {
        fs::copy(workspace().join(from), rules.join(to)).expect("it can be copied");
    }
    for arguments in [
        ["check", "config", "deploy/prometheus.yml"],
        ["check", "rules", "deploy/alerts.yml"],
        ["test", "rules", &rules.join("test.yml").display().to_string()],
    ] {
        let mut promtool = Command::new("promtool");
        promtool.args(arguments).current_dir(workspace());
        let ended = run(promtool);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
    }
}

#[test]
fn each_is_tested_and_the_runbook_has_its_section_and_no_other() {
    let alerts = text("deploy/alerts.yml");
    let names = after(&alerts, "- alert: ");
    assert!(names.len() > 30, "{names:?}");
    assert_eq!(names, after(&text("deploy/runbook.md"), "### "));
    let tests = text("tests/integration/operation/alerts.yml");
    for name in &names {
        assert!(tests.contains(&format!("alertname=\"{name}\"")), "{name} is in no test");
        let section = format!("/deploy/runbook.md#{}\n", name.to_lowercase());
        assert_eq!(alerts.matches(&section).count(), 1, "{name} links its section");
    }
    let sections = text("deploy/runbook.md");
    for (at, _) in sections.match_indices("](#") {
        let link = sections[at + 3..].split(')').next().unwrap_or_default();
        assert!(names.iter().any(|name| name.to_lowercase() == link), "the runbook has no section {link}");
    }
}
