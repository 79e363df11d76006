//! Contracts of applications: what of their events is written, and what is counted.

use serde_json::{Value, json};
use sluice_identity::stand_in::{AGENT_1, AGENT_2, TENANT_A, TENANT_B};
use sluice_tests::{Genesys, Scrape, Service, Setup};

/// The sample of Genesys's documentation. <https://all.docs.genesys.com/TLM/Current/TLMPEGuide/Provision>
const SAMPLE: &str = r#"[{"appName": "wwe_ui",
  "properties": ["connId","agentSessionId","browserSessionId","interactionId","POC_override"],
  "monitoredMetrics": [
    {"name": "http_sync_req_StartContactCenterSession", "value": 2, "type": "gt"},
    {"name": "http_sync_req_AttachUserData", "value": 5222000, "type": "lt"}],
  "monitoredEvents": ["error_.*","disaster_recovery_.*","performance_worker_major","performance_worker_severe"]},
 {"appName": "softphone",
  "properties": ["ThisDN","call_id","call_uuid","region","level","msgId","sepsessionid","value__NUM"],
  "apdex": {"metrics": {"sip_call_mos": {"satisfiedTH": 3.6, "toleratedTH": 2, "isExtended": true}}}}]"#;

fn started() -> (Genesys, Service) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).variable("TELEMETRY_CONFIG_CONTRACTS", SAMPLE).start();
    (genesys, service)
}

fn wwe(name: &str) -> Value {
    json!({"app": {"name": "wwe_ui"}, "name": name})
}

/// How often an event of an application was counted, by tenant.
fn count(scrape: &Scrape, event: &str, tenant: &str) -> f64 {
    scrape.sum("wwe_ui_events", &[("eventName", event), ("contactCenterId", tenant)])
}

#[test]
fn the_original_sample_counts_events_by_tenant_and_keeps_the_properties_that_it_names() {
    let (_genesys, service) = started();
    let mut event = wwe("error_http_sync_req_Complete");
    event["attributes"] = json!({"connId": "c-1", "card": "4111 1111 1111 1111", "nested": {"a": 1}});
    event["shoeSize"] = 43.into();
    let line = service.line_of(&event);
    assert_eq!(line.at("/attributes"), &json!({"connId": "c-1"}));
    let other = service.ask().token(AGENT_2.token).json(&json!([event, wwe("not monitored")])).send();
    other.counts(2, 0, 0);

    let scrape = service.scrape();
    for tenant in [TENANT_A, TENANT_B] {
        assert_eq!(count(&scrape, "error_http_sync_req_Complete", tenant), 1.0, "{tenant}");
    }
    let mut names = scrape.values_of("wwe_ui_events", "tenantName");
    names.sort_unstable();
    assert_eq!(names, ["Tenant A", "Tenant B"]);
    assert_eq!(scrape.sum("telemetry_contract_properties_removed_total", &[("app", "wwe_ui")]), 6.0);
}

#[test]
fn metrics_are_compared_with_limits_and_zones() {
    let (_genesys, service) = started();
    let measured = |app: &str, name: &str, value: f64| json!({"kind": "measurement", "app": {"name": app}, "name": name, "values": {"value": value}});
    let slow = measured("wwe_ui", "http_sync_req_StartContactCenterSession", 2.5);
    let mos = |value| measured("softphone", "sip_call_mos", value);
    service.post(&json!([slow, mos(4.4), mos(2.2), mos(1.0), mos(1.1)])).counts(5, 0, 0);
    let scrape = service.scrape();
    assert_eq!(scrape.sum("wwe_ui_metrics_exceeded_total", &[("contactCenterId", TENANT_A)]), 1.0);
    for (zone, values) in [("satisfied", 1.0), ("tolerated", 1.0), ("frustrated", 2.0)] {
        assert_eq!(scrape.sum("softphone_apdex_total", &[("zone", zone), ("metricName", "sip_call_mos")]), values);
    }
}

#[test]
fn nothing_of_a_client_becomes_a_label_that_filters_or_the_service_take_away() {
    let (_genesys, service) = started();
    let names = ["error_4111111111111111".to_owned(), format!("error_{}", AGENT_1.token), "error_a b".to_owned()];
    service.post(&names.iter().map(|name| wwe(name)).collect()).counts(3, 0, 0);
    assert_eq!(count(&service.scrape(), "other", TENANT_A), 3.0);
    let metrics = service.admin("/metrics").text();
    assert!(!metrics.contains("4111") && !metrics.contains(AGENT_1.token), "{metrics}");
}

#[test]
fn the_number_of_series_is_bounded_and_that_is_said_once() {
    let genesys = Genesys::start();
    let setup =
        Setup::new(&genesys).edge([]).variable("TELEMETRY_CONFIG_CONTRACTS", SAMPLE).set("contracts.max_names", 3);
    let service = setup.start();
    let names: Vec<_> = (0..200).map(|number| wwe(&format!("error_{number}"))).collect();
    service.post(&json!(names)).counts(200, 0, 0);
    service.post(&json!([wwe("performance_worker_major")])).counts(1, 0, 0);
    let scrape = service.scrape();
    assert_eq!(scrape.values_of("wwe_ui_events", "eventName").len(), 5);
    assert_eq!(count(&scrape, "other", TENANT_A), 197.0);
    assert_eq!(count(&scrape, "performance_worker_major", TENANT_A), 1.0);
    let said = service.log.entries().into_iter().filter(|entry| entry["metric"] == "wwe_ui_events").count();
    assert_eq!(said, 1);
}

#[test]
fn contracts_in_the_file_are_the_same_and_mistakes_are_named_where_they_stand() {
    let genesys = Genesys::start();
    let app = |pattern: &str| {
        let app: toml::Table =
            toml::from_str(&format!("app_name = 'wwe_ui'\nmonitored_events = ['{pattern}']")).expect("TOML");
        vec![toml::Value::from(app)]
    };
    let service = Setup::new(&genesys).edge([]).set("contracts.apps", app("start_.*")).start();
    service.post(&wwe("start_up")).counts(1, 0, 0);
    assert_eq!(count(&service.scrape(), "start_up", TENANT_A), 1.0);

    let of_file = Setup::new(&genesys).edge([]).set("contracts.apps", app("start_(")).check();
    assert!(
        of_file.code == Some(2) && of_file.stderr.contains("- contracts.apps[0].monitored_events: "),
        "{of_file:?}"
    );
    let wrong = SAMPLE.replace("error_.*", "error_(").replace("\"wwe_ui\"", "\"telemetry\"");
    let of_variable = Setup::new(&genesys).edge([]).variable("TELEMETRY_CONFIG_CONTRACTS", &wrong).check();
    assert_eq!(of_variable.code, Some(2), "{of_variable:?}");
    for key in ["app_name", "monitored_events"] {
        let mistake = format!("- TELEMETRY_CONFIG_CONTRACTS: contracts.apps[0].{key}: ");
        assert!(of_variable.stderr.contains(&mistake), "{mistake} is not in {}", of_variable.stderr);
    }
}
