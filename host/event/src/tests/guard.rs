//! The guard: what filters leave, or make, is seen once more.

use serde_json::json;

use super::*;
use crate::{Guard, GuardAction, GuardFinding};
use sluice_scan::Options;

fn guard(actions: &[(Kind, GuardAction)]) -> Guard {
    Guard::compile(Options::default()).unwrap().with(actions, &[], key())
}

fn all(action: GuardAction) -> Guard {
    guard(&Kind::ALL.map(|kind| (kind, action)))
}

fn found(kind: Kind, action: GuardAction, count: u32) -> GuardFinding {
    GuardFinding { kind, action, count }
}

/// Scans all of a batch for these kinds, as a filter does.
fn redact(batch: &mut Batch, kinds: &[Kind]) -> u32 {
    let patterns: Vec<Pattern> = kinds.iter().map(|kind| Pattern::masking(*kind)).collect();
    let scanner = Scanner::compile(&patterns).unwrap();
    let rules: Arc<[String]> = kinds.iter().map(Kind::to_string).collect();
    batch.begin(Arc::new(FilterName { name: "redact".to_owned(), version: "1.0.0".to_owned(), rules }));
    let rules: Vec<RuleId> = (0..).map(RuleId).take(kinds.len()).collect();
    let mut count = 0;
    for event in 0..batch.len() as u32 {
        count += batch.scan_names(&scanner, &rules, event, "", &key());
        count += batch.scan(&scanner, &rules, event, "", &key());
    }
    batch.commit();
    count
}

fn batch(body: &serde_json::Value) -> Batch {
    Batch::from_json(Bytes::from(body.to_string()), &DecodeLimits::default()).unwrap()
}

#[test]
fn what_filters_left_is_observed_masked_or_withheld_by_kind() {
    let body = json!([
        {"message": "of a@example.org", "attributes": {"card": "4111111111111111"}},
        {"message": "of b@example.org"},
        {"message": "nothing"},
    ]);
    let mut observed = batch(&body);
    let findings = observed.guard(&all(GuardAction::Observe));
    assert_eq!(findings, [found(Kind::Email, GuardAction::Observe, 2), found(Kind::Card, GuardAction::Observe, 1)]);
    assert_eq!(lines(&observed), lines(&batch(&body)), "nothing is changed");

    let mut masked = batch(&body);
    assert_eq!(masked.guard(&all(GuardAction::Mask)).len(), 2);
    let written = lines(&masked);
    assert_eq!(written[0]["message"], "of [redacted:email]");
    assert_eq!(written[0]["attributes"]["card"], "[redacted:card]");
    assert_eq!(written[0]["redactions"][0]["filter"], "guard");
    assert_eq!(written[2]["redactions"], serde_json::Value::Null);

    let mut mixed = batch(&body);
    let mixed_guard = guard(&[(Kind::Email, GuardAction::Mask), (Kind::Card, GuardAction::Withhold)]);
    let findings = mixed.guard(&mixed_guard);
    assert_eq!(findings, [found(Kind::Email, GuardAction::Mask, 2), found(Kind::Card, GuardAction::Withhold, 1)]);
    let written = lines(&mixed);
    assert_eq!(written[0]["withheld"], json!({"filter": "guard", "reason": "card"}));
    assert!(!written[0].to_string().contains("4111") && !written[0].to_string().contains("of "));
    assert_eq!(written[1]["message"], "of [redacted:email]");
    assert_eq!(written[2]["message"], "nothing");
}

#[test]
fn names_of_members_and_what_they_tell_are_seen() {
    let mut batch =
        batch(&json!({"attributes": {"a@example.org": 1, "password": "hunter2x", "x": {"phone": 4155550132u64}}}));
    let findings = batch.guard(&all(GuardAction::Mask));
    let kinds: Vec<(Kind, u32)> = findings.iter().map(|finding| (finding.kind, finding.count)).collect();
    assert_eq!(kinds, [(Kind::Email, 1), (Kind::Phone, 1), (Kind::Secret, 1)]);
    let line = lines(&batch).remove(0).to_string();
    assert!(!line.contains("example.org") && !line.contains("hunter") && !line.contains("4155550132"), "{line}");
}

#[test]
fn what_a_scanner_of_all_kinds_has_seen_is_not_looked_at_again() {
    let body = json!([{"message": "of a@example.org"}, {"message": "x"}]);
    let everything = all(GuardAction::Mask);
    let mut seen = batch(&body);
    assert_eq!(redact(&mut seen, &Kind::ALL), 1);
    assert!(seen.coverages.len() == 1 && seen.events.iter().all(|event| event.scanned.values == 1));
    let runs = seen.log.runs;
    assert!(seen.guard(&everything).is_empty());
    assert_eq!(seen.log.runs, runs, "the guard did not begin");

    // A scanner that knows fewer kinds proves nothing.
    let mut narrow = batch(&json!({"message": "a@example.org 4111111111111111"}));
    assert_eq!(redact(&mut narrow, &[Kind::Email]), 1);
    assert_eq!(narrow.guard(&everything), [found(Kind::Card, GuardAction::Mask, 1)]);
}

type Change<'a> = &'a dyn Fn(&mut Batch);

#[test]
fn whatever_changes_an_event_after_a_scan_is_seen() {
    let everything = all(GuardAction::Mask);
    let body = json!({"message": "4111 1111 x 1111 1111", "name": "n", "attributes": {"a": "b"}});
    let set = |batch: &mut Batch, path: &str, value: &str| {
        batch.set(0, path, Value::Text(value.into())).unwrap();
    };
    let changes: [(&str, Change); 4] = [
        ("a member that was there", &|batch| set(batch, "/message", "of a@example.org")),
        ("a new one", &|batch| set(batch, "/attributes/new", "of a@example.org")),
        ("a new member of the line", &|batch| set(batch, "/level", "a@example.org")),
        ("two halves", &|batch| assert!(batch.mask(0, "/message", &[(9, 12)], rule("email")))),
    ];
    for (what, change) in changes {
        let mut batch = batch(&body);
        redact(&mut batch, &Kind::ALL);
        batch.begin(filter("changes"));
        change(&mut batch);
        batch.commit();
        let is_covered = batch.events[0].scanned.values != 0;
        assert!(!is_covered, "{what}");
        let findings = batch.guard(&everything);
        assert!(what == "two halves" || findings == [found(Kind::Email, GuardAction::Mask, 1)], "{what}: {findings:?}");
        assert!(!lines(&batch)[0].to_string().contains("example.org"), "{what}");
    }
}

#[test]
fn a_scan_that_was_taken_back_proves_nothing() {
    let mut batch = batch(&json!({"message": "of a@example.org"}));
    let everything = all(GuardAction::Mask);
    batch.begin(filter("redact"));
    scan(&mut batch, 0, "");
    batch.rollback();
    assert_eq!(batch.guard(&everything), [found(Kind::Email, GuardAction::Mask, 1)]);
}
