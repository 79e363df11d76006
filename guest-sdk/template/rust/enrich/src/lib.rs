//! {{name}}: says of each event which site it came from.

use serde::Deserialize;
use sluice_filter::{Batch, Filter, diagnostics, export};

/// What the operator can set, with what holds otherwise.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What `/attributes/site` is set to, where an event has none.
    site: String,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { site: "main".into() }
    }
}

/// The filter: made once, used for each batch.
pub struct MyFilter {
    site: String,
}

impl Filter for MyFilter {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        diagnostics::report_panics();
        Ok(MyFilter { site: settings.site })
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        for event in batch.events() {
            if event.get("/attributes/site").is_none() {
                event.set("/attributes/site", self.site.as_str())?;
            }
        }
        Ok(())
    }
}

export!(MyFilter);

#[cfg(test)]
mod tests {
    use super::*;
    use sluice_filter::testing::{self, json};

    #[test]
    fn an_event_without_a_site_gets_one() {
        let filter: MyFilter = testing::configure(json!({"site": "shop"})).unwrap();
        let outcome = testing::run(&filter, json!([{"message": "x"}])).unwrap();
        assert_eq!(outcome.events, [json!({"message": "x", "attributes": {"site": "shop"}})]);
    }
}
