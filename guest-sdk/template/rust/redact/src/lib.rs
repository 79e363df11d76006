//! {{name}}: masks what is personal, and drops what nobody reads.

use serde::Deserialize;
use sluice_filter::{Batch, Filter, Kind, Pattern, Scanner, Selection, export};

/// What the operator can set, with what holds otherwise.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What to mask: kinds, and groups of them.
    kinds: Vec<Selection>,
    /// The level whose events are dropped.
    drop_level: String,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { kinds: [Kind::Email, Kind::Card].map(Selection::Kind).into(), drop_level: "debug".into() }
    }
}

/// The filter: made once, used for each batch.
pub struct MyFilter {
    scanner: Scanner,
    drop_level: String,
}

impl Filter for MyFilter {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        let kinds = settings.kinds.iter().flat_map(Selection::kinds);
        let patterns: Vec<_> = kinds.copied().map(Pattern::kind).collect();
        Ok(MyFilter { scanner: Scanner::compile(&patterns)?, drop_level: settings.drop_level })
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        for event in batch.events() {
            if event.text("/level").is_some_and(|level| level == self.drop_level) {
                event.drop();
            }
        }
        batch.scan(self.scanner, "");
        Ok(())
    }
}

export!(MyFilter);

#[cfg(test)]
mod tests {
    use super::*;
    use sluice_filter::testing::{self, json};

    #[test]
    fn mail_addresses_are_masked_and_debug_events_dropped() {
        let filter: MyFilter = testing::configure(json!({})).unwrap();
        let events = json!([{"message": "from eve@example.com"}, {"level": "debug", "message": "x"}]);
        let outcome = testing::run(&filter, events).unwrap();
        assert_eq!(outcome.events, [json!({"message": "from [redacted:email]"})]);
    }
}
