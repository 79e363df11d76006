use super::*;
use sluice_event::{Guard, GuardAction, PseudonymKey};
use sluice_scan::{Kind, Options};

fn counted(apps: Value, events: &Value) -> String {
    let (contracts, registry) = compile(&config(apps));
    contracts.count(&batch(events), ORIGIN);
    scrape(&registry)
}

fn has(metrics: &str, sample: &str) -> bool {
    metrics.lines().any(|line| line == sample)
}

#[test]
fn monitored_events_are_counted_by_whole_name_and_tenant() {
    let event = |name: &str| json!({"app": {"name": "wwe_ui"}, "name": name});
    let metrics = counted(
        sample(),
        &json!([
            event("error_http_sync_req_Complete"),
            event("error_http_sync_req_Complete"),
            event("performance_worker_major"),
            event("no_error_x"),
            event("performance_worker_major_2"),
            event("error"),
            {"app": {"name": "softphone"}, "name": "error_x"},
            {"name": "error_y"},
        ]),
    );
    let labels = r#"contactCenterId="9350e2fc",eventName="error_http_sync_req_Complete",tenantName="One""#;
    assert!(has(&metrics, &format!("wwe_ui_events{{{labels}}} 2")), "{metrics}");
    assert_eq!(metrics.matches("\nwwe_ui_events{").count(), 2, "{metrics}");
    assert!(!metrics.contains("softphone_events"), "nothing of it is monitored");
}

#[test]
fn values_beyond_a_limit_are_counted() {
    let event = |name: &str, value: f64| json!({"app": {"name": "wwe_ui"}, "name": name, "values": {"value": value}});
    let (start, attach) = ("http_sync_req_StartContactCenterSession", "http_sync_req_AttachUserData");
    let metrics = counted(
        sample(),
        &json!([
            event(start, 2.0), event(start, 2.1), event(attach, 5_222_000.0), event(attach, 1.0), event("other", 9.0),
            {"app": {"name": "wwe_ui"}, "name": "timings", "values": {start: 3, "value": "x"}},
        ]),
    );
    let exceeded = |metric: &str, count: u32| {
        let labels = format!(r#"contactCenterId="9350e2fc",metricName="{metric}",tenantName="One""#);
        has(&metrics, &format!("wwe_ui_metrics_exceeded_total{{{labels}}} {count}"))
    };
    assert!(exceeded(start, 2) && exceeded(attach, 1), "{metrics}");
}

#[test]
fn apdex_counts_zones_and_higher_values_of_a_mean_opinion_score_are_better() {
    let events: Vec<_> = [4.4, 3.6, 2.5, 1.0]
        .map(|mos| json!({"app": {"name": "softphone"}, "kind": "measurement", "name": "sip_call_mos", "values": {"value": mos}}))
        .into();
    let metrics = counted(sample(), &json!(events));
    for (zone, count) in [("satisfied", 2), ("tolerated", 1), ("frustrated", 1)] {
        let labels = format!(r#"contactCenterId="9350e2fc",metricName="sip_call_mos",tenantName="One",zone="{zone}""#);
        assert!(has(&metrics, &format!("softphone_apdex_total{{{labels}}} {count}")), "{metrics}");
    }
}

#[test]
fn bucketized_metrics_are_histograms() {
    let apps = json!([{"appName": "my-app", "bucketizedMetrics": [{"name": "load time", "buckets": [0.5, 1]}]}]);
    let event = |value: f64| json!({"app": {"name": "my-app"}, "values": {"load time": value}});
    let metrics = counted(apps, &json!([event(0.1), event(0.7), event(7.0)]));
    for (bound, count) in [("0.5", 1), ("1", 2), ("+Inf", 3)] {
        let labels = format!(r#"contactCenterId="9350e2fc",tenantName="One",le="{bound}""#);
        assert!(has(&metrics, &format!("my_app_load_time_bucket{{{labels}}} {count}")), "{metrics}");
    }
}

#[test]
fn nothing_is_counted_of_events_that_were_dropped_or_withheld() {
    let (contracts, registry) = compile(&config(sample()));
    let events =
        json!([{"app": {"name": "wwe_ui"}, "name": "error_a"}, {"app": {"name": "wwe_ui"}, "name": "error_b"}]);
    let filter =
        std::sync::Arc::new(sluice_event::FilterName { name: "f".into(), version: "1".into(), rules: [].into() });
    let mut dropping = batch(&events);
    dropping.begin(filter.clone());
    assert!(dropping.drop_event(0));
    dropping.commit();
    contracts.count(&dropping, ORIGIN);
    let mut withheld = batch(&events);
    withheld.withhold(&filter, "trap");
    contracts.count(&withheld, ORIGIN);
    let metrics = scrape(&registry);
    assert!(metrics.contains("error_b") && !metrics.contains("error_a"), "{metrics}");
    assert_eq!(metrics.matches("\nwwe_ui_events{").count(), 1, "{metrics}");
}

#[test]
fn nothing_is_counted_of_an_event_that_the_guard_withholds() {
    let (contracts, registry) = compile(&config(sample()));
    let event = |name: &str, message: &str| json!({"app": {"name": "wwe_ui"}, "name": name, "message": message});
    let mut guarded = batch(&json!([event("error_a", "of a@example.org"), event("error_b", "nothing")]));
    let guard = Guard::compile(Options::default()).expect("there are no options");
    let key = PseudonymKey::from_bytes([7; 32]);
    assert_eq!(guarded.guard(&guard.with(&[(Kind::Email, GuardAction::Withhold)], &[], key)).len(), 1);
    contracts.count(&guarded, ORIGIN);
    let metrics = scrape(&registry);
    assert!(metrics.contains("error_b") && !metrics.contains("error_a"), "{metrics}");
}
