//! Port 9107.

use crate::service;
use serde_json::Value;
use sluice::request::rejection::Rejection;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Browser, Filter, Genesys, Setup, event};
use std::io::Read;

#[test]
fn head_is_answered_as_get_and_other_methods_are_told_what_is_taken() {
    let (_genesys, service) = service();
    let ask = |method: &str, path: &str| {
        let browser = Browser::to(&format!("http://{}", service.metrics));
        browser.ask().method(method).path(path).without("authorization").send()
    };
    for (path, kind) in [
        ("/live", "text/plain; charset=utf-8"),
        ("/ready", "text/plain; charset=utf-8"),
        ("/metrics", "text/plain; version=0.0.4; charset=utf-8"),
        ("/filters", "application/json"),
        ("/map", "application/json"),
        ("/map.csv", "text/csv; charset=utf-8; header=present"),
    ] {
        let (get, head) = (ask("GET", path), ask("HEAD", path));
        assert_eq!((get.status, head.status, head.text().len()), (200, 200, 0), "{path}");
        assert_eq!((get.header("content-type"), head.header("content-type")), (kind, kind), "{path}");
        let refused = ask("POST", path);
        assert_eq!((refused.status, refused.header("allow")), (405, "GET, HEAD"), "{path}");
    }
}

#[test]
fn metrics_come_as_openmetrics_where_that_is_asked_for() {
    let (_genesys, service) = service();
    let browser = Browser::to(&format!("http://{}", service.metrics));
    let ask =
        |accept: &str| browser.ask().method("GET").path("/metrics").without("authorization").header("accept", accept);
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let plain = ask("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1").send();
    assert_eq!(
        (plain.status, plain.header("content-type"), plain.header("vary")),
        (200, kind, "accept, accept-encoding")
    );
    assert!(plain.text().ends_with("\n# EOF\n"));
    let gzip = ask("application/openmetrics-text").header("accept-encoding", "gzip").send();
    assert_eq!((gzip.header("content-type"), gzip.header("content-encoding")), (kind, "gzip"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(&gzip.body[..]).read_to_string(&mut text).expect("gzip");
    assert!(text.ends_with("\n# EOF\n"));
    for other in ["*/*", "text/plain", "application/openmetrics-text;version=0.0.1", "application/openmetrics-text;q=0"]
    {
        let reply = ask(other).send();
        assert_eq!(reply.header("content-type"), "text/plain; version=0.0.4; charset=utf-8", "{other}");
        assert!(!reply.text().contains("# EOF"), "{other}");
    }
}

#[test]
fn what_is_counted_by_a_closed_set_begins_at_nought() {
    let (_genesys, service) = service();
    let scrape = service.scrape();
    let sets: [(&str, &str, &[&str]); 5] = [
        ("telemetry_http_rejections_total", "reason", Rejection::REASONS),
        ("telemetry_http_handshakes_failed_total", "reason", &["proxy_protocol", "tls", "timeout"]),
        ("telemetry_http_certificate_reloads_total", "result", &["applied", "refused"]),
        ("telemetry_reloads_total", "result", &["loaded", "refused"]),
        ("telemetry_auth_checks_total", "result", &["hit", "good", "refused", "unavailable", "stale"]),
    ];
    for (name, label, values) in sets {
        for &value in values {
            assert_eq!(scrape.get(name, &[(label, value)]), Some(0.0), "{name}, {value}");
        }
        assert_eq!(scrape.values_of(name, label).len(), values.len(), "{name} has others");
    }
}

#[test]
fn filters_have_a_state_and_a_failure_its_time_and_tenants_without_filters_are_shown() {
    let genesys = Genesys::start();
    let failing = Filter::hostile("trap").set("breaker", toml::Table::from_iter([("failures".to_owned(), 1.into())]));
    let service = Setup::new(&genesys).edge([failing]).start();
    let filters = || service.admin("/filters").json();
    assert_eq!(filters()["chains"]["edge"][0]["state"], "active");
    assert_eq!(filters()["chains"][TENANT_A], Value::Array(Vec::new()));
    // The first is sent by somebody who is not known yet.
    (0..2).for_each(|_| assert_eq!(service.post(&event("one that fails")).status, 200));
    let filter = filters()["chains"]["edge"][0].clone();
    assert_eq!(filter["state"], "suspended");
    for member in ["name", "version", "digest", "imports", "allow", "last_failure"] {
        assert!(!filter[member].is_null(), "{member} is not in {filter}");
    }
    let at = filter["last_failure"]["at"].as_str().expect("a text");
    assert!(at.len() == 20 && at.as_bytes()[10] == b'T' && at.ends_with('Z'), "{at} is not RFC 3339");
}
