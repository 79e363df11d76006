//! What the tests of contracts share, and the tests by subject.

mod bounds;
mod counts;
mod measure;
mod mistakes;
mod properties;

use bytes::Bytes;
use serde_json::{Value, json};
use sluice_event::{Batch, DecodeLimits};
use sluice_metrics::Registry;

use crate::{Contracts, ContractsConfig, Origin};

const ORIGIN: Origin<'_> =
    Origin { tenant_id: "9350e2fc", tenant_name: "One", is_secret: &|name| name.contains("hunter2") };

/// Genesys's own sample. <https://all.docs.genesys.com/TLM/Current/TLMPEGuide/Provision>
fn sample() -> Value {
    json!([
        {"appName": "wwe_ui",
         "properties": ["connId", "agentSessionId", "browserSessionId", "interactionId", "POC_override"],
         "monitoredMetrics": [
            {"name": "http_sync_req_StartContactCenterSession", "value": 2, "type": "gt"},
            {"name": "http_sync_req_AttachUserData", "value": 5222000, "type": "lt"}],
         "monitoredEvents": ["error_.*", "disaster_recovery_.*", "performance_worker_major", "performance_worker_severe"]},
        {"appName": "softphone",
         "properties": ["ThisDN", "call_id", "call_uuid", "region", "level", "msgId", "sepsessionid", "value__NUM"],
         "apdex": {"metrics": {"sip_call_mos": {"satisfiedTH": 3.6, "toleratedTH": 2, "isExtended": true}}}}
    ])
}

fn config(apps: Value) -> ContractsConfig {
    serde_json::from_value(json!({"apps": apps})).expect("contracts")
}

fn compile(config: &ContractsConfig) -> (Contracts, Registry) {
    assert_eq!(config.mistakes(), [""; 0]);
    let registry = Registry::default();
    let contracts = Contracts::new(config, &registry).expect("it has no mistakes").expect("there is one");
    (contracts, registry)
}

fn batch(events: &Value) -> Batch {
    Batch::from_json(Bytes::from(events.to_string()), &DecodeLimits::default()).expect("events")
}

fn scrape(registry: &Registry) -> String {
    let mut text = Vec::new();
    registry.render(&mut text).expect("it can be rendered");
    String::from_utf8(text).expect("UTF-8")
}
