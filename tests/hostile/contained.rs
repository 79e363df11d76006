//! What is loaded and fails on batches, or does no harm: all of it in one service, each filter in the chain of a tenant of
//! its own, before the operator's filter that redacts.

use super::components::{
    bombs, lies, processing,
    row::{End, Row},
};
use serde_json::{Value, json};
use sluice_identity::stand_in::{AGENT_2, Behaviour};
use sluice_tests::{Filter, Genesys, Line, PERSONAL, Reply, Service, Setup, personal_batch, personal_in};

/// Something to look for in everything that leaves the process.
const CONTENT: &str = "content-4711";

fn rows() -> Vec<Row> {
    let mut rows = processing::rows();
    rows.extend(lies::rows());
    rows.extend(bombs::rows());
    rows.retain(|row| !matches!(row.end, End::Refused(..)));
    rows
}

fn start(genesys: &Genesys, rows: &[Row]) -> Service {
    let mut setup = Setup::new(genesys)
        .edge([Filter::named("enrich-client")])
        .set("limits.cpu_ms", 50)
        .set("limits.edits", 2_000)
        .set("breaker.failures", 1_000);
    for row in rows {
        let hostile = Filter::at(row.name, row.file())
            .set("allow", vec!["redact", "enrich", "context", "personal"])
            .set("on_failure", "withhold")
            .set("log", "debug");
        setup = setup.set(&format!("tenants.{}.name", row.name), row.name);
        setup = setup.chain_of(row.name, [hostile, Filter::named("redact-pii")]);
    }
    setup.start()
}

fn events() -> Value {
    let long = format!("{CONTENT} {} {}{}", PERSONAL[1], "\u{1f600}\u{e9}x ".repeat(100), "abcdefgh".repeat(2_500));
    json!([
        {"message": format!("{CONTENT} {}", PERSONAL[0]), "name": CONTENT, "session": CONTENT, "attributes": {"x": PERSONAL[2]}},
        {"message": long, "attributes": {"list": [PERSONAL[4], 1, null], "user": CONTENT}, "page": {"url": CONTENT}},
    ])
}

/// As a user of the row's tenant.
fn post(genesys: &Genesys, service: &Service, row: &Row) -> Reply {
    let whose = json!({"contactCenterId": row.name, "username": "agent@hostile.example"});
    genesys.behave(Behaviour::Body(whose.to_string().into()));
    let reply = service.ask().token(&format!("token-of-{}", row.name)).json(&events()).send();
    genesys.behave(Behaviour::Normal);
    reply
}

/// What is wrong with how a row ended, by its reply and its lines.
fn judge(row: &Row, reply: &Reply, lines: &[Line]) -> Result<(), String> {
    let counts = reply.json();
    let reasons: Vec<&str> = lines.iter().filter_map(|line| line.json.pointer("/withheld/reason")?.as_str()).collect();
    let right = match row.end {
        End::Fails(outcomes) => {
            counts == json!({"written": 0, "dropped": 0, "withheld": 2})
                && reasons.len() == 2
                && reasons.iter().all(|reason| outcomes.contains(reason))
                && lines.iter().all(|line| !line.text.contains(CONTENT))
        }
        _ => counts == json!({"written": 2, "dropped": 0, "withheld": 0}) && reasons.is_empty(),
    };
    let told = format!("{} ({}): not {:?} but {counts} {reasons:?}", row.name, row.does, row.end);
    if right { Ok(()) } else { Err(told) }
}

/// The metric and the log name what the lines say.
fn is_told(service: &Service, row: &Row, reason: &str) {
    let own = [("chain", row.name), ("filter", row.name)];
    let runs = service.scrape().sum("telemetry_filter_runs_total", &[own[0], own[1], ("outcome", reason)]);
    assert_eq!(runs, 1.0, "{}", row.name);
    service.log.entry("which filter failed", |entry| entry["filter"] == row.name && entry["outcome"] == reason);
}

#[test]
fn each_ends_as_documented_and_nothing_gets_out_and_nobody_else_notices() {
    let genesys = Genesys::start();
    let rows = rows();
    assert!(rows.len() >= 25, "{} rows", rows.len());
    let service = start(&genesys, &rows);
    let (mut wrong, mut before) = (Vec::new(), 0);
    for row in &rows {
        let reply = post(&genesys, &service, row);
        assert_eq!(reply.status, 200, "{}: {}", row.name, reply.text());
        let lines = service.output.lines(before + 2).split_off(before);
        match judge(row, &reply, &lines) {
            Err(mistake) => wrong.push(mistake),
            Ok(()) => {
                if let Some(reason) = lines[0].json.pointer("/withheld/reason").and_then(Value::as_str) {
                    is_told(&service, row, reason);
                }
            }
        }
        service.ask().token(AGENT_2.token).json(&json!({"message": "good"})).send().counts(1, 0, 0);
        before += 3;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    nothing_leaked(&service);
    what_was_cut_is_told(&service);
    service.ask().token(AGENT_2.token).json(&personal_batch(5)).send().counts(5, 0, 0);
}

#[test]
fn texts_under_a_long_name_are_not_written_out_for_each_of_them() {
    let genesys = Genesys::start();
    let texts = processing::rows().into_iter().find(|row| row.name == "all-texts").expect("a row");
    let service = start(&genesys, &[texts]);
    // 400 KB that would be 4 GB with a path for each text.
    let many: serde_json::Map<String, Value> = (0..20_000).map(|n| (n.to_string(), json!(""))).collect();
    let events = json!([{"attributes": {"n".repeat(200_000): many}}]);
    let whose = json!({"contactCenterId": "all-texts", "username": "agent@hostile.example"});
    genesys.behave(Behaviour::Body(whose.to_string().into()));
    let before = service.memory();
    service.ask().token("token-of-all-texts").json(&events).send().counts(0, 0, 1);
    let line = service.output.lines(1).remove(0);
    let reason = line.at("/withheld/reason").as_str().unwrap_or_default();
    assert!(matches!(reason, "memory_limit" | "cpu_limit"), "{reason}");
    assert!(service.memory() < before + (256 << 20), "{} bytes, {before} before", service.memory());
}

fn nothing_leaked(service: &Service) {
    let (log, metrics) = (service.log.text(), service.admin("/metrics").text());
    for (what, text) in [("stdout", &service.output.text()), ("the log", &log), ("metrics", &metrics)] {
        assert_eq!(personal_in(text), None, "{what}");
    }
    assert!(!log.contains(CONTENT) && !metrics.contains(CONTENT));
    // Reading them holds each line against what an entry of the log is.
    service.log.entries();
}

fn what_was_cut_is_told(service: &Service) {
    let cut = [
        ("many-log-lines", "log_lines"),
        ("many-log-lines", "log_bytes"),
        ("many-metrics", "measurements"),
        ("many-metrics", "metric_names"),
        ("late-metric", "undeclared"),
        ("large-value", "edits"),
        ("large-values", "edits"),
    ];
    let scrape = service.scrape();
    for (filter, limit) in cut {
        let count =
            scrape.sum("telemetry_filter_cut_total", &[("chain", filter), ("filter", filter), ("limit", limit)]);
        assert!(count > 0.0, "{filter}: {limit}");
        service.log.entry("what was cut", |entry| entry["filter"] == filter && !entry["limit"].is_null());
    }
    let names = scrape.values_of("telemetry_filter_counter_total", "name");
    assert!(names.len() < 100, "{} names of counters", names.len());
}
