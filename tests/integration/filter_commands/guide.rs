//! `guest-sdk/FIRST-FILTER.md`: its commands work as they are written, from an empty directory with the installed binary.

use sluice_tests::{Ended, directory, run, sluice, user_cache, workspace};
use std::{fs, process::Command};

/// The commands of a section.
fn commands(heading: &str) -> String {
    let guide = fs::read_to_string(workspace().join("guest-sdk/FIRST-FILTER.md")).expect("the guide");
    let (_, section) = guide.split_once(&format!("## {heading}\n")).expect("the section");
    let (_, commands) = section.split_once("```sh\n").expect("commands");
    commands.split_once("```").expect("their end").0.to_owned()
}

/// Types the commands in an empty directory.
fn follow(heading: &str) -> Ended {
    let folder = directory().join("guide").join(heading.replace(' ', "-"));
    fs::create_dir_all(&folder).expect("the run's directory can be written");
    let binary = sluice();
    let own = binary.parent().expect("a directory").display();
    let path = std::env::var("PATH").expect("a path");
    let mut shell = Command::new("sh");
    shell.args(["-euc", &commands(heading)]).current_dir(&folder);
    shell.env("PATH", format!("{own}:{path}")).env("XDG_CACHE_HOME", user_cache());
    run(shell)
}

fn check(ended: &Ended) {
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for words in ["ok      order-ids", "2 passed, 0 failed", "\"where is [redacted:order-id]?\"", "order-id 1"] {
        assert!(ended.stdout.contains(words), "{words:?} is not said: {ended:?}");
    }
}

#[test]
fn the_guide_leads_to_a_filter_in_rust() {
    check(&follow("In Rust"));
}

#[test]
fn the_guide_leads_to_a_filter_in_python() {
    check(&follow("In Python"));
}

#[test]
fn the_guide_leads_to_a_filter_in_typescript() {
    let mut node = Command::new("node");
    node.args(["--print", "process.versions.node.split('.')[0] >= 20"]);
    if run(node).stdout.trim() != "true" {
        eprintln!("not tested: componentize-js needs node 20 or later");
        return;
    }
    check(&follow("In TypeScript"));
}
