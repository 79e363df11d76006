//! Kinds that are off by default, and groups of kinds, as settings turn them on.

use serde_json::json;
use sluice_tests::{Filter, Genesys, Service, Setup, event};

const ALL: [&str; 6] = ["contact", "financial", "credentials", "network", "identity", "location"];

fn redact(kinds: &[&str]) -> Filter {
    Filter::named("redact-pii").config(json!({"kinds": kinds}))
}

fn findings(service: &Service, labels: &[(&str, &str)]) -> f64 {
    service.scrape().sum("telemetry_guard_findings_total", labels)
}

#[test]
fn groups_find_what_is_off_by_default() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([redact(&ALL)]).start();
    let batch = json!([
        {"message": "cpf 390.533.447-05 from 00:1b:44:11:3a:b7, /Users/ann/x, passport C01X00T47, ada@example.org"},
        {"attributes": {"bsn": 111_222_333, "dateOfBirth": "1985-04-12", "geo": {"lat": 52.520_008}, "vin": "WVWZZZ1JZXW000001"}},
        {"message": "no person at all, order 390533447"},
    ]);
    service.post(&batch).counts(3, 0, 0);
    let lines = service.output.lines(3);
    assert_eq!(
        lines[0].at("/message"),
        "cpf [redacted:national-id] from [redacted:mac-address], /Users/[redacted:user-path]/x, \
         passport [redacted:passport], [redacted:email]"
    );
    for (place, kind) in
        [("bsn", "national-id"), ("dateOfBirth", "birth-date"), ("geo/lat", "coordinates"), ("vin", "vehicle-id")]
    {
        assert_eq!(lines[1].at(&format!("/attributes/{place}")), &json!(format!("[redacted:{kind}]")));
    }
    assert_eq!(lines[2].at("/message"), "no person at all, order 390533447");
}

#[test]
fn by_default_neither_the_filter_nor_the_guard_looks_for_them() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).set("guard.default", "mask").edge([Filter::named("redact-pii")]).start();
    let text = "from 00:1b:44:11:3a:b7 at latitude: 52.5200";
    service.post(&event(text)).counts(1, 0, 0);
    assert_eq!(service.output.lines(1)[0].at("/message"), text);
    assert_eq!(findings(&service, &[]), 0.0);
}

#[test]
fn a_guard_with_more_kinds_than_the_chain_looks_again_and_one_with_the_same_finds_nothing() {
    let genesys = Genesys::start();
    let batch = event("from 00:1b:44:11:3a:b7, ada@example.org");
    for (kinds, masked) in [(&["contact", "network"][..], 0.0), (&["contact"][..], 1.0)] {
        let service = Setup::new(&genesys).set("guard.kinds.network", "mask").edge([redact(kinds)]).start();
        service.post(&batch).counts(1, 0, 0);
        assert_eq!(service.output.lines(1)[0].at("/message"), "from [redacted:mac-address], [redacted:email]");
        assert_eq!(findings(&service, &[("kind", "mac-address"), ("action", "mask")]), masked);
        assert_eq!(findings(&service, &[("kind", "email")]), 0.0);
    }
}
