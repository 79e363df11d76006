//! `/map`: which kinds of personal data come from where, and what became of them.

use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Filter, Genesys, PERSONAL, Service, Setup, personal_in, until};

/// Halves of an address that no scanner can know; `reassemble` puts them together.
const HALVES: &str = "ada@exa|mple.org";

fn rows(service: &Service) -> Vec<Value> {
    service.admin("/map").json()["rows"].as_array().expect("an array").clone()
}

/// The places where a filter, or the guard, has found a kind.
fn places<'a>(rows: &'a [Value], filter: &str, kind: &str) -> Vec<&'a str> {
    let found = rows.iter().filter(|row| row["filter"] == filter && row["kind"] == kind);
    found.filter_map(|row| row["place"].as_str()).collect()
}

#[test]
fn each_filter_that_slips_is_caught_by_the_guard_and_its_place_named_within_one_batch() {
    let everything = || Filter::named("redact-pii");
    let without = |kinds: &[&str]| everything().config(json!({ "kinds": kinds }));
    let in_one_place = || everything().config(json!({"paths": ["/message"]}));
    let values_alone = || everything().config(json!({"member_names": false}));
    let mail = "ada@example.org";
    let slips: [(&str, Vec<Filter>, Value, &[&str]); 5] = [
        ("forgets a kind", vec![without(&["card"])], json!({"message": mail}), &["/message"]),
        ("looks in one place", vec![in_one_place()], json!({"page": {"url": mail}}), &["/page/url"]),
        ("forgets names", vec![values_alone()], json!({"attributes": {mail: 1}}), &["/attributes/*"]),
        (
            "puts halves together, encodes them, and names a member so",
            vec![everything(), Filter::hostile("reassemble")],
            json!({"message": HALVES}),
            &["/attributes/*", "/attributes/encoded", "/attributes/whole"],
        ),
        (
            "does nothing",
            vec![Filter::named("pass-through")],
            json!({"attributes": {"a": [mail]}}),
            &["/attributes/a/*"],
        ),
    ];
    for (slip, filters, event, expected) in slips {
        let genesys = Genesys::start();
        let service = Setup::new(&genesys).set("guard.default", "mask").edge([]).chain_of(TENANT_A, filters).start();
        service.post(&event).counts(1, 0, 0);
        let line = service.output.lines(1).remove(0);
        assert!(!line.text.contains("example.org"), "{slip}: {}", line.text);
        assert_eq!(places(&rows(&service), "guard", "email"), expected, "{slip}");
        assert_eq!(personal_in(&service.admin("/map").text()), None, "{slip}");
    }
}

#[test]
fn what_filters_remove_and_the_guard_lets_through_has_its_place_and_survives_a_restart() {
    let genesys = Genesys::start();
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("map.json");
    let setup = || {
        Setup::new(&genesys)
            .set("guard.default", "observe")
            .set("map.file", file.display().to_string())
            .edge([Filter::named("redact-pii").config(json!({"kinds": ["email"]}))])
    };
    let mut service = setup().start();
    let event = json!({"kind": "log", "app": {"name": "desk"}, "message": PERSONAL[0], "attributes": {"c": ["4111111111111111"]}});
    service.post(&event).counts(1, 0, 0);
    let before = rows(&service);
    assert_eq!(places(&before, "redact-pii", "email"), ["/message"]);
    let card = before.iter().find(|row| row["kind"] == "card").expect("a row");
    assert_eq!(card["outcome"], "observed");
    assert_eq!(
        (&card["tenant"], &card["application"], &card["event"]),
        (&json!(TENANT_A), &json!("desk"), &json!("log"))
    );
    let csv = service.admin("/map.csv");
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(csv.text().lines().count(), before.len() + 1);
    assert!(
        csv.text().contains("\"/attributes/c/*\",\"value\",\"card\",\"observed\",\"guard\",\"1\""),
        "{}",
        csv.text()
    );
    service.terminate();
    assert_eq!(until("its end", || service.ended()), 0);

    let service = setup().start();
    assert_eq!(rows(&service), before);
    service.post(&event).counts(1, 0, 0);
    let after = rows(&service);
    assert!(after.iter().all(|row| row["count"] == 2), "{after:?}");
    assert_eq!(after[0]["first"], before[0]["first"]);
}

#[test]
fn places_that_the_operator_keeps_are_written_and_counted_and_a_tenant_keeps_nothing_from_the_operator() {
    let genesys = Genesys::start();
    let keeping = || Filter::named("redact-pii").config(json!({"keep": ["/attributes/support", "/**/id"]}));
    let event = json!({"message": "a@example.org", "attributes": {"support": "b@example.org", "order": {"id": "c@example.org"}}});
    for (of_operator, written) in [(true, "b@example.org"), (false, "[redacted:email]")] {
        let setup = Setup::new(&genesys).set("guard.default", "mask");
        let setup = if of_operator { setup.edge([keeping()]) } else { setup.edge([]).chain_of(TENANT_A, [keeping()]) };
        let service = setup.start();
        let line = service.line_of(&event);
        assert_eq!(line.at("/message"), "[redacted:email]");
        assert_eq!(line.at("/attributes/support"), written);
        let kept = service.scrape().sum("telemetry_guard_findings_total", &[("tenant", TENANT_A), ("action", "keep")]);
        let all = rows(&service);
        let kept_rows: Vec<_> = all.iter().filter(|row| row["outcome"] == "kept").collect();
        assert_eq!((kept, kept_rows.len()), if of_operator { (2.0, 2) } else { (0.0, 0) });
        assert_eq!(places(&all, "guard", "email"), ["/attributes/order/id", "/attributes/support"]);
        let chain = if of_operator { "edge" } else { TENANT_A };
        let shown = service.admin("/filters").json()["chains"][chain][0]["keeps"].clone();
        assert_eq!(shown, json!(["/**/id", "/attributes/support"]));
    }
}
