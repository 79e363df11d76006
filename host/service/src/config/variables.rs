//! Which variables are set, as far as they are worth a word to the operator.

use std::collections::BTreeMap;

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Variables {
    /// Variables of the original service that have no effect here, each with the reason.
    pub without_effect: Vec<(&'static str, &'static str)>,
    /// Variables that begin with `TELEMETRY_` and are none of the original service's.
    pub unknown: Vec<String>,
    /// The keys that variables have set, each with its variable.
    keys: BTreeMap<String, &'static str>,
}

impl Variables {
    /// A sentence for each variable that is set and does nothing.
    pub fn notices(&self) -> impl Iterator<Item = String> {
        let without_effect = self.without_effect.iter().map(|(name, why)| format!("{name} has no effect here: {why}"));
        let unknown = self.unknown.iter();
        without_effect
            .chain(unknown.map(|name| format!("{name} is not known and has no effect; is its name misspelt?")))
    }

    /// The variable that has set a key.
    pub(crate) fn source_of(&self, key: &str) -> Option<&'static str> {
        self.keys.get(key).copied()
    }

    /// Notes that a variable has set a key.
    pub(super) fn record(&mut self, key: String, variable: &'static str) {
        self.keys.insert(key, variable);
    }

    /// The same, unless another variable has set it as well.
    pub(super) fn record_if_unset(&mut self, key: String, variable: &'static str) {
        self.keys.entry(key).or_insert(variable);
    }

    /// Names the variable in a mistake about a key that it has set.
    pub(super) fn named(&self, mistake: String) -> String {
        let is_about = |key: &str| mistake.strip_prefix(key).is_some_and(|rest| rest.starts_with([':', '[']));
        let of = self.keys.iter().find(|(key, _)| is_about(key));
        of.map_or(mistake.clone(), |(_, variable)| format!("{variable}: {mistake}"))
    }
}
