//! The variables of the Genesys Telemetry Service, by their own names. They win over the file.

mod tenants;
mod without_effect;

use super::checks::mistakes::described_json;
use super::sections::server::{is_level, level_mistake};
use super::settings::Config;

/// Variables that set one key.
const KEYS: [(&str, &str); 8] = [
    ("TELEMETRY_SERVICES_AUTH", "auth.url"),
    ("TELEMETRY_AUTH_CLIENT_ID", "auth.client_id"),
    ("TELEMETRY_AUTH_CLIENT_SECRET", "auth.client_secret"),
    ("TELEMETRY_CORS_DOMAIN", "cors.domain"),
    ("TELEMETRY_HEALTH_TIMER", "auth.health_timer_seconds"),
    ("APP_LOG_LEVEL", "log.level"),
    ("API_LOG_LEVEL", "log.http_level"),
    ("TELEMETRY_CONFIG_CONTRACTS", "contracts.apps"),
];

pub(super) fn apply(
    config: &mut Config,
    variables: impl Iterator<Item = (String, String)>,
    mistakes: &mut Vec<String>,
) {
    for (name, value) in variables {
        // A chart renders a value that was left blank as an empty variable.
        if value.trim().is_empty() {
            continue;
        }
        match set(config, &name, value) {
            Ok(()) => {
                if let Some((variable, key)) = KEYS.iter().find(|(variable, _)| *variable == name) {
                    config.variables.record((*key).to_owned(), variable);
                }
            }
            Err(mistake) => mistakes.push(format!("{name}: {mistake}")),
        }
    }
}

/// Applies one variable that is not blank.
fn set(config: &mut Config, name: &str, value: String) -> Result<(), String> {
    match name {
        "TELEMETRY_SERVICES_AUTH" => config.auth.url = value,
        "TELEMETRY_AUTH_CLIENT_ID" => config.auth.client_id = Some(value),
        "TELEMETRY_AUTH_CLIENT_SECRET" => config.auth.client_secret = Some(value.into()),
        "TELEMETRY_CORS_DOMAIN" => config.cors.domain = Some(value),
        "TELEMETRY_CONFIG_TENANTS" => {
            for id in tenants::set_names(config, &value)? {
                config.variables.record(format!("tenants.{id:?}"), "TELEMETRY_CONFIG_TENANTS");
                config.variables.record(format!("tenants.{id:?}.name"), "TELEMETRY_CONFIG_TENANTS");
            }
        }
        "TELEMETRY_CONFIG_CORS" => {
            for id in tenants::set_origins(config, &value)? {
                config.variables.record(format!("tenants.{id:?}.origins"), "TELEMETRY_CONFIG_CORS");
                config.variables.record(format!("tenants.{id:?}.domains"), "TELEMETRY_CONFIG_CORS");
                config.variables.record_if_unset(format!("tenants.{id:?}"), "TELEMETRY_CONFIG_CORS");
            }
        }
        "TELEMETRY_HEALTH_TIMER" => match value.trim().parse() {
            Ok(seconds) if seconds > 0 => config.auth.health_timer_seconds = seconds,
            _ => return Err(format!("{value:?} is not a number of seconds above 0")),
        },
        "APP_LOG_LEVEL" => match level_mistake(&value) {
            None => config.log.level = value,
            Some(mistake) => return Err(mistake),
        },
        "API_LOG_LEVEL" if is_level(&value) => config.log.http_level = Some(value),
        "API_LOG_LEVEL" => return Err(format!("{value:?} is not taken; error, warn, info, debug, trace")),
        "TELEMETRY_CONFIG_CONTRACTS" => {
            config.contracts.apps = serde_json::from_str(&value).map_err(|error| {
                format!("not a JSON array of contracts, as in [{{\"appName\":\"wwe_ui\"}}]: {}", described_json(&error))
            })?;
        }
        name => match without_effect::find(name) {
            Some(variable) if variable.is_worth_a_word(&value) => {
                config.variables.without_effect.push((variable.name, variable.why));
            }
            Some(_) => {}
            None if name.starts_with("TELEMETRY_") => config.variables.unknown.push(name.to_owned()),
            None => {}
        },
    }
    Ok(())
}
