//! Leaves the listed places of events, and takes everything else out.

use serde::Deserialize;
use sluice_filter::{Batch, Filter, Rule, Scanner};

/// The rule under which removed values stand in the receipts.
const NOT_LISTED: &str = "not-listed";

/// The settings; README.md has them with examples.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Places that may leave, each with everything below it.
    allow: Vec<String>,
}

/// The filter.
pub struct KeepListed {
    /// Finds nothing, and keeps the listed places.
    listed: Scanner,
    not_listed: Rule,
}

impl Filter for KeepListed {
    type Settings = Settings;

    fn configure(Settings { allow }: Settings) -> Result<Self, String> {
        if allow.is_empty() {
            return Err("allow: list at least one place, as in \"/message\"; a filter with `drop` drops events".into());
        }
        let listed = Scanner::compile(&[])?;
        listed.keep(&allow).map_err(|error| format!("allow: {error}"))?;
        Ok(KeepListed { listed, not_listed: Rule::declare(NOT_LISTED)? })
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        batch.remove_others(self.listed, self.not_listed);
        Ok(())
    }
}

sluice_filter::export!(KeepListed, without_diagnostics);

#[cfg(test)]
mod tests {
    use super::KeepListed;
    use sluice_filter::testing::{self, json};

    fn left(allow: &[&str], event: serde_json::Value) -> serde_json::Value {
        let filter: KeepListed = testing::configure(json!({ "allow": allow })).unwrap();
        testing::run(&filter, json!([event])).unwrap().events.remove(0)
    }

    #[test]
    fn what_is_not_listed_is_removed_but_for_the_time_and_the_kind() {
        let event = json!({
            "time": 1, "kind": "log", "message": "m", "session": "s",
            "attributes": {"order": {"id": 7, "lines": [{"sku": "a", "name": "b"}]}, "user": "u"},
        });
        let lines = json!({"order": {"id": 7, "lines": [{"sku": "a"}]}});
        assert_eq!(
            left(&["/message", "/attributes/order/id", "/**/sku"], event.clone()),
            json!({"time": 1, "kind": "log", "message": "m", "attributes": lines})
        );
        assert_eq!(left(&["/**"], event.clone()), event);
        let event = json!({"event_id": "e-1", "message": "m"});
        assert_eq!(left(&["/message"], event.clone()), json!({"message": "m"}));
        assert_eq!(left(&["/message", "/event_id"], event.clone()), event);
    }

    #[test]
    fn a_list_that_says_nothing_is_refused() {
        let wrong = [
            (json!({}), "missing field `allow`"),
            (json!({"allow": []}), "allow: list at least one place"),
            (json!({"allow": ["message"]}), "allow: \"message\" is no pattern of a place"),
            (json!({"allow": ["/a"], "deny": []}), "unknown field `deny`"),
        ];
        for (settings, said) in wrong {
            let refusal = testing::configure::<KeepListed>(settings).err().unwrap();
            assert!(refusal.contains(said), "{refusal}");
        }
    }
}
