//! What each setting came to, and where from.

use super::settings::Config;
use serde_json::{Map, Value};
use std::{collections::BTreeMap, fmt};
use toml::Table;

/// What a configuration was made of. Secrets of the file are in it.
#[derive(Default)]
pub struct SettingSources {
    file: Table,
    before_fitting: Config,
}

/// Where the value of a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingSource {
    /// Nobody has set it.
    Default,
    /// The file.
    File,
    /// A variable of the environment, by its name.
    Variable(&'static str),
    /// It was made to fit the memory of the process.
    MemoryLimit,
    /// It was made to fit the limit of open files.
    OpenFilesLimit,
    /// `sluice dev` sets it.
    Dev,
}

/// A key of the file, and what it came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// As in `server.listen`; an entry of a list of tables is a setting of its own, as in `edge.filters[0]`.
    pub key: String,
    /// Secrets are not in it. Null where there is none.
    pub value: Value,
    /// Where the value comes from.
    pub source: SettingSource,
    /// Whether it is what it would be if nobody had set it.
    pub is_default: bool,
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

/// `server.listen = "127.0.0.1:8107" (file)`
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, value, source, .. } = self;
        match value {
            Value::Null => write!(f, "{key} is not set ({source})"),
            value => write!(f, "{key} = {} ({source})", to_toml(value)),
        }
    }
}

/// On one line. What JSON writes of texts and numbers is TOML too.
fn to_toml(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(to_toml).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries = entries.iter().filter(|(_, value)| !value.is_null());
            let entries: Vec<_> =
                entries.map(|(name, value)| format!("{} = {}", key_to_toml(name), to_toml(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        value => value.to_string(),
    }
}

/// <https://toml.io/en/v1.0.0#keys>
fn key_to_toml(name: &str) -> String {
    let is_bare = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_bare { name.to_owned() } else { Value::from(name).to_string() }
}

impl fmt::Display for SettingSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Variable(name) => name,
            Self::MemoryLimit => "fits the memory limit",
            Self::OpenFilesLimit => "fits the limit of open files",
            Self::Dev => "--dev",
        })
    }
}
