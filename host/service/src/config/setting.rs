//! One setting: its key, what it came to, and where from.

use serde_json::Value;
use std::fmt;

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
