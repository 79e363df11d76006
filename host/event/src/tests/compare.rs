//! What two filters did differently is told by place and rule.

use super::*;
use crate::{
    Difference,
    DifferenceKind::{self, Fewer, More, Other},
    compare,
};

const BODY: &str = r#"[{"message":"from eve@example.com, card 4111111111111111","attributes":{"user":{"mail":"bob@example.com"},"n":5}},
    {"message":"nothing"}]"#;

/// What differs between two edits of the batch, without those that differ twice in the same way.
fn differences(
    old: impl FnOnce(&mut Batch),
    new: impl FnOnce(&mut Batch),
) -> Vec<(&'static str, String, DifferenceKind)> {
    let base = decode(BODY).unwrap();
    let run = |edit: &mut dyn FnMut(&mut Batch)| {
        let mut batch = base.clone();
        batch.begin(filter("redact"));
        edit(&mut batch);
        batch.commit();
        batch
    };
    let (mut old, mut new) = (Some(old), Some(new));
    let old = run(&mut |batch| old.take().unwrap()(batch));
    let new = run(&mut |batch| new.take().unwrap()(batch));
    let found = compare(&base, &old, &new).into_iter();
    found.map(|Difference { place, rule, kind }| (place, rule, kind)).collect()
}

fn all(batch: &mut Batch) {
    (0..2).for_each(|event| _ = scan(batch, event, ""));
}

fn only(name: &'static str) -> impl FnOnce(&mut Batch) {
    move |batch| {
        let matcher = match name {
            "email" => Matcher::Kind(Kind::Email),
            _ => Matcher::Regex("[0-9]{13,19}".to_owned()),
        };
        let pattern = Pattern { rule: name.to_owned(), matcher, replacement: Replacement::Mask };
        let scanner = Scanner::compile(&[pattern]).unwrap();
        (0..2).for_each(|event| _ = batch.scan(&scanner, &[rule(name)], event, "", &key()));
    }
}

fn told(place: &'static str, rule: &str, kind: DifferenceKind) -> (&'static str, String, DifferenceKind) {
    (place, rule.to_owned(), kind)
}

#[test]
fn two_runs_that_do_the_same_do_not_differ() {
    assert_eq!(differences(all, all), []);
    assert_eq!(differences(|_| (), |_| ()), []);
}

#[test]
fn a_rule_that_is_forgotten_is_fewer_and_one_that_is_new_is_more() {
    assert_eq!(differences(all, only("email")), [told("message", "card", Fewer)]);
    assert_eq!(differences(only("email"), all), [told("message", "card", More)]);
    let both = [told("message", "email", Fewer), told("attributes", "email", Fewer)];
    assert_eq!(differences(all, only("card")), both);
    let swapped = [told("message", "email", Fewer), told("message", "card", More), told("attributes", "email", Fewer)];
    assert_eq!(differences(only("email"), only("card")), swapped);
}

#[test]
fn the_same_place_under_another_rule_is_other() {
    let mask = |name: &'static str| move |batch: &mut Batch| assert!(batch.mask(0, "/message", &[(5, 20)], rule(name)));
    assert_eq!(differences(mask("x"), mask("y")), [told("message", "x", Other)]);
    let wider = |batch: &mut Batch| assert!(batch.mask(0, "/message", &[(0, 20)], rule("x")));
    assert_eq!(differences(mask("x"), wider), [told("message", "x", More)]);
    assert_eq!(differences(wider, mask("x")), [told("message", "x", Fewer)]);
}

#[test]
fn what_is_removed_as_a_whole_is_told_by_its_receipt() {
    let remove = |batch: &mut Batch| assert!(batch.remove(0, "/attributes/user", rule("gone")));
    assert_eq!(differences(remove, |_| ()), [told("attributes", "gone", Fewer)]);
    assert_eq!(differences(|_| (), remove), [told("attributes", "gone", More)]);
    let mask = |batch: &mut Batch| assert!(batch.mask(0, "/attributes/n", &[], rule("all")));
    assert_eq!(differences(mask, |_| ()), [told("attributes", "all", Fewer)]);
}

#[test]
fn events_that_are_dropped_and_values_that_are_set_are_told() {
    let drop = |batch: &mut Batch| assert!(batch.drop_event(1));
    assert_eq!(differences(drop, |_| ()), [told("event", "dropped", Fewer)]);
    let set = |text: &'static str| move |batch: &mut Batch| batch.set(0, "/level", Value::Text(text.into())).unwrap();
    assert_eq!(differences(set("warn"), set("warn")), []);
    assert_eq!(differences(set("warn"), set("info")), [told("level", "set", Other)]);
}
