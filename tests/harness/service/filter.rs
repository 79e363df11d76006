use crate::paths;
use serde_json::Value;
use std::path::PathBuf;

/// One filter of a chain.
#[derive(Clone, Debug)]
pub struct Filter(toml::Table);

impl Filter {
    /// A filter under the name of its crate, as `make build` has built it.
    pub fn named(name: &str) -> Self {
        Self::at(name, paths::component(name))
    }

    /// Any component under any name.
    pub fn at(name: &str, component: PathBuf) -> Self {
        let component = component.to_str().expect("paths of tests are UTF-8").to_owned();
        Self(toml::Table::from_iter([("name".into(), name.into()), ("component".into(), component.into())]))
    }

    /// The filter that misbehaves in one way.
    pub fn hostile(behaviour: &str) -> Self {
        Self::at(&format!("hostile-{behaviour}"), paths::component("hostile"))
            .config(serde_json::json!({"behaviour": behaviour}))
            .set("allow", vec!["redact", "enrich", "context", "personal"])
    }

    /// What is handed to `configure`.
    pub fn config(self, config: Value) -> Self {
        let config = toml::Value::try_from(config).expect("TOML has no null");
        self.set("config", config)
    }

    /// Another key of the filter's table.
    pub fn set(mut self, key: &str, value: impl Into<toml::Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.0["name"].as_str().unwrap_or_default()
    }

    pub(crate) fn table(&self) -> toml::Value {
        self.0.clone().into()
    }
}
