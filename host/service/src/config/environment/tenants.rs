//! Tenants and their origins, as the variables of the original service give them.

use super::super::checks::mistakes::described_json;
use super::super::settings::Config;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `TELEMETRY_CONFIG_CORS`: origins by contact center id.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TenantOrigins {
    urls: Vec<String>,
    domains: Vec<String>,
}

/// Sets the names of tenants, and returns their ids.
pub(super) fn set_names(config: &mut Config, value: &str) -> Result<Vec<String>, String> {
    let names = serde_json::from_str::<BTreeMap<String, String>>(value).map_err(|error| {
        format!(
            "not a JSON object of contact center ids and names, as in {{\"<ccid>\":\"<name>\"}}: {}",
            described_json(&error)
        )
    })?;
    let ids = names.keys().cloned().collect();
    for (id, name) in names {
        config.tenants.entry(id).or_default().name = name;
    }
    Ok(ids)
}

/// Sets the origins of tenants, and returns their ids.
pub(super) fn set_origins(config: &mut Config, value: &str) -> Result<Vec<String>, String> {
    let origins = serde_json::from_str::<BTreeMap<String, TenantOrigins>>(value).map_err(|error| {
        format!("not JSON of the form {{\"<ccid>\":{{\"urls\":[],\"domains\":[]}}}}: {}", described_json(&error))
    })?;
    let ids = origins.keys().cloned().collect();
    for (id, allowed) in origins {
        let tenant = config.tenants.entry(id).or_default();
        let (domains, origins): (Vec<_>, Vec<_>) =
            allowed.urls.iter().map(|url| origin_of(url)).partition(|origin| domain_of(origin).is_some());
        tenant.origins = origins.into_iter().map(str::to_owned).collect();
        tenant.domains = allowed.domains;
        tenant.domains.extend(domains.into_iter().filter_map(domain_of).map(str::to_owned));
    }
    Ok(ids)
}

/// The domain of `https://*.example.com`. Pages under a domain are always `https`, on any port, so an origin that says
/// anything else is not a domain.
fn domain_of(origin: &str) -> Option<&str> {
    origin.strip_prefix("https://").unwrap_or(origin).strip_prefix("*.").filter(|domain| !domain.contains(':'))
}

/// The origin of a URL: the variable calls them URLs, and some have a path.
fn origin_of(url: &str) -> &str {
    let authority = url.find("://").map_or(0, |scheme| scheme + 3);
    let end = url[authority..].find(['/', '?', '#']).map_or(url.len(), |end| authority + end);
    &url[..end]
}
