//! What a filter says, counts, sets and names is bounded, and forges nothing.

use super::{CONTENT, events, others_are_unharmed, service_with};
use serde_json::json;
use sluice_identity::stand_in::{AGENT_1, TENANT_A};
use sluice_tests::Filter;

#[test]
fn log_lines_of_a_filter_are_bounded_and_cannot_forge_others() {
    let (_genesys, service) = service_with(Filter::hostile("long-log").set("log", "debug"));
    service.post(&json!({"message": "m"})).counts(1, 0, 0);
    let entry = service
        .log
        .entry("what the filter said", |entry| entry["filter"] == "hostile-long-log" && !entry["said"].is_null());
    assert!(
        entry["said"].as_str().is_some_and(|said| said.len() <= 16 << 10),
        "{} bytes",
        entry["said"].to_string().len()
    );
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
        let is_a_name =
            |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
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
    assert_eq!(line.at("/user"), AGENT_1.user);
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
fn names_made_of_what_a_batch_says_are_not_taken() {
    let (_genesys, service) = service_with(Filter::hostile("late-names"));
    let secret = "s3cr3t-hunter2";
    let line = service.line_of(&json!({"message": secret}));
    assert_eq!(line.at("/attributes/late").as_array().map(Vec::len), Some(3), "{}", line.text);
    assert_eq!(line.at("/message"), "[redacted:hostile]");
    for (what, text) in [
        ("the line", line.text.clone()),
        ("the log", service.log.text()),
        ("metrics", service.admin("/metrics").text()),
    ] {
        assert!(!text.contains(secret), "{what}: {text}");
    }
}

#[test]
fn a_rule_that_was_never_declared_takes_nothing_and_lets_nothing_through() {
    let (_genesys, service) = service_with(Filter::hostile("undeclared-rule"));
    service.post(&events()).counts(0, 0, 2);
    let entry = service.log.entry("which filter failed", |entry| entry["filter"] == "hostile-undeclared-rule");
    assert!(entry["detail"].as_str().is_some_and(|detail| detail.contains("declare it in `configure`")), "{entry}");
}

#[test]
fn what_is_measured_under_no_declared_name_is_counted_as_left_out() {
    let (_genesys, service) = service_with(Filter::hostile("undeclared-metric"));
    service.post(&json!({"message": "m"})).counts(1, 0, 0);
    let cut = [("filter", "hostile-undeclared-metric"), ("limit", "undeclared")];
    assert_eq!(service.scrape().sum("telemetry_filter_cut_total", &cut), 4.0);
}

#[test]
fn a_scanner_cannot_be_compiled_while_a_request_waits() {
    let (_genesys, service) = service_with(Filter::hostile("late-scanner"));
    let line = service.line_of(&json!({"message": "m"}));
    assert!(line.at("/attributes/late").as_str().is_some_and(|said| !said.is_empty()));
}
