//! What is not even loaded: each with the step and the words that are documented for it, while the service serves others.

use crate::hostile::components::{
    bombs, configuring, lies,
    row::{End, Row},
    shapes,
};
use serde_json::json;
use sluice_tests::{Filter, Genesys, Service, Setup, TenantDirectory, run, sluice};
use std::process::Command;

/// Exit code of `sluice` for a filter that was refused.
const FILTER: Option<i32> = Some(3);

fn rows() -> Vec<Row> {
    let mut rows = shapes::rows();
    rows.extend(configuring::rows());
    rows.extend(lies::rows());
    rows.extend(bombs::rows());
    rows.retain(|row| matches!(row.end, End::Refused(..)));
    rows
}

/// A service that reads tenants from a directory, with little enough of everything that a bomb is one.
fn start(genesys: &Genesys, tenants: &TenantDirectory) -> Service {
    Setup::new(genesys)
        .edge([Filter::named("redact-pii")])
        .set("reload.tenants_directory", tenants.path())
        .set("ceiling.allow", vec!["redact", "enrich", "context", "personal"])
        .set("store.component_bytes", 8 << 20)
        .set("store.artifact_bytes", 16 << 20)
        .set("store.cpu_seconds", 2)
        .set("store.configure_ms", 200)
        .start()
}

/// What the log says of one row, from the name of the filter on.
fn said(service: &Service, row: &Row) -> String {
    let entry = service.log.entry(&format!("that {} was refused", row.name), |entry| {
        entry["tenant"] == row.name && entry["level"] == "error"
    });
    let error = entry["error"].as_str().unwrap_or_default();
    let name = format!("filter `{}`: ", row.name);
    error.split_once(&name).map_or_else(|| format!("(not named) {error}"), |(_, text)| text.to_owned())
}

#[test]
fn each_is_refused_at_its_step_in_words_while_others_are_served() {
    let (genesys, tenants, rows) = (Genesys::start(), TenantDirectory::new(), rows());
    assert!(rows.len() >= 25, "{} rows", rows.len());
    let service = start(&genesys, &tenants);
    let all = vec!["redact", "enrich", "context", "personal"];
    for row in &rows {
        tenants.write(row.name, [Filter::at(row.name, row.file()).set("allow", all.clone())]);
        service.post(&json!({"message": "good"})).counts(1, 0, 0);
    }
    let mut wrong = Vec::new();
    for row in &rows {
        let End::Refused(step, words) = row.end else { continue };
        let text = said(&service, row);
        if !text.starts_with(&format!("{step}: ")) || !words.iter().all(|word| text.contains(word)) {
            wrong.push(format!("{} ({}): not {step} {words:?} but {text}", row.name, row.does));
        }
        assert!(text.len() < 8_000, "{} says {} bytes", row.name, text.len());
        assert_eq!(service.scrape().get("telemetry_chain_state", &[("chain", row.name)]), Some(-1.0), "{}", row.name);
        service.post(&json!({"message": "good"})).counts(1, 0, 0);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let problems = service.admin("/filters").json()["problems"].clone();
    assert!(rows.iter().all(|row| problems[row.name]["state"] == "refused"), "{problems}");
    // Reading them holds each line against what an entry of the log is, whatever a component put into its texts.
    service.log.entries();
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
