use crate::Setup;
use toml::{Table, Value};

/// A publishable key of a tenant, for an entry of `publishable_keys`.
#[derive(Clone)]
pub struct PublishableKey(Table);

impl PublishableKey {
    /// One key, by its name in metrics, which pages of `origin` may use to send these formats.
    pub fn new(name: &str, key: &str, origin: &str, formats: &[&str]) -> Self {
        let list = |texts: &[&str]| Value::from(texts.iter().map(|&text| Value::from(text)).collect::<Vec<_>>());
        let entries =
            [("name", name.into()), ("keys", list(&[key])), ("origins", list(&[origin])), ("formats", list(formats))];
        Self(entries.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
    }

    /// Sets a member.
    pub fn set(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// As it stands in a configuration.
    pub fn table(&self) -> Value {
        Value::Table(self.0.clone())
    }
}

impl Setup {
    /// The publishable keys of one tenant.
    pub fn keys_of(self, tenant: &str, keys: impl IntoIterator<Item = PublishableKey>) -> Self {
        let keys: Vec<_> = keys.into_iter().map(|key| key.table()).collect();
        self.set(&format!("tenants.{tenant}.publishable_keys"), keys)
    }
}
