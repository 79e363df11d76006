//! Paths that the operator has chosen.

use sluice_tests::{Genesys, Setup, event};

#[test]
fn events_are_taken_below_the_base_path_and_under_other_names() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("server.base_path", "/telemetry");
    let service = setup.set("server.paths", toml::Table::from_iter([("/t/e".to_owned(), "/v1/events".into())])).start();
    for path in ["/v1/events", "/telemetry/v1/events", "/t/e", "/t/e?a=b", "/telemetry/v1/events/", "//v1/events"] {
        service.ask().path(path).json(&event("m")).send().counts(1, 0, 0);
    }
    for path in ["/telemetry", "/t", "/t/e/f", "/telemetry/../v1/events"] {
        service.ask().path(path).json(&event("m")).send().refuses(404, "not_found");
    }
    let requests = |route: &str, status: &str| {
        service.scrape().get("telemetry_http_requests_total", &[("route", route), ("status", status)])
    };
    assert_eq!((requests("events", "200"), requests("none", "404")), (Some(6.0), Some(4.0)));
}

#[test]
fn paths_and_peers_that_cannot_be_are_said_all_at_once() {
    let genesys = Genesys::start();
    let ended = Setup::new(&genesys)
        .edge([])
        .set("server.base_path", "telemetry/")
        .set("server.paths", toml::Table::from_iter([("/t/../e".to_owned(), "/v1/evens".into())]))
        .set("server.proxy_protocol", "required")
        .set("cors.domain", "https://example.com")
        .set("cors.origins", vec!["*"])
        .check();
    assert_eq!(ended.code, Some(2));
    for key in [
        "server.base_path:",
        "server.paths:",
        "server.paths.\"/t/../e\":",
        "server.proxy_protocol:",
        "cors.domain:",
        "cors.origins[0]:",
    ] {
        assert!(ended.stderr.contains(key), "{key} is not in {}", ended.stderr);
    }
}
