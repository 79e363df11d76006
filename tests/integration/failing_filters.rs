//! Filters that break a promise while they run: each is contained, named in a metric and in the log, and what it should
//! have redacted is withheld. Other requests do not notice.

use serde_json::json;
use sluice::auth::stand_in::{AGENT_2, TENANT_A};
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
    let entry = service.log.entry("which filter failed", |entry| entry["filter"] == filter && entry["outcome"] == outcome);
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
    for (what, text) in [("stdout", own_lines), ("the log", service.log.text()), ("metrics", service.admin("/metrics").text())] {
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

#[test]
fn a_filter_that_is_to_be_skipped_leaves_no_half_made_edits() {
    let filter = Filter::hostile("partial-then-trap").set("on_failure", "skip");
    let (_genesys, service) = service_with(filter);
    let event = json!({"message": "whole", "session": "s-1", "attributes": {"user": "u-1"}});
    let line = service.line_of(&event);
    assert_eq!((line.at("/message"), line.at("/session")), (&event["message"], &event["session"]));
    assert_eq!(line.at("/attributes"), &event["attributes"]);
    assert_eq!(line.json.get("redactions"), None);
}

#[test]
fn a_filter_that_is_skipped_does_not_keep_others_from_redacting() {
    let filter = Filter::hostile("trap").set("on_failure", "skip");
    let (_genesys, service) = service_with(filter);
    for line in service.written(&personal_batch(10), 0) {
        assert_eq!(personal_in(&line.text), None, "{}", line.text);
    }
}

#[test]
fn a_filter_whose_failure_rejects_refuses_the_request_and_writes_nothing() {
    let filter = Filter::hostile("trap").set("on_failure", "reject");
    let (_genesys, service) = service_with(filter);
    service.post(&events()).refuses(500, "filter_failed");
    assert_eq!(service.output.count(), 0);
    others_are_unharmed(&service, 0);
    nothing_leaked(&service, 0);
}

#[test]
fn a_filter_that_keeps_failing_is_left_alone_and_its_policy_holds() {
    let genesys = Genesys::start();
    let filter = Filter::hostile("trap");
    let name = filter.name().to_owned();
    let setup = Setup::new(&genesys).set("breaker.failures", 3).set("breaker.open_ms", 3_600_000);
    let service = setup.chain_of(TENANT_A, [filter]).start();
    for _ in 0..6 {
        service.post(&events()).counts(0, 0, 2);
    }
    let runs = |outcome| service.scrape().sum("telemetry_filter_runs_total", &[("filter", &*name), ("outcome", outcome)]);
    assert_eq!((runs("trap"), runs("breaker_open")), (3.0, 3.0));
    assert_eq!(service.scrape().get("telemetry_filter_breaker_state", &[("filter", &*name)]), Some(1.0));
    let last = service.output.lines(12).remove(11);
    assert_eq!(last.at("/withheld/reason"), "breaker_open");
}

#[test]
fn log_lines_of_a_filter_are_bounded_and_cannot_forge_others() {
    let (_genesys, service) = service_with(Filter::hostile("long-log").set("log", "debug"));
    service.post(&json!({"message": "m"})).counts(1, 0, 0);
    let entry = service.log.entry("what the filter said", |entry| entry["filter"] == "hostile-long-log" && !entry["said"].is_null());
    assert!(entry["said"].as_str().is_some_and(|said| said.len() <= 16 << 10), "{} bytes", entry["said"].to_string().len());
    // Reading all entries holds each line against what a log line is.
    assert!(service.log.entries().iter().all(|entry| entry["source"] == "service"));
}

#[test]
fn metrics_of_a_filter_are_bounded_and_cannot_forge_others() {
    let (_genesys, service) = service_with(Filter::hostile("metric-flood"));
    service.post(&json!({"message": "m"}));
    let scrape = service.scrape();
    for name in ["telemetry_filter_counter_total", "telemetry_filter_observation_count"] {
        let names = scrape.values_of(name, "name");
        assert!(names.len() <= 64, "{} names", names.len());
        let is_a_name = |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        assert!(names.iter().all(is_a_name), "{names:?}");
    }
    others_are_unharmed(&service, 1);
}

#[test]
fn names_of_rules_are_bounded_and_cannot_forge_a_line() {
    let (_genesys, service) = service_with(Filter::hostile("rule-flood"));
    let reply = service.post(&events());
    assert_eq!(reply.status, 200);
    // Whether the run is good or not, lines are held against the schema, which says what a rule is.
    for line in service.output.lines(2) {
        assert!(!line.text.contains(CONTENT) || line.json.get("withheld").is_none());
    }
    let rules = service.scrape();
    assert!(rules.values_of("telemetry_filter_redactions_total", "rule").len() < 200);
}

#[test]
fn places_that_are_the_hosts_cannot_be_set() {
    let (_genesys, service) = service_with(Filter::hostile("host-places"));
    let line = service.line_of(&json!({"message": "m", "level": "info"}));
    assert_eq!(line.at("/tenant/id"), TENANT_A);
    assert_eq!(line.at("/source"), "client");
    assert_eq!(line.at("/user"), sluice::auth::stand_in::AGENT_1.user);
    for member in ["redactions", "withheld", "truncated"] {
        assert_eq!(line.json.get(member), None);
    }
}

#[test]
fn odd_spans_and_odd_arguments_leave_whole_lines() {
    for behaviour in ["odd-spans", "odd-arguments"] {
        let (_genesys, service) = service_with(Filter::hostile(behaviour));
        let events = json!([{"message": "\u{1f600}\u{e9}\u{2028}x\u{10ffff}", "attributes": {"a": ["\u{e9}", 1, null, ""]}}, {}]);
        let reply = service.post(&events);
        assert_eq!(reply.status, 200, "{behaviour}: {}", reply.text());
        service.output.lines(2);
        others_are_unharmed(&service, 2);
    }
}

#[test]
fn a_scanner_cannot_be_compiled_while_a_request_waits() {
    let (_genesys, service) = service_with(Filter::hostile("late-scanner"));
    let line = service.line_of(&json!({"message": "m"}));
    assert!(line.at("/attributes/late").as_str().is_some_and(|said| !said.is_empty()));
}
