//! The catalog as the page is told of it.

use super::catalog::{Catalog, TenantChain};
use serde_json::{Value, json};
use sluice_sandbox::{sections, settings::filters::FilterEntry};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The largest component whose schema is looked for, bytes.
const MAX_COMPONENT_BYTES: u64 = 64 << 20;

/// The page of the chains as somebody on this machine reaches it.
fn filters_page(mut metrics: SocketAddr) -> String {
    if metrics.ip().is_unspecified() {
        metrics.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    format!("http://{metrics}/filters")
}

/// Chains with their filters and settings, and the components that can be compared.
pub(super) fn of(catalog: &Catalog, metrics: SocketAddr) -> Value {
    let components: Vec<String> = catalog.components.keys().map(|path| path.display().to_string()).collect();
    json!({
        "chains": catalog.chains.iter().map(chain).collect::<Vec<_>>(),
        "components": components,
        "problems": catalog.problems,
        "filters_page": filters_page(metrics),
    })
}

fn chain(chain: &TenantChain) -> Value {
    let filters = chain.stages.iter().flat_map(|stage| stage.filters.iter().map(|entry| filter(&stage.chain, entry)));
    json!({ "id": chain.id, "name": chain.name, "filters": filters.collect::<Vec<_>>() })
}

fn filter(chain: &str, entry: &FilterEntry) -> Value {
    json!({
        "chain": chain,
        "name": entry.name,
        "component": entry.component.display().to_string(),
        "candidate": entry.candidate.as_ref().map(|path| path.display().to_string()),
        "allow": entry.allow,
        "settings": serde_json::to_string_pretty(&entry.config).unwrap_or_default(),
        "described": described_settings(entry),
    })
}

/// The settings that the component's schema describes: names with a description each.
fn described_settings(entry: &FilterEntry) -> Vec<Value> {
    let Ok(wasm) = entry.files.read(&entry.component, MAX_COMPONENT_BYTES) else { return Vec::new() };
    let schema = sections::find(&wasm, sections::SCHEMA_SECTION);
    let schema: Value = schema.and_then(|schema| serde_json::from_slice(schema).ok()).unwrap_or_default();
    let properties = schema["properties"].as_object();
    let described = |(name, about): (&String, &Value)| json!({ "name": name, "about": about["description"] });
    properties.into_iter().flatten().map(described).collect()
}
