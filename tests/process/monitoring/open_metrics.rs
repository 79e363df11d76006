//! OpenMetrics and exemplars, in a real Prometheus, which asks for them by itself.

use serde_json::{Value, json};
use sluice_identity::stand_in::Behaviour;
use sluice_tests::{Genesys, Prometheus, Setup, until};
use std::time::Duration;

fn number(value: &Value) -> f64 {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn the_line_of_a_slow_request_is_found_by_its_exemplar() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).start();
    let prometheus = Prometheus::of(&service);
    genesys.behave(Behaviour::Slow(Duration::from_millis(600)));
    let line = service.line_of(&json!({"message": "one that waits"}));
    let is_of_line =
        |(_, exemplar): &(Value, Value)| exemplar["labels"] == json!({"request_id": line.json["request_id"]});
    let (series, exemplar) = until("prometheus has the exemplar", || {
        let exemplars = prometheus.exemplars("telemetry_http_request_duration_seconds_bucket");
        exemplars.into_iter().find(is_of_line)
    });
    let (seconds, bound) = (number(&exemplar["value"]), number(&series["le"]));
    assert!((0.6..=bound).contains(&seconds), "{exemplar} of {series}");
    assert_eq!(prometheus.exemplars("telemetry_auth_request_duration_seconds_bucket"), []);
}

#[test]
fn prometheus_reads_the_types_and_keeps_the_series() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).start();
    let prometheus = Prometheus::of(&service);
    service.post(&json!({"message": "m"})).counts(1, 0, 0);
    prometheus.says("sum(telemetry_events_total{outcome=\"written\"})", 1.0);
    for (family, kind) in [
        ("telemetry_http_requests", "counter"),
        ("telemetry_http_request_duration_seconds", "histogram"),
        ("telemetry_http_connections", "gauge"),
        ("telemetry_events", "unknown"),
        ("telemetry_events_total", "unknown"),
    ] {
        assert_eq!(prometheus.type_of(family).as_deref(), Some(kind), "{family}");
    }
    // The bounds that the other format has.
    prometheus.says("count(telemetry_http_request_duration_seconds_bucket{le=~\"0.0001|1|10|[+]Inf\"})", 4.0);
}
