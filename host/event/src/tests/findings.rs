//! Where something was found, and what became of it.

use serde_json::json;

use super::*;
use crate::{Fate, Guard, GuardAction, Step};
use sluice_scan::Options;

/// Each finding as `FILTER KIND FATE COUNT PATH`.
fn findings(batch: &Batch) -> Vec<String> {
    let describe = |found: crate::Found<'_>| {
        let mut path = String::new();
        batch.visit_steps_to(&found, |step| {
            path.push('/');
            path.push_str(match step {
                Step::Member(name) => name,
                Step::Any => "*",
                Step::Below => "**",
            });
        });
        let part = if batch.is_in_name(&found) { " name" } else { "" };
        format!("{} {} {} {} {path}{part}", found.filter, found.rule, found.fate.as_str(), found.count)
    };
    batch.findings().map(describe).collect()
}

fn batch(body: &Json) -> Batch {
    decode(body.to_string()).unwrap()
}

fn guard(batch: &mut Batch, action: GuardAction) {
    let guard = Guard::compile(Options::default()).unwrap();
    batch.guard(&guard.with(&Kind::ALL.map(|kind| (kind, action)), &[], key()));
}

#[test]
fn what_is_found_has_the_path_that_filters_use() {
    let mut all = batch(&json!({
        "app": {"name": "of@example.org"},
        "events": [
            {"message": "a@example.org b@example.org", "user": {"mails": ["x", "c@example.org"]}},
            {"page": {"url": "d@example.org", "odd": {"e": "e@example.org"}}, "attributes": {"f@example.org": "f"}},
        ],
    }));
    guard(&mut all, GuardAction::Mask);
    assert_eq!(
        findings(&all),
        [
            "guard email removed 2 /message",
            "guard email removed 1 /attributes/user/mails/*",
            "guard email removed 1 /app/name",
            "guard email removed 1 /attributes/* name",
            "guard email removed 1 /page/url",
            "guard email removed 1 /attributes/page/odd/e",
            "guard email removed 1 /app/name",
        ]
    );
}

#[test]
fn what_the_guard_lets_through_or_withholds_is_found_too() {
    let body =
        json!([{"message": "a@example.org b@example.org", "attributes": {"c@example.org": 4111111111111111_u64}}]);
    for (action, fate) in [(GuardAction::Observe, "observed"), (GuardAction::Withhold, "withheld")] {
        let mut one = batch(&body);
        guard(&mut one, action);
        let expected = [
            format!("guard email {fate} 1 /attributes/* name"),
            format!("guard card {fate} 1 /attributes/c@example.org"),
            format!("guard email {fate} 2 /message"),
        ];
        assert_eq!(findings(&one), expected);
    }
}

#[test]
fn what_filters_remove_and_set_has_its_path_and_a_rollback_takes_it_back() {
    let mut one = batch(&json!({"message": "m", "attributes": {"a": {"b": 1}, "c": "x@example.org"}}));
    one.begin(filter("first"));
    assert!(one.remove(0, "/attributes/a/b", rule("gone")));
    one.set(0, "/attributes/c", Value::Json(r#"{"d": "y@example.org"}"#.into())).unwrap();
    one.set(0, "/session", Value::Text("z@example.org".into())).unwrap();
    one.commit();
    one.begin(filter("second"));
    assert!(one.remove(0, "/attributes", rule("gone")));
    one.rollback();
    guard(&mut one, GuardAction::Mask);
    let found = findings(&one);
    assert_eq!(found[0].split(' ').next_back(), Some("/attributes/a/b"), "{found:?}");
    let by_guard: Vec<&str> =
        found[1..].iter().map(|found| found.strip_prefix("guard email removed 1 ").unwrap()).collect();
    assert_eq!(by_guard, ["/session", "/attributes/c/d"]);
}

#[test]
fn places_are_bounded_and_nothing_is_lost_from_the_counts() {
    let mails: Vec<String> = (0..5000).map(|number| format!("a{number}@example.org")).collect();
    let mut deep = json!("deep@example.org");
    (0..40).for_each(|_| deep = json!({ "in": deep }));
    let body = json!([{"attributes": {"deep": deep, "mails": mails}}]).to_string();
    let limits = DecodeLimits { max_depth: 64, ..DecodeLimits::default() };
    let mut one = Batch::from_json(Bytes::from(body), &limits).unwrap();
    guard(&mut one, GuardAction::Observe);
    let found: Vec<_> = one.findings().collect();
    assert_eq!(found.iter().map(|found| found.count).sum::<u32>(), 5001);
    assert!(found.len() < 4200 && found.iter().all(|found| found.fate == Fate::Observed), "{}", found.len());
    assert!(findings(&one)[0].ends_with("/in/in/**"), "{}", findings(&one)[0]);
}
