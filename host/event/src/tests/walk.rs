//! Walking an event, and listing what an object has.

use std::ops::ControlFlow;

use super::*;

const EVENT: &str = r#"{"time":"2026-01-02T03:04:05Z","message":"m","app":{"name":"web"},"values":{"ms":12.50},"other":[],
    "attributes":{"list":[1,null,{"three":"3"}],"big":12345678901234567890,"~/":{"deep":true},"none":{}}}"#;

fn leaves(batch: &Batch, under: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    batch.leaves(0, under, |path, value| {
        if let Some(value) = value {
            assert!(batch.get(0, path) == Some(value), "{path}");
            found.push((path.to_owned(), text(batch, path).unwrap()));
        }
        ControlFlow::Continue(())
    });
    found
}

fn paths(batch: &Batch, under: &str) -> Vec<String> {
    leaves(batch, under).into_iter().map(|(path, _)| path).collect()
}

fn names(batch: &Batch, path: &str) -> Vec<String> {
    let mut names = Vec::new();
    batch.member_names(0, path, |name| {
        names.push(name.to_owned());
        ControlFlow::Continue(())
    });
    names
}

#[test]
fn leaves_are_all_that_holds_nothing_else_and_each_is_at_its_path() {
    let batch = open(EVENT);
    let found = paths(&batch, "");
    for path in [
        "/time",
        "/message",
        "/app/name",
        "/values/ms",
        "/attributes/list/1",
        "/attributes/list/2/three",
        "/attributes/big",
        "/attributes/~0~1/deep",
    ] {
        assert!(found.iter().any(|found| found == path), "{path} is not in {found:?}");
    }
    assert_eq!(found.len(), 9, "{found:?}");
    assert_eq!(
        paths(&batch, "/attributes/list"),
        ["/attributes/list/0", "/attributes/list/1", "/attributes/list/2/three"]
    );
    assert_eq!(paths(&batch, "/message"), ["/message"]);
    assert!(paths(&batch, "/attributes/none").is_empty() && paths(&batch, "/nowhere").is_empty());
}

#[test]
fn members_are_listed_by_their_names_and_elements_by_their_numbers() {
    let batch = open(EVENT);
    assert_eq!(names(&batch, ""), ["time", "message", "app", "values", "attributes"]);
    let mut attributes = names(&batch, "/attributes");
    attributes.sort();
    assert_eq!(attributes, ["big", "list", "none", "other", "~/"]);
    assert_eq!(names(&batch, "/attributes/list"), ["0", "1", "2"]);
    assert_eq!(names(&batch, "/attributes/~0~1"), ["deep"]);
    for path in ["/message", "/time", "/nowhere", "/attributes/none", "no pointer"] {
        assert!(names(&batch, path).is_empty(), "{path}");
    }
}

#[test]
fn what_filters_took_away_is_not_met_and_what_they_added_is() {
    let mut batch = open(EVENT);
    let all = rule("all");
    assert!(
        batch.remove(0, "/attributes/list/0", all)
            && batch.mask(0, "/attributes/big", &[], all)
            && batch.mask(0, "/values/ms", &[], all)
    );
    let value = Value::Json(r#"{"a":[7]}"#.into());
    batch.set(0, "/attributes/new", value).unwrap();
    let found = leaves(&batch, "");
    assert!(found.contains(&("/attributes/big".to_owned(), "[redacted:all]".to_owned())));
    assert!(found.contains(&("/values/ms".to_owned(), "null".to_owned())));
    assert!(found.contains(&("/attributes/new/a/0".to_owned(), "7".to_owned())));
    assert_eq!(names(&batch, "/attributes/list"), ["0", "1"]);
    assert!(names(&batch, "/attributes").contains(&"new".to_owned()));
    batch.drop_event(0);
    assert!(leaves(&batch, "").is_empty() && names(&batch, "").is_empty());
}

#[test]
fn a_walk_ends_where_it_is_told_to() {
    let batch = open(EVENT);
    let mut seen = 0;
    batch.leaves(0, "", |_, _| {
        seen += 1;
        ControlFlow::Break(())
    });
    batch.member_names(0, "", |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert_eq!(seen, 2);
}

#[test]
fn a_walk_can_be_ended_where_there_is_nothing_to_be_had() {
    let batch = open(r#"{"list":[[],[],{},[[]],[]]}"#);
    let numbers = open(r#"{"list":[1,2,3,4,5]}"#);
    let mut seen = Vec::new();
    batch.leaves(0, "", |path, value| {
        assert!(value.is_none());
        seen.push(path.to_owned());
        if path.ends_with("/2") { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    numbers.texts(0, "", |path, text| {
        assert!(text.is_none());
        seen.push(path.to_owned());
        if path.ends_with("/1") { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let list = "/attributes/list";
    let paths = [list.to_owned(), format!("{list}/0"), format!("{list}/1"), format!("{list}/2")];
    assert_eq!(seen, [&paths[..], &paths[..3]].concat());
}

#[test]
fn hashes_are_the_same_for_the_same_value_and_tenant_and_no_pseudonyms() {
    let mut batch = open(r#"{"a":"ada","b":"ada","c":"42","d":42,"e":[1],"f":null}"#);
    let hash = |key: &PseudonymKey, path: &str| batch.scalar_text(0, path).map(|text| key.hash(text));
    let (key, other) = (key(), key().for_tenant("other"));
    assert!(hash(&key, "/attributes/a").is_some());
    assert_eq!(hash(&key, "/attributes/a"), hash(&key, "/attributes/b"));
    assert_eq!(hash(&key, "/attributes/c"), hash(&key, "/attributes/d"));
    assert_ne!(hash(&key, "/attributes/a"), hash(&other, "/attributes/a"));
    assert_eq!([hash(&key, "/attributes/e"), hash(&key, "/attributes/f"), hash(&key, "")], [None; 3]);
    let shown = format!("{:016x}", hash(&key, "/attributes/a").unwrap());
    let swapped = format!("{:016x}", hash(&key, "/attributes/a").unwrap().swap_bytes());
    assert!(batch.pseudonymise(0, "/attributes/a", rule("id"), &key));
    let pseudonym = text(&batch, "/attributes/a").unwrap();
    assert!(!pseudonym.contains(&shown) && !pseudonym.contains(&swapped), "{pseudonym}");
}
