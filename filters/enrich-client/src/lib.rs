//! Says under `/browser` which browser, system and device an event came from, and adds fields from the settings.

mod browser;

use serde::Deserialize;
use sluice_filter::{Batch, Filter, Value, context};
use std::collections::BTreeMap;

/// The settings; README.md has them with examples.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether to set `/browser` from the `User-Agent`.
    browser: bool,
    /// Paths and what to put there.
    fields: BTreeMap<String, serde_json::Value>,
    /// Whether to set what is there already.
    overwrite: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { browser: true, fields: BTreeMap::new(), overwrite: false }
    }
}

/// The filter.
pub struct EnrichClient {
    browser: Option<browser::Reader>,
    fields: Vec<(String, Value)>,
    overwrite: bool,
}

impl Filter for EnrichClient {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        for path in settings.fields.keys() {
            let escapes = path.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
            if !path.starts_with('/') || !escapes {
                return Err(format!("fields: {path:?} is not a json pointer; they look like \"/attributes/site\""));
            }
        }
        if !settings.browser && settings.fields.is_empty() {
            return Err("nothing to add: browser is false and fields is empty".into());
        }
        let browser = settings.browser.then(browser::Reader::new);
        let fields = settings.fields.iter().map(|(path, value)| (path.clone(), Value::from(value))).collect();
        Ok(EnrichClient { browser, fields, overwrite: settings.overwrite })
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        if let Some(reader) = &self.browser
            && let Some(browser) = context::user_agent().and_then(|user_agent| reader.read(&user_agent))
        {
            self.set(batch, "/browser", browser)?;
        }
        for (path, value) in &self.fields {
            self.set(batch, path, value.clone())?;
        }
        Ok(())
    }
}

impl EnrichClient {
    fn set(&self, batch: &Batch, path: &str, value: Value) -> Result<(), String> {
        let set = if self.overwrite { batch.set(path, value) } else { batch.set_missing(path, value) };
        set.map_err(|error| format!("set {path}: {error}"))
    }
}

sluice_filter::export!(EnrichClient, without_diagnostics);

#[cfg(test)]
mod tests;
