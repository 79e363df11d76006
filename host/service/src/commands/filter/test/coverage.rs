//! Which rules took something away in no case, and which settings no case sets.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::Value;

use sluice_sandbox::{ObservedRun, sections, test_case::TestCase};

/// What cases have met so far.
pub(super) struct Coverage {
    rules: BTreeSet<String>,
    met_rules: BTreeSet<String>,
    settings: BTreeSet<String>,
    met_settings: BTreeSet<String>,
}

impl Coverage {
    /// Takes the settings from the schema that the component brings.
    pub(super) fn of(component: &Path) -> Self {
        let wasm = std::fs::read(component).unwrap_or_default();
        let schema: Option<Value> =
            sections::find(&wasm, sections::SCHEMA_SECTION).and_then(|schema| serde_json::from_slice(schema).ok());
        let properties = schema.as_ref().and_then(|schema| schema.get("properties")).and_then(Value::as_object);
        Self {
            rules: BTreeSet::new(),
            met_rules: BTreeSet::new(),
            settings: properties.into_iter().flat_map(|properties| properties.keys().cloned()).collect(),
            met_settings: BTreeSet::new(),
        }
    }

    /// A case that ran.
    pub(super) fn add(&mut self, case: &TestCase, runs: &[ObservedRun]) {
        self.met_settings.extend(case.config.as_object().into_iter().flat_map(|config| config.keys().cloned()));
        for run in runs {
            self.rules.extend(run.filter.rules.iter().cloned());
            let met = run.edits.rules.iter().filter_map(|taken| run.filter.rules.get(taken.rule.0 as usize));
            self.met_rules.extend(met.cloned());
        }
    }

    /// Names that no case has met, by what they are.
    pub(super) fn unmet(&self) -> BTreeMap<&'static str, Vec<&String>> {
        let all = [("rules", &self.rules, &self.met_rules), ("settings", &self.settings, &self.met_settings)];
        let unmet = all.map(|(what, all, met)| (what, all.difference(met).collect::<Vec<_>>()));
        unmet.into_iter().filter(|(_, names)| !names.is_empty()).collect()
    }
}
