//! Alerts and the dashboard, in a real Prometheus that scrapes the service.

mod metrics_port;
mod open_metrics;
mod original_alerts;
mod own_alerts;

use serde_json::{Value, json};
use sluice_identity::stand_in::{AGENT_2, TENANT_B};
use sluice_tests::{Filter, Genesys, Prometheus, Service, Setup, personal_batch, until, workspace};
use std::fs;

/// Every query of `deploy/dashboard.json`, with its variables filled in.
fn dashboard_queries() -> Vec<String> {
    let file = workspace().join("deploy/dashboard.json");
    let dashboard: Value = serde_json::from_slice(&fs::read(file).expect("it is there")).expect("it is JSON");
    let panels = dashboard["panels"].as_array().expect("a list");
    let targets = panels.iter().filter_map(|panel| panel["targets"].as_array()).flatten();
    let queries = targets.map(|target| target["expr"].as_str().expect("a query"));
    queries
        .map(|query| query.replace("$__rate_interval", "30s").replace("$job", ".*").replace("$instance", ".*"))
        .collect()
}

/// What a busy day has: batches with personal data, a tenant whose filter fails, tokens that are not good.
fn make_traffic(service: &Service) {
    service.ask().json(&personal_batch(5)).send().counts(5, 0, 0);
    service.ask().token(AGENT_2.token).json(&personal_batch(1)).send().refuses(500, "filter_failed");
    service.ask().token("nobody-knows").json(&json!({"message": "m"})).send().refuses(401, "token_refused");
}

#[test]
fn every_query_of_the_dashboard_has_an_answer() {
    let genesys = Genesys::start();
    let failing = Filter::hostile("trap").set("on_failure", "reject");
    let service = Setup::new(&genesys).chain_of(TENANT_B, [failing]).set("breaker.failures", 1_000_000).start();
    let prometheus = Prometheus::of(&service);
    let mut unanswered = dashboard_queries();
    assert!(unanswered.len() > 40, "the dashboard's queries are found");
    until("every query has an answer", || {
        make_traffic(&service);
        unanswered.retain(|query| prometheus.query(query).is_empty());
        let first = unanswered.first();
        first.inspect(|query| eprintln!("no answer yet, and to {} others: {query}", unanswered.len() - 1));
        first.is_none().then_some(())
    });
}

/// Waits until all of these alerts are there, and does something again and again meanwhile.
fn raises(prometheus: &Prometheus, expected: &[&str], mut again: impl FnMut()) {
    until(&format!("prometheus raises {expected:?}"), || {
        again();
        let alerts = prometheus.alerts();
        expected.iter().all(|name| alerts.iter().any(|alert| alert == name)).then_some(())
    });
}

#[test]
fn alerts_are_raised_by_what_they_are_about_and_resolved_after_it() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).chain_of(TENANT_B, [Filter::hostile("trap")]).set("breaker.failures", 2);
    let service = setup.set("breaker.open_ms", 3_600_000).start();
    let prometheus = Prometheus::of(&service);
    prometheus.says("count_over_time(up[1m]) >= bool 3", 1.0);
    assert_eq!(prometheus.alerts(), [""; 0], "nothing is wrong");

    let withheld = || service.ask().token(AGENT_2.token).json(&json!({"message": "m"})).send().counts(0, 0, 1);
    raises(&prometheus, &["SluiceFilterFails", "SluiceFilterSuspended", "SluiceEventsWithheld"], withheld);

    genesys.kill();
    let mut stranger = 0;
    raises(&prometheus, &["SluiceAuthenticationDown", "SluiceServerErrors"], || {
        stranger += 1;
        let reply = service.ask().token(&format!("stranger-{stranger}")).json(&json!({"message": "m"})).send();
        assert_eq!(reply.status, 503);
    });
    genesys.revive();
    until("the alert is resolved", || {
        (!prometheus.alerts().iter().any(|name| name == "SluiceAuthenticationDown")).then_some(())
    });
}

#[test]
fn a_service_that_is_gone_raises_its_alert() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).start();
    let prometheus = Prometheus::of(&service);
    prometheus.says("max_over_time(up[1m])", 1.0);
    service.kill();
    raises(&prometheus, &["SluiceDown"], || {});
}
