//! Requests that are refused before anybody looks at their body.

use crate::plain;
use serde_json::json;
use sluice_identity::stand_in::{AGENT_1, NO_TENANT, TENANT_A};
use sluice_tests::{Closed, Genesys, Setup, event};

#[test]
fn a_request_without_a_token_is_not_authenticated() {
    let (genesys, service) = plain();
    let reply = service.ask().without("authorization").json(&event("m")).send();
    reply.refuses(401, "token_missing");
    assert_eq!(reply.header("www-authenticate"), "Bearer");
    assert_eq!(genesys.lookups(), 0);
    service.wrote_nothing(0);
}

#[test]
fn what_an_envelope_repeats_for_each_event_is_too_large_past_four_mebibytes() {
    let (_genesys, service) = plain();
    let body = |bytes: usize| json!({"session": "s".repeat(bytes), "events": vec![json!({}); 1000]});
    service.ask().json(&body(10_000)).send().refuses(413, "unreadable");
    service.ask().json(&body(1_000)).send().counts(1000, 0, 0);
}

#[test]
fn a_malformed_token_is_refused_without_asking_anybody() {
    let (genesys, service) = plain();
    for value in
        ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "Bearer \u{e9}", &format!("Bearer {}", "x".repeat(4097))]
    {
        service.ask().header("authorization", value).json(&event("m")).send().refuses(401, "token_malformed");
    }
    let twice = service.ask().another("authorization", "Bearer other").json(&event("m"));
    twice.send().refuses(401, "token_malformed");
    let in_body = json!({"access_token": "a b", "events": [event("m")]});
    service.ask().without("authorization").json(&in_body).send().refuses(401, "token_malformed");
    assert_eq!(genesys.lookups(), 0);
    service.wrote_nothing(0);
}

#[test]
fn the_scheme_of_a_token_may_be_written_in_any_case() {
    let (_genesys, service) = plain();
    for scheme in ["bearer", "BEARER", "Bearer"] {
        let value = format!("{scheme} {}", AGENT_1.token);
        service.ask().header("authorization", &value).json(&event("m")).send().counts(1, 0, 0);
    }
}

#[test]
fn a_token_that_genesys_does_not_know_is_refused_and_asked_about_once() {
    let (genesys, service) = plain();
    for _ in 0..5 {
        service
            .ask()
            .token("00000000-dead-4000-8000-000000000000")
            .json(&event("m"))
            .send()
            .refuses(401, "token_refused");
    }
    assert_eq!(genesys.lookups(), 1);
    service.wrote_nothing(0);
    let everything = format!("{}{}", service.log.text(), service.output.text());
    assert!(!everything.contains("dead-4000"));
}

#[test]
fn an_identity_without_a_tenant_is_refused_unless_the_operator_allows_it() {
    let (genesys, service) = plain();
    service.ask().token(NO_TENANT.token).json(&event("m")).send().refuses(403, "tenant_not_allowed");
    service.wrote_nothing(0);
    let service = Setup::new(&genesys).edge([]).set("access.without_tenant", "allow").start();
    service.ask().token(NO_TENANT.token).json(&event("m")).send().counts(1, 0, 0);
    let line = &service.output.lines(1)[0];
    assert_eq!(line.at("/tenant"), &json!({"id": null, "name": null}));
    assert_eq!(line.at("/user"), NO_TENANT.user);
}

#[test]
fn a_tenant_that_is_not_configured_is_refused_unless_the_operator_allows_it() {
    let genesys = Genesys::start();
    let only_another = || {
        Setup::new(&genesys)
            .edge([])
            .set("tenants", toml::Table::from_iter([("other".to_owned(), toml::Table::new().into())]))
    };
    let service = only_another().start();
    service.post(&event("m")).refuses(403, "tenant_not_allowed");
    assert_eq!(service.output.count(), 0);
    let service = only_another().set("access.unknown_tenants", "allow").start();
    service.post(&event("m")).counts(1, 0, 0);
    assert_eq!(service.output.lines(1)[0].at("/tenant"), &json!({"id": TENANT_A, "name": null}));
    let scrape = service.scrape();
    assert_eq!(scrape.get("telemetry_events_total", &[("tenant", "other"), ("outcome", "written")]), Some(1.0));
    assert_eq!(scrape.get("telemetry_events_total", &[("tenant", TENANT_A)]), None);
}

#[test]
fn another_path_and_another_method_are_refused() {
    let (_genesys, service) = plain();
    for path in ["/", "//", "/v1/event", "/v1/events/a", "/metrics", "/v1/events%00"] {
        service.ask().path(path).json(&event("m")).send().refuses(404, "not_found");
    }
    for method in ["GET", "PUT", "DELETE", "PATCH", "TRACE", "PURGE"] {
        let reply = service.ask().method(method).json(&event("m")).send();
        reply.refuses(405, "method_not_allowed");
        assert_eq!(reply.header("allow"), "POST, OPTIONS");
    }
    service.ask().path("/v1/events?from=beacon").json(&event("m")).send().counts(1, 0, 0);
}

#[test]
fn every_refusal_is_one_log_line_and_one_count() {
    let (_genesys, service) = plain();
    let reply = service.ask().path("/nowhere").json(&event("m")).send();
    let id = reply.header("x-request-id");
    let entry = service.log.entry("that the request was refused", |entry| entry["request_id"] == id);
    assert_eq!(
        (&entry["reason"], &entry["status"], &entry["client"]),
        (&json!("not_found"), &json!(404), &json!("127.0.0.0/24"))
    );
    let scrape = service.scrape();
    assert_eq!(scrape.get("telemetry_http_rejections_total", &[("reason", "not_found")]), Some(1.0));
    assert_eq!(scrape.get("telemetry_http_requests_total", &[("route", "none"), ("status", "404")]), Some(1.0));
    let about_it = service.log.entries().into_iter().filter(|entry| entry["request_id"] == id).count();
    assert_eq!(about_it, 1);
}

#[test]
fn request_ids_are_never_those_of_a_client() {
    let (_genesys, service) = plain();
    let send = || service.ask().header("x-request-id", "chosen").json(&event("m")).send();
    let (first, second) = (send(), send());
    assert_ne!(first.header("x-request-id"), "chosen");
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
}

#[test]
fn what_is_not_http_ends_its_connection_and_nothing_else() {
    let (_genesys, service) = plain();
    for bytes in
        ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "POST /v1/events HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0"]
    {
        let mut raw = service.raw();
        raw.send(bytes).finish();
        assert_eq!(raw.closed(), Closed::Cleanly, "{bytes:?}");
    }
    for ambiguous in ["content-length: 5\r\ncontent-length: 6\r\n", "transfer-encoding: chunked, identity\r\n"] {
        let mut raw = service.raw();
        raw.send(sluice_tests::Raw::head(ambiguous)).send("{\"m\":1}").finish();
        assert_eq!(raw.reply().status, 400, "{ambiguous:?}");
    }
    service.wrote_nothing(0);
}
