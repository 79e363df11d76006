//! The variables of the original service, by their own names; they win over the file.

use super::{server::level_mistake, settings::Config};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Settings of the original service that have nothing to act on here: what they bound is bounded by other keys.
const WITHOUT_EFFECT: &[&str] = &[
    "TELEMETRY_CONFIG_SERVICE",
    "TELEMETRY_CONFIG_CONTRACTS",
    "TELEMETRY_TRACES_PROVIDER",
    "TELEMETRY_TRACES_THRESHOLD",
    "TELEMETRY_TRACES_SHIFT_THRESHOLD",
    "TELEMETRY_TRACES_BULK_SIZE",
    "TELEMETRY_TRACES_BULK_TIME",
    "TELEMETRY_TRACES_TIMEOUT",
    "TELEMETRY_TRACES_CONCURRENT",
    "TELEMETRY_METRICS_THRESHOLD",
    "TELEMETRY_METRICS_SHIFT_THRESHOLD",
    "TELEMETRY_MAX_SESSION",
    "TELEMETRY_RECORD_MIN_INTERVAL",
    "TELEMETRY_AUTH_MIN_INTERVAL",
    "TELEMETRY_PROM_SCRAP_ALERT",
    "TELEMETRY_HTTPS_ENABLED",
    "TELEMETRY_CONFIG_PATH",
    "TELEMETRY_CLOUD_PROVIDER",
];

/// `TELEMETRY_CONFIG_CORS`: origins by contact center id.
#[derive(Default, Deserialize)]
#[serde(default)]
struct TenantOrigins {
    urls: Vec<String>,
    domains: Vec<String>,
}

pub(super) fn apply(
    config: &mut Config,
    variables: impl Iterator<Item = (String, String)>,
    mistakes: &mut Vec<String>,
) {
    for (name, value) in variables {
        match name.as_str() {
            "TELEMETRY_SERVICES_AUTH" => config.auth.url = value,
            "TELEMETRY_AUTH_CLIENT_ID" => config.auth.client_id = Some(value),
            "TELEMETRY_AUTH_CLIENT_SECRET" => config.auth.client_secret = Some(value.into()),
            "TELEMETRY_CORS_DOMAIN" => config.cors.domain = Some(value).filter(|domain| !domain.is_empty()),
            "TELEMETRY_CONFIG_TENANTS" => tenant_names(config, &value, mistakes),
            "TELEMETRY_CONFIG_CORS" => tenant_origins(config, &value, mistakes),
            "TELEMETRY_HEALTH_TIMER" => match value.parse() {
                Ok(seconds) if seconds > 0 => config.auth.health_timer_seconds = seconds,
                _ => mistakes.push("TELEMETRY_HEALTH_TIMER: not a number of seconds above 0".to_owned()),
            },
            "APP_LOG_LEVEL" => match level_mistake(&value) {
                None => config.log.level = value,
                Some(mistake) => mistakes.push(format!("APP_LOG_LEVEL: {mistake}")),
            },
            name if WITHOUT_EFFECT.contains(&name) => config.ignored_variables.push(name.to_owned()),
            name if name.starts_with("TELEMETRY_") => config.unknown_variables.push(name.to_owned()),
            _ => {}
        }
    }
}

fn tenant_names(config: &mut Config, value: &str, mistakes: &mut Vec<String>) {
    match serde_json::from_str::<BTreeMap<String, String>>(value) {
        Ok(names) => {
            for (id, name) in names {
                config.tenants.entry(id).or_default().name = name;
            }
        }
        Err(error) => mistakes.push(format!(
            "TELEMETRY_CONFIG_TENANTS: not a JSON object of contact center ids and names, as in {{\"<ccid>\":\"<name>\"}}: {error}"
        )),
    }
}

fn tenant_origins(config: &mut Config, value: &str, mistakes: &mut Vec<String>) {
    match serde_json::from_str::<BTreeMap<String, TenantOrigins>>(value) {
        Ok(origins) => {
            for (id, allowed) in origins {
                let tenant = config.tenants.entry(id).or_default();
                let (domains, origins): (Vec<_>, Vec<_>) =
                    allowed.urls.iter().map(|url| origin_of(url)).partition(|origin| domain_of(origin).is_some());
                tenant.origins = origins.into_iter().map(str::to_owned).collect();
                tenant.domains = allowed.domains;
                tenant.domains.extend(domains.into_iter().filter_map(domain_of).map(str::to_owned));
            }
        }
        Err(error) => mistakes.push(format!(
            "TELEMETRY_CONFIG_CORS: not JSON of the form {{\"<ccid>\":{{\"urls\":[],\"domains\":[]}}}}: {error}"
        )),
    }
}

/// The domain of `https://*.example.com`. Under a domain only `https` pages are, and on any port: what says more is no domain.
fn domain_of(origin: &str) -> Option<&str> {
    origin.strip_prefix("https://").unwrap_or(origin).strip_prefix("*.").filter(|domain| !domain.contains(':'))
}

/// The origin of a URL: the variable calls them URLs, and some have a path.
fn origin_of(url: &str) -> &str {
    let authority = url.find("://").map_or(0, |scheme| scheme + 3);
    let end = url[authority..].find(['/', '?', '#']).map_or(url.len(), |end| authority + end);
    &url[..end]
}
