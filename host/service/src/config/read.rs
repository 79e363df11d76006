//! From TOML to sections, collecting every mistake on the way.

use super::checks::mistakes::{described, not_toml};
use super::settings::Config;
use super::variables::Variables;
use serde::de::DeserializeOwned;
use sluice_sandbox::settings::filters::FilterEntry;
use toml::{Table, Value};

/// The text as a table; what is wrong with it is said in `mistakes`.
pub(super) fn table(text: &str, mistakes: &mut Vec<String>) -> Option<Table> {
    text.parse::<Table>().map_err(|error| mistakes.push(not_toml(text, &error))).ok()
}

/// Reads every section. What is wrong is left at its default and said in `mistakes`.
pub(super) fn sections(mut table: Table, mistakes: &mut Vec<String>) -> Config {
    let mut take = Sections { table: &mut table, mistakes };
    let config = Config {
        server: take.section("server"),
        memory: take.section("memory"),
        metrics: take.section("metrics"),
        body: take.section("body"),
        lines: take.section("lines"),
        reports: take.section("reports"),
        log: take.section("log"),
        stdout: take.section("stdout"),
        auth: take.section("auth"),
        cors: take.section("cors"),
        tenants: take.map("tenants"),
        access: take.section("access"),
        pool: take.section("pool"),
        store: take.section("store"),
        registry: take.section("registry"),
        limits: take.section("limits"),
        breaker: take.section("breaker"),
        promotion: take.section("promotion"),
        edge: take.section("edge"),
        default: take.section("default"),
        guard: take.section("guard"),
        map: take.section("map"),
        fairness: take.section("fairness"),
        ceiling: take.section("ceiling"),
        reload: take.section("reload"),
        contracts: take.section("contracts"),
        pseudonyms: take.section("pseudonyms"),
        variables: Variables::default(),
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

    fn read<T: DeserializeOwned + Default>(&mut self, name: &str, value: Option<Value>) -> T {
        match value {
            None => T::default(),
            Some(Value::Table(table)) => keys(&format!("{name}."), table, self.mistakes),
            Some(_) => {
                self.mistakes.push(format!("{name}: not a section; write [{name}]"));
                T::default()
            }
        }
    }
}

/// Reads the keys one by one first: every key has a default, so each mistake is found by itself, and what is right is read
/// and looked at further. `place` is where the table stands, with a dot.
pub(super) fn keys<T: DeserializeOwned + Default>(place: &str, mut table: Table, mistakes: &mut Vec<String>) -> T {
    if let Some(Value::Array(filters)) = table.get_mut("filters") {
        for (number, filter) in filters.iter_mut().enumerate() {
            if let Value::Table(filter) = filter {
                filter_keys(&format!("{place}filters[{number}]"), number, filter, mistakes);
            }
        }
    }
    table.retain(|key, value| taken::<T>(Table::new(), key, value, place, "", mistakes));
    table.try_into().unwrap_or_else(|error: toml::de::Error| {
        mistakes.push(format!("{}: {}", place.trim_end_matches('.'), described(&error)));
        T::default()
    })
}

/// The same for a filter, of which two keys have no default. What is missing or wrong is said, and filled in or left out.
fn filter_keys(place: &str, number: usize, filter: &mut Table, mistakes: &mut Vec<String>) {
    let needed = || Table::from_iter(["name", "component"].map(|key| (key.to_owned(), Value::from("-"))));
    let name = filter.get("name").and_then(Value::as_str).map(|name| format!("filter {name:?}: ")).unwrap_or_default();
    filter.retain(|key, value| taken::<FilterEntry>(needed(), key, value, &format!("{place}."), &name, mistakes));
    for (key, stand_in) in needed() {
        let said = format!("{place}.{key}:");
        if !filter.contains_key(&key) && !mistakes.iter().any(|mistake| mistake.starts_with(&said)) {
            mistakes.push(format!("{said} {name}is missing"));
        }
        // A name of its own: that two filters have none does not make them the same.
        filter.entry(&key).or_insert(if key == "name" { format!("unnamed-{number}").into() } else { stand_in });
    }
}

/// Whether `T` takes one key, beside those that it needs.
fn taken<T: DeserializeOwned>(
    mut needed: Table,
    key: &str,
    value: &Value,
    place: &str,
    whose: &str,
    mistakes: &mut Vec<String>,
) -> bool {
    needed.insert(key.to_owned(), value.clone());
    let read = needed.try_into::<T>();
    if let Err(error) = &read {
        let described = described(error);
        // The key itself has been named.
        let why = described.strip_suffix(&format!(" in `{key}`")).unwrap_or(&described);
        mistakes.push(format!("{place}{key}: {whose}{why}"));
    }
    read.is_ok()
}
