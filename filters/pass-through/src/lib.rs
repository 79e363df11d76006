//! A filter that lets every event through as it is.

use sluice_filter::{Batch, Filter, NoSettings};

/// The filter.
pub struct PassThrough;

impl Filter for PassThrough {
    type Settings = NoSettings;

    fn configure(_: NoSettings) -> Result<Self, String> {
        Ok(PassThrough)
    }

    fn process(&self, _: &Batch) -> Result<(), String> {
        Ok(())
    }
}

sluice_filter::export!(PassThrough, without_diagnostics);

#[cfg(test)]
mod tests {
    use super::*;
    use sluice_filter::testing;
    use sluice_filter::testing::json;

    #[test]
    fn every_event_leaves_as_it_came() {
        let filter: PassThrough = testing::configure(json!({})).unwrap();
        let events = json!([{"message": "a"}, {"message": "b", "values": {"lcp": 77.1}}]);
        assert_eq!(json!(testing::run(&filter, events.clone()).unwrap().events), events);
    }

    #[test]
    fn a_setting_is_refused() {
        assert!(testing::configure::<PassThrough>(json!({"fast": true})).is_err());
    }
}
