//! What a scanner leaves in the place of matches.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use sluice_filter::testing::{self, json};
use sluice_filter::{Batch, Filter, Kind, Pattern, Scanner, Substitute};
use std::collections::BTreeMap;

/// A scanner for cards, addresses and customers, with these substitutes.
struct Leaves(Scanner);

impl Filter for Leaves {
    type Settings = BTreeMap<u32, String>;

    fn configure(substitutes: Self::Settings) -> Result<Self, String> {
        let kinds = [Pattern::kind(Kind::Card), Pattern::kind(Kind::Email), Pattern::regex("customer", r"C-\d+")];
        let scanner = Scanner::compile(&kinds)?;
        for (pattern, substitute) in substitutes {
            let substitute = match &*substitute {
                "removal" => Substitute::Removal,
                "last-four" => Substitute::LastFour,
                "bin-and-last-four" => Substitute::BinAndLastFour,
                text => Substitute::Text(text.into()),
            };
            scanner.replace_with(pattern, &substitute)?;
        }
        Ok(Leaves(scanner))
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        batch.scan_names(self.0, "");
        batch.scan(self.0, "");
        Ok(())
    }
}

#[test]
fn a_scanner_leaves_what_it_was_told_in_the_place_of_matches() {
    let leaves = |substitutes: serde_json::Value, text: &str| {
        let filter: Leaves = testing::configure(substitutes).unwrap();
        let event = json!({"message": text, "list": [text, 1], text: 2});
        testing::run(&filter, json!([event])).unwrap()
    };
    for (substitutes, text, left) in [
        (json!({}), "4111 1111 1111 1111", "[redacted:card]"),
        (json!({"0": "last-four"}), "4111 1111 1111 1111", "[card:*1111]"),
        (json!({"0": "bin-and-last-four"}), "4111 1111 1111 1111", "[card:411111*1111]"),
        (json!({"2": "last-four"}), "C-1234", "[redacted:customer]"),
        (json!({"2": "last-four"}), "C-123456789", "[customer:*6789]"),
        (json!({"1": "<mail>"}), "of eve@example.com", "of <mail>"),
    ] {
        let outcome = leaves(substitutes, text);
        assert_eq!(outcome.events, [json!({"message": left, "list": [left, 1], left: 2})]);
    }
    let outcome = leaves(json!({"0": "removal"}), "4111 1111 1111 1111 of eve@example.com");
    assert_eq!(outcome.events, [json!({"list": [1], "[redacted:card] of [redacted:email]": 2})]);
    assert_eq!((outcome.redactions["card"], outcome.redactions["email"]), (3, 3));
}

#[test]
fn a_scanner_is_told_nothing_that_cannot_be() {
    for (substitutes, said) in [
        (json!({"3": "removal"}), "there is no pattern 3"),
        (json!({"1": "last-four"}), "the last four digits are for phone, card"),
        (json!({"2": "bin-and-last-four"}), "the first six digits are for the kind card alone"),
        (json!({"0": ""}), "the text has 0 bytes"),
        (json!({"0": "a\u{7}"}), "a character that is not shown"),
        (json!({"0": "a%"}), "begin escapes"),
        (json!({"0": "-"}), "only digits, blanks and separators"),
        (json!({"0": "of C-17"}), "is found as customer itself"),
    ] {
        let error = testing::configure::<Leaves>(substitutes.clone()).err().unwrap();
        assert!(error.contains(said), "{substitutes}: {error}");
    }
}
