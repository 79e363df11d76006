//! Pages without an SDK: `fetch`, `fetch` with keepalive and `navigator.sendBeacon`.

use super::{PAGES, Written, behind_nginx};
use sluice_tests::{Chromium, Genesys, Nginx, Setup, until};

#[test]
fn what_a_page_sends_while_it_goes_away_is_written_once() {
    let (_genesys, service, nginx) = behind_nginx();
    let chromium = Chromium::open(&nginx, PAGES, "plain", "unloading");
    chromium.says(r#"page: 200 {"written":1,"dropped":0,"withheld":0} with an id: true"#);
    chromium.says("page: is gone");
    let written = Written::once(service, chromium, "unloading", 4);
    for name in ["fetch", "keepalive", "beacon", "json-beacon"] {
        let line = written.lines.iter().find(|line| line.at("/name") == format!("unloading-{name}").as_str());
        let line = line.unwrap_or_else(|| panic!("{name} is missing"));
        assert_eq!(line.at("/message"), "of [redacted:email]");
        assert_eq!(line.at("/attributes/card"), "[redacted:card]");
        assert_eq!(line.at("/browser/name"), "Chrome");
    }
}

#[test]
fn a_page_of_an_origin_that_is_not_allowed_sees_a_cors_error_and_nothing_is_written() {
    let (_genesys, service, nginx) = behind_nginx();
    let chromium = Chromium::open(&nginx, "evil.example.net", "plain", "refused");
    chromium.says("page: failed with TypeError");
    chromium.says("page: is gone");
    assert!(chromium.cors_errors().iter().any(|error| error.contains("Access-Control-Allow-Origin")));
    // Each kind of request has been refused by now, or will be: the beacon of text has no preflight.
    until("the beacon is refused", || {
        let refused = |reason| service.scrape().sum("telemetry_http_rejections_total", &[("reason", reason)]);
        (refused("origin_not_allowed") >= 4.0).then_some(())
    });
    service.wrote_nothing(0);
}

#[test]
fn a_page_can_read_why_it_was_refused_and_send_any_header() {
    let (_genesys, _service, nginx) = behind_nginx();
    let chromium = Chromium::open(&nginx, PAGES, "errors", "errors");
    chromium.says("page: 401 404 415 400 200 200");
    assert_eq!(chromium.cors_errors(), Vec::<String>::new());
}

#[test]
fn a_page_that_sends_to_its_own_origin_needs_no_entry_and_no_preflight() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).set("server.trusted_peers", vec!["127.0.0.1"]);
    let service = setup.set("server.base_path", "/t").start();
    let nginx = Nginx::before(&service);
    let chromium = Chromium::open_to(&nginx, PAGES, "plain", "own", &format!("{PAGES}:{}/t", nginx.port));
    chromium.says("page: 200");
    chromium.says("page: is gone");
    until("the beacons have come", || (service.output.count() >= 4).then_some(()));
    assert_eq!(service.scrape().get("telemetry_http_requests_total", &[("status", "204")]), None);
    Written::once(service, chromium, "own", 4);
}
