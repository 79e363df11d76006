//! What a configuration was made of, and so where each of its settings comes from.

use super::setting::{Setting, SettingSource};
use super::settings::Config;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use toml::Table;

/// See the module. Secrets of the file are in it.
#[derive(Default)]
pub struct SettingSources {
    file: Table,
    before_fitting: Config,
}

/// What is shown of an entry of a list of tables: what it is, and not how it is set.
const SHOWN_OF_ENTRIES: [&str; 3] = ["app_name", "name", "component"];

type Sections = BTreeMap<String, Map<String, Value>>;

impl SettingSources {
    /// `config` has been read from `file` and the variables, and not been made to fit.
    pub(super) fn before_fitting(file: &Table, config: &Config) -> Self {
        Self { file: file.clone(), before_fitting: config.clone() }
    }

    /// Every setting of a configuration with these sources, but for its tenants; in the order of their keys.
    ///
    /// # Errors
    /// A path that is no UTF-8.
    pub fn settings(&self, config: &Config) -> serde_json::Result<Vec<Setting>> {
        let (before_fitting, default) = (sections(&self.before_fitting)?, sections(&Config::default())?);
        let mut settings = Vec::new();
        for (section, keys) in sections(config)? {
            for (name, value) in keys {
                let of = |sections: &Sections| sections.get(&section).and_then(|keys| keys.get(&name)).cloned();
                let is_fitted = of(&before_fitting).as_ref() != Some(&value);
                let is_default = of(&default).as_ref() == Some(&value);
                let key = format!("{section}.{name}");
                let source = match config.variables.source_of(&key) {
                    _ if is_fitted => SettingSource::MemoryLimit,
                    Some(variable) => SettingSource::Variable(variable),
                    None if self.is_in_file(&section, &name) => SettingSource::File,
                    None => SettingSource::Default,
                };
                settings.extend(entries(key, value).map(|(key, value)| Setting { key, value, source, is_default }));
            }
        }
        Ok(settings)
    }

    /// Whether the file has a key of a section.
    #[must_use]
    pub fn is_in_file(&self, section: &str, key: &str) -> bool {
        self.file.get(section).and_then(|section| section.get(key)).is_some()
    }
}

fn sections(config: &Config) -> serde_json::Result<Sections> {
    serde_json::from_value(serde_json::to_value(config)?)
}

/// A list of tables has a setting for each of them; everything else is one setting.
fn entries(key: String, value: Value) -> Box<dyn Iterator<Item = (String, Value)>> {
    match value {
        Value::Array(tables) if !tables.is_empty() && tables.iter().all(Value::is_object) => {
            let tables = tables.into_iter().enumerate();
            Box::new(tables.map(move |(number, mut table)| {
                if let Value::Object(table) = &mut table {
                    table.retain(|name, _| SHOWN_OF_ENTRIES.contains(&name.as_str()));
                }
                (format!("{key}[{number}]"), table)
            }))
        }
        value => Box::new(std::iter::once((key, value))),
    }
}
