//! Filters that break a promise while they run: each is contained, named in a metric and in the log, and what it should
//! have redacted is withheld. Other requests do not notice.

mod floods;
mod policies;

use serde_json::json;
use sluice_identity::stand_in::{AGENT_2, TENANT_A};
use sluice_tests::{Filter, Genesys, PERSONAL, Service, Setup, personal_batch, personal_in};

/// Something to look for in everything that leaves the process.
const CONTENT: &str = "content-4711";

/// A service in which tenant A has a filter that misbehaves, between the operator's own.
fn service_with(filter: Filter) -> (Genesys, Service) {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).set("limits.cpu_ms", 50).edge([Filter::named("enrich-client")]);
    let redact = Filter::named("redact-pii").config(json!({"kinds": ["email", "phone", "card"]}));
    let service = setup.chain_of(TENANT_A, [filter, redact]).start();
    (genesys, service)
}

fn events() -> serde_json::Value {
    json!([
        {"message": format!("{CONTENT} {}", PERSONAL[0]), "name": CONTENT, "session": CONTENT, "event_id": CONTENT},
        {"message": PERSONAL[4], "attributes": {CONTENT: PERSONAL[2], "user": CONTENT}, "page": {"url": CONTENT}},
    ])
}

/// Sends batches to a filter that fails on each of them, in one of these ways.
fn is_contained(behaviour: &str, outcomes: &[&str]) {
    let filter = Filter::hostile(behaviour);
    let name = filter.name().to_owned();
    let (_genesys, service) = service_with(filter);
    for _ in 0..2 {
        service.post(&events()).counts(0, 0, 2);
    }
    let lines = service.output.lines(4);
    for line in &lines {
        assert_eq!(line.at("/withheld/filter"), &json!(name));
        assert!(outcomes.iter().any(|outcome| line.at("/withheld/reason") == outcome), "{}", line.text);
        assert_eq!(line.at("/tenant/id"), TENANT_A);
    }
    let reason = lines[0].at("/withheld/reason").as_str().unwrap_or_default();
    is_named(&service, &name, reason);
    others_are_unharmed(&service, 4);
    nothing_leaked(&service, 4);
}

fn is_named(service: &Service, filter: &str, outcome: &str) {
    let scrape = service.scrape();
    let own = [("chain", TENANT_A), ("filter", filter)];
    let runs = scrape.sum("telemetry_filter_runs_total", &own);
    assert_eq!(runs, 2.0);
    assert_eq!(scrape.sum("telemetry_filter_runs_total", &[own[0], own[1], ("outcome", "ok")]), 0.0);
    assert!(scrape.sum("telemetry_filter_runs_total", &[own[0], own[1], ("outcome", outcome)]) > 0.0);
    assert_eq!(scrape.sum("telemetry_filter_events_total", &[own[0], own[1], ("outcome", "withheld")]), 4.0);
    assert_eq!(scrape.sum("telemetry_events_total", &[("tenant", TENANT_A), ("outcome", "withheld")]), 4.0);
    let entry =
        service.log.entry("which filter failed", |entry| entry["filter"] == filter && entry["outcome"] == outcome);
    assert_eq!(entry["chain"], TENANT_A);
}

fn others_are_unharmed(service: &Service, before: usize) {
    for round in 0..3 {
        service.ask().token(AGENT_2.token).json(&personal_batch(5)).send().counts(5, 0, 0);
        for line in service.output.lines(before + 5 * (round + 1)).split_off(before + 5 * round) {
            assert_eq!(line.at("/browser/name"), "Chrome");
        }
    }
}

/// The first lines are tenant A's.
fn nothing_leaked(service: &Service, lines: usize) {
    let own_lines = service.output.text().lines().take(lines).collect::<String>();
    for (what, text) in
        [("stdout", own_lines), ("the log", service.log.text()), ("metrics", service.admin("/metrics").text())]
    {
        assert!(!text.contains(CONTENT), "{what}: {text}");
        assert_eq!(personal_in(&text), None, "{what}: {text}");
    }
}

#[test]
fn a_filter_that_loops_is_stopped() {
    is_contained("loop", &["cpu_limit"]);
}

#[test]
fn a_filter_that_allocates_without_end_is_stopped() {
    is_contained("allocate", &["memory_limit"]);
}

#[test]
fn a_filter_that_traps_fails_alone() {
    is_contained("trap", &["trap"]);
}

#[test]
fn a_filter_that_overflows_its_stack_fails_alone() {
    // In the guest's own stack this is an address that is none, in the host's it is the guest's end.
    is_contained("stack-overflow", &["stack_overflow", "trap"]);
}

#[test]
fn a_filter_that_says_it_has_failed_has_failed_and_its_words_are_kept_nowhere() {
    is_contained("error", &["error"]);
}

#[test]
fn an_error_of_a_megabyte_is_an_error() {
    is_contained("long-error", &["error", "trap"]);
}

#[test]
fn a_filter_that_calls_the_host_without_end_is_stopped() {
    is_contained("host-calls", &["host_call_limit"]);
}

#[test]
fn a_filter_that_asks_for_every_text_without_end_is_stopped() {
    is_contained("text-storm", &["host_call_limit", "cpu_limit", "memory_limit"]);
}

#[test]
fn a_filter_that_edits_without_end_is_stopped() {
    is_contained("edit-storm", &["host_call_limit", "edit_limit", "growth_limit", "cpu_limit"]);
}

#[test]
fn a_value_that_is_too_large_for_the_sandbox_fails() {
    is_contained("large-value", &["memory_limit", "trap"]);
}

#[test]
fn a_filter_that_writes_log_lines_without_end_is_stopped() {
    is_contained("log-flood", &["host_call_limit", "cpu_limit"]);
}

#[test]
fn edits_made_before_a_trap_or_an_error_are_undone() {
    is_contained("partial-then-trap", &["trap"]);
    is_contained("partial-then-error", &["error"]);
}
