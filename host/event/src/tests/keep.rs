//! Places that scanners pass over, and places that are all that is left.

use serde_json::{Value as Json, json};

use super::*;
use crate::{Guard, GuardAction, GuardFinding, Keeper, Places};
use sluice_scan::Options;

fn batch(body: &Json) -> Batch {
    decode(body.to_string()).unwrap()
}

fn places(patterns: &[&str]) -> Places {
    Places::compile(&patterns.iter().map(|pattern| (*pattern).to_owned()).collect::<Vec<_>>()).unwrap()
}

fn all() -> Scanner {
    Scanner::compile(&Kind::ALL.map(Pattern::masking)).unwrap()
}

/// Scans as a filter does that keeps places.
fn redact(batch: &mut Batch, kept: &Places, keeper: Keeper) {
    let rules: Arc<[String]> = Kind::ALL.iter().map(Kind::to_string).collect();
    batch.begin(Arc::new(FilterName { name: "redact".to_owned(), version: "1.0.0".to_owned(), rules }));
    let rules: Vec<RuleId> = (0..).map(RuleId).take(Kind::ALL.len()).collect();
    for event in 0..batch.len() as u32 {
        batch.pass_over(event, kept, keeper, &mut || true);
        batch.scan_names(&all(), &rules, event, "", &key());
        batch.scan(&all(), &rules, event, "", &key());
        batch.look_everywhere();
    }
    batch.commit();
}

fn guard(batch: &mut Batch, action: GuardAction, operators: &[(Kind, GuardAction)]) -> Vec<GuardFinding> {
    let actions = Kind::ALL.map(|kind| (kind, action));
    batch.guard(&Guard::compile(Options::default()).unwrap().with(&actions, operators, key()))
}

fn mail() -> Json {
    json!({"message": "a@example.org", "attributes": {
        "a": {"b": ["b@example.org"], "c": "c@example.org", "d@example.org": 1},
        "e": [{"id": "e@example.org"}, {"id": {"f@example.org": "f@example.org"}}],
    }})
}

#[test]
fn scanners_pass_over_what_is_kept_and_look_at_the_rest() {
    let kept = places(&["/attributes/a/b", "/**/id"]);
    let mut one = batch(&mail());
    redact(&mut one, &kept, Keeper::Operator);
    assert_eq!(text(&one, "/message").unwrap(), "[redacted:email]");
    assert_eq!(text(&one, "/attributes/a/b/0").unwrap(), "b@example.org");
    assert_eq!(text(&one, "/attributes/a/c").unwrap(), "[redacted:email]");
    assert_eq!(text(&one, "/attributes/a/[redacted:email]").unwrap(), "1");
    assert_eq!(text(&one, "/attributes/e/0/id").unwrap(), "e@example.org");
    assert_eq!(text(&one, "/attributes/e/1/id/f@example.org").unwrap(), "f@example.org");
    // The next filter keeps nothing.
    redact(&mut one, &places(&[]), Keeper::Operator);
    assert_eq!(text(&one, "/attributes/a/b/0").unwrap(), "[redacted:email]");
}

#[test]
fn the_guard_keeps_what_the_operator_keeps_until_somebody_changes_it() {
    let kept = places(&["/attributes"]);
    let mut one = batch(&mail());
    redact(&mut one, &kept, Keeper::Operator);
    let found = guard(&mut one, GuardAction::Mask, &[]);
    assert_eq!(found, [GuardFinding { kind: Kind::Email, action: GuardAction::Keep, count: 6 }]);
    assert_eq!(text(&one, "/attributes/a/c").unwrap(), "c@example.org");

    let mut one = batch(&mail());
    redact(&mut one, &kept, Keeper::Operator);
    one.begin(filter("set"));
    one.set(0, "/attributes/a/c", Value::Text("g@example.org".into())).unwrap();
    one.commit();
    guard(&mut one, GuardAction::Mask, &[]);
    assert_eq!(text(&one, "/attributes/a/c").unwrap(), "[redacted:email]");
    assert_eq!(text(&one, "/attributes/a/b/0").unwrap(), "b@example.org");
}

