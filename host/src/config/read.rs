//! From TOML to sections, collecting every mistake on the way.

use super::Config;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// Reads every section. What is wrong is left at its default and said in `mistakes`.
pub(super) fn sections(text: &str, mistakes: &mut Vec<String>) -> Config {
    let mut table = match text.parse::<Table>() {
        Ok(table) => table,
        Err(error) => {
            mistakes.push(format!("not TOML: {}", error.to_string().trim()));
            return Config::default();
        }
    };
    let mut take = Sections { table: &mut table, mistakes };
    let config = Config {
        server: take.section("server"),
        metrics: take.section("metrics"),
        body: take.section("body"),
        log: take.section("log"),
        stdout: take.section("stdout"),
        auth: take.section("auth"),
        cors: take.section("cors"),
        tenants: take.map("tenants"),
        access: take.section("access"),
        pool: take.section("pool"),
        store: take.section("store"),
        limits: take.section("limits"),
        breaker: take.section("breaker"),
        edge: take.section("edge"),
        default: take.section("default"),
        fairness: take.section("fairness"),
        ceiling: take.section("ceiling"),
        reload: take.section("reload"),
        pseudonyms: take.section("pseudonyms"),
        ignored_variables: Vec::new(),
        text_digest: [0; 32],
    };
    for name in table.keys() {
        mistakes.push(format!("{name}: no such section"));
    }
    config
}

struct Sections<'a> {
    table: &'a mut Table,
    mistakes: &'a mut Vec<String>,
}

impl Sections<'_> {
    fn section<T: DeserializeOwned + Default>(&mut self, name: &str) -> T {
        let value = self.table.remove(name);
        self.read(name, value)
    }

    fn map<T: DeserializeOwned + Default>(&mut self, name: &str) -> std::collections::BTreeMap<String, T> {
        match self.table.remove(name) {
            None => Default::default(),
            Some(Value::Table(entries)) => entries
                .into_iter()
                .map(|(key, value)| (key.clone(), self.read(&format!("{name}.{key:?}"), Some(value))))
                .collect(),
            Some(_) => {
                self.mistakes.push(format!("{name}: not a table"));
                Default::default()
            }
        }
    }

    /// Reads the keys one by one first: every key has a default, so each mistake is found by itself.
    fn read<T: DeserializeOwned + Default>(&mut self, name: &str, value: Option<Value>) -> T {
        let table = match value {
            None => return T::default(),
            Some(Value::Table(table)) => table,
            Some(_) => {
                self.mistakes.push(format!("{name}: not a section; write [{name}]"));
                return T::default();
            }
        };
        let before = self.mistakes.len();
        for (key, value) in &table {
            let alone = Table::from_iter([(key.clone(), value.clone())]);
            if let Err(error) = alone.try_into::<T>() {
                self.mistakes.push(format!("{name}.{key}: {}", error.to_string().trim().replace('\n', " ")));
            }
        }
        if self.mistakes.len() > before {
            return T::default();
        }
        table.try_into().unwrap_or_else(|error: toml::de::Error| {
            self.mistakes.push(format!("{name}: {}", error.to_string().trim()));
            T::default()
        })
    }
}
