use super::*;
use bytes::Bytes;
use serde_json::json;
use sluice_event::{DecodeLimits, Guard, GuardAction, PseudonymKey};
use sluice_scan::Options;
use std::path::Path;

fn map(file: Option<&Path>) -> DataMap {
    let map = DataMap::new(file.map(Path::to_owned)).unwrap();
    map.load().unwrap();
    map
}

/// A batch in which the guard has observed everything.
fn observed(body: &serde_json::Value) -> Batch {
    let mut batch = Batch::from_json(Bytes::from(body.to_string()), &DecodeLimits::default()).unwrap();
    let guard = Guard::compile(Options::default()).unwrap();
    let actions = Kind::ALL.map(|kind| (kind, GuardAction::Observe));
    batch.guard(&guard.with(&actions, &[], PseudonymKey::from_bytes([1; 32])));
    batch
}

fn places(map: &DataMap) -> Vec<String> {
    map.rows().into_iter().map(|row| row.place).collect()
}

#[test]
fn each_place_kind_and_outcome_has_a_row_with_counts_and_times() {
    let map = map(None);
    let batch = observed(&json!([
        {"kind": "log", "message": "a@example.org", "app": {"name": "desk"}},
        {"kind": "log", "message": "b@example.org", "app": {"name": "desk"}},
        {"message": "4111 1111 1111 1111"},
    ]));
    map.record("t", &batch);
    map.record("t", &batch);
    map.record("u", &observed(&json!({"message": "nothing"})));
    let rows = map.rows();
    let [card, email] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(
        (card.application.as_str(), card.event.as_str(), card.kind.as_str(), card.count),
        ("", "event", "card", 2)
    );
    assert_eq!((email.application.as_str(), email.event.as_str(), email.count), ("desk", "log", 4));
    assert_eq!(
        (email.place.as_str(), email.outcome.as_str(), email.filter.as_str()),
        ("/message", "observed", "guard")
    );
    assert!(email.first > 1_700_000_000_000 && email.first <= email.last);
}

#[test]
fn a_tenant_has_256_places_and_then_one_for_all_others() {
    let map = map(None);
    let names = |from: usize| {
        let attributes = (from..from + 300)
            .map(|number| (format!("n{}", "x".repeat(number % 40) + &word(number)), json!("a@example.org")));
        json!({"attributes": serde_json::Map::from_iter(attributes)})
    };
    map.record("t", &observed(&names(0)));
    map.record("t", &observed(&names(0)));
    map.record("u", &observed(&json!({"message": "a@example.org"})));
    let rows = map.rows();
    let of_t: Vec<_> = rows.iter().filter(|row| row.tenant == "t").collect();
    assert_eq!(of_t.len(), 257);
    let other = of_t.iter().find(|row| row.place == "other").unwrap();
    assert_eq!((other.count, other.application.as_str()), (88, "*"));
    assert_eq!(of_t.iter().map(|row| row.count).sum::<u64>(), 600);
    assert!(rows.iter().any(|row| row.tenant == "u" && row.place == "/message"));
    assert_eq!(map.omitted(), 0);
}

/// Letters that are different for each number.
fn word(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

#[test]
fn no_value_gets_into_a_place_whatever_the_names_are() {
    let map = map(None);
    let values = [
        "ann@example.org",
        "+41 44 668 18 00",
        "4111111111111111",
        "CH9300762011623852957",
        "10.1.2.3",
        "2001:db8::1",
        "ghp_abcdefghijklmnopqrstuvwxyzabcdefghij",
        "078-05-1120",
        "ann-lee@x",
        "Ann Lee",
        "f3a9c2e1d4b5",
        "usr_884213",
    ];
    for value in values {
        map.record(
            "t",
            &observed(&json!({
                // An application's name is one, also with blanks.
            "app": {"name": value.replace(' ', "@")},
                "attributes": {value: {"in": "b@example.org", value: "c@example.org"}},
            })),
        );
    }
    let shown = String::from_utf8(map.to_json()).unwrap();
    values.iter().for_each(|value| assert!(!shown.contains(value), "{value} in {shown}"));
    assert!(places(&map).contains(&"/attributes/*/in".to_owned()), "{shown}");
}

#[test]
fn it_goes_on_with_what_its_file_says_and_a_broken_file_is_moved_aside() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("map.json");
    let first = map(Some(&file));
    first.record("t", &observed(&json!({"message": "a@example.org"})));
    first.save().unwrap();
    let second = map(Some(&file));
    assert_eq!(first.rows(), second.rows());
    second.record("t", &observed(&json!({"message": "b@example.org"})));
    assert_eq!(second.rows()[0].count, 2);
    assert_eq!(second.rows()[0].first, first.rows()[0].first);

    std::fs::write(&file, "{\"rows\": [").unwrap();
    assert!(map(Some(&file)).rows().is_empty());
    assert!(directory.path().join("map.json.unreadable").exists());
    let nowhere = DataMap::new(Some(directory.path().join("none/map.json"))).unwrap();
    assert!(nowhere.load().unwrap_err().to_string().contains("`map.file`"));
}