#[test]
fn a_tenant_keeps_nothing_from_the_guard_of_the_operator() {
    let kept = places(&["/**"]);
    let keeps = |operators: &[(Kind, GuardAction)]| {
        let mut one = batch(&json!({"message": "a@example.org"}));
        redact(&mut one, &kept, Keeper::Tenant);
        guard(&mut one, GuardAction::Mask, operators);
        text(&one, "/message").unwrap()
    };
    assert_eq!(keeps(&[]), "a@example.org");
    assert_eq!(keeps(&[(Kind::Email, GuardAction::Mask)]), "[redacted:email]");
}

#[test]
fn what_ends_early_keeps_nothing_and_removes_nothing() {
    let many: Vec<Json> = (0..1000).map(|number| json!({"a": number, "b": "a@example.org"})).collect();
    let mut one = batch(&json!({ "attributes": { "many": many } }));
    one.begin(filter("keep-listed"));
    let mut asked = 0;
    let mut thrice = || {
        asked += 1;
        asked < 3
    };
    assert_eq!(one.remove_others_than(0, &places(&["/**/a"]), rule("gone"), &mut thrice), 0);
    one.pass_over(0, &places(&["/**/b"]), Keeper::Operator, &mut || false);
    assert_eq!(asked, 3);
    assert_eq!(scan(&mut one, 0, ""), 1000);
}

#[test]
fn removing_can_be_ended_as_well() {
    let many: serde_json::Map<String, Json> = (0..1000).map(|number| (number.to_string(), json!(1))).collect();
    let mut one = batch(&json!({ "attributes": many }));
    one.begin(filter("keep-listed"));
    let mut asked = 0;
    // The walk asks once in 64 values, of which there are 1,000 and a few.
    let mut while_it_walks = || {
        asked += 1;
        asked <= 17
    };
    let removed = one.remove_others_than(0, &places(&["/attributes/*/x"]), rule("gone"), &mut while_it_walks);
    assert!((1..1000).contains(&removed), "{removed}");
    one.rollback();
    assert_eq!(one.get(0, "/attributes/999"), Some(Value::Integer(1)));
}

#[test]
fn only_listed_places_are_left_with_the_time_and_the_kind() {
    let left = |patterns: &[&str], body: &Json| {
        let mut one = batch(body);
        one.begin(filter("keep-listed"));
        let removed = one.remove_others_than(0, &places(patterns), rule("gone"), &mut || true);
        assert_eq!(one.commit().rules.iter().map(|rule| rule.count).sum::<u64>(), u64::from(removed));
        let Some(Value::Json(event)) = one.get(0, "") else { panic!("no event") };
        serde_json::from_str::<Json>(&event).unwrap()
    };
    let body = json!({
        "time": "2026-11-22T10:00:00Z", "kind": "log", "message": "m", "session": "s", "odd": 1,
        "page": {"url": "u", "referrer": "r"}, "values": {"v": 1},
        "attributes": {"order": {"id": 7, "lines": [{"sku": "a", "name": "b"}, 3]}, "user": "u"},
    });
    let envelope = json!({"time": "2026-11-22T10:00:00Z", "kind": "log"});
    let with = |more: Json| {
        let mut all = envelope.as_object().unwrap().clone();
        all.extend(more.as_object().unwrap().clone());
        Json::Object(all)
    };
    assert_eq!(left(&["/message"], &body), with(json!({"message": "m"})));
    assert_eq!(left(&["/nothing"], &body), envelope);
    let lines = json!({"attributes": {"order": {"lines": [{"sku": "a"}]}}});
    assert_eq!(left(&["/attributes/order/lines/*/sku"], &body), with(lines));
    let some = json!({"page": {"url": "u"}, "attributes": {"order": {"id": 7}, "odd": 1}});
    assert_eq!(left(&["/page/url", "/attributes/odd", "/attributes/*/id"], &body), with(some));
    assert_eq!(left(&["/**"], &body), left(&["/message", "/session", "/page", "/values", "/attributes"], &body));
}
