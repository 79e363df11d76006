//! What is not even loaded: each with the step and the words that are documented for it, and nothing else happens.

use super::{
    bombs, lies, loading,
    row::{End, Row},
    shapes,
};
use sluice_tests::{Ended, Filter, Genesys, Setup, run, sluice};
use std::process::Command;

/// Exit code of `sluice` for a filter that was refused.
const FILTER: Option<i32> = Some(3);

fn rows() -> Vec<Row> {
    let mut rows = shapes::rows();
    rows.extend(loading::rows());
    rows.extend(lies::rows());
    rows.extend(bombs::rows());
    rows.retain(|row| matches!(row.end, End::Refused(..)));
    rows
}

/// Little enough of everything that a bomb is one.
fn confined(genesys: &Genesys) -> Setup {
    Setup::new(genesys)
        .set("store.component_bytes", 8 << 20)
        .set("store.artifact_bytes", 16 << 20)
        .set("store.cpu_seconds", 2)
        .set("store.configure_ms", 200)
}

fn filters(rows: &[Row]) -> Vec<Filter> {
    let all = vec!["redact", "enrich", "context", "personal"];
    rows.iter().map(|row| Filter::at(row.name, row.file()).set("allow", all.clone())).collect()
}

/// What was said of one filter, without its name.
fn said<'a>(ended: &'a Ended, name: &str) -> &'a str {
    let start = format!("filter `{name}`: ");
    ended.stderr.lines().find_map(|line| Some(line.split_once(&start)?.1)).unwrap_or("nothing")
}

#[test]
fn each_is_refused_at_its_step_in_words_and_the_service_is_not_started() {
    let genesys = Genesys::start();
    let rows = rows();
    assert!(rows.len() >= 25, "{} rows", rows.len());
    let served = confined(&genesys).edge(filters(&rows)).start_in_vain();
    assert_eq!((served.code, &*served.stdout), (FILTER, ""), "{}", served.stderr);
    let mut wrong = Vec::new();
    for row in &rows {
        let End::Refused(step, words) = row.end else { continue };
        let text = said(&served, row.name);
        if !text.starts_with(&format!("{step}: ")) || !words.iter().all(|word| text.contains(word)) {
            wrong.push(format!("{} ({}): not {step} {words:?} but {text}", row.name, row.does));
        }
        assert!(text.len() < 8_000, "{} says {} bytes", row.name, text.len());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Each line is an entry of the log, whatever a component put into its names and texts.
    for line in served.stderr.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(entry["source"], "service");
    }
}

#[test]
fn inspecting_them_says_no_or_yes_and_never_crashes() {
    // Those that only a process of its own survives are not for a person's eyes.
    for row in shapes::rows().iter().filter(|row| !matches!(row.end, End::Refused("process", _))) {
        let mut command = Command::new(sluice());
        command.args(["filter", "inspect"]).arg(row.file());
        let ended = run(command);
        assert!(matches!(ended.code, Some(0) | FILTER), "{}: {ended:?}", row.name);
        let End::Refused(step, _) = row.end else { continue };
        if matches!(step, "imports" | "world") {
            assert!(ended.stderr.contains(step), "{}: {ended:?}", row.name);
        }
    }
}
