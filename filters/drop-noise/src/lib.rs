//! Drops events that nobody reads: what browsers say by themselves, what extensions break, and what is only for debugging.

mod rule;

use rule::{Rule, RuleSettings};
use serde::Deserialize;
use sluice_filter::{Batch, Event, Filter};
use std::collections::BTreeMap;

/// The settings; README.md has them with examples.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether the built-in rules hold too.
    built_in: bool,
    /// Rules by name.
    rules: BTreeMap<String, RuleSettings>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { built_in: true, rules: BTreeMap::new() }
    }
}

/// The filter.
pub struct DropNoise {
    rules: Vec<Rule>,
}

impl Filter for DropNoise {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        let mut all = if settings.built_in { rule::built_in() } else { BTreeMap::new() };
        // A rule of the settings takes the place of a built-in one.
        all.extend(settings.rules);
        if all.is_empty() {
            return Err("nothing to drop: built_in is false and rules is empty".into());
        }
        let rules = all.into_iter().map(|(name, rule)| Rule::new(&name, rule));
        Ok(DropNoise { rules: rules.collect::<Result<_, _>>()? })
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        batch.events().filter(|event| self.is_noise(event)).for_each(Event::drop);
        Ok(())
    }
}

impl DropNoise {
    /// Whether a rule fits, which is counted.
    fn is_noise(&self, event: &Event<'_>) -> bool {
        let rule = self.rules.iter().find(|rule| rule.fits(event));
        rule.inspect(|rule| rule.count()).is_some()
    }
}

sluice_filter::export!(DropNoise);

#[cfg(test)]
mod tests;
