//! Which pages may send, and what their browsers are told.

use sluice_identity::stand_in::{AGENT_1, AGENT_2, NO_TENANT, TENANT_A, TENANT_B};
use sluice_tests::{Browser, Filter, Genesys, Raw, Service, Setup, TenantDirectory, event};

const PAGE_OF_A: &str = "http://localhost:8080";
const PAGE_OF_B: &str = "https://desk.b.example";

fn service() -> (Genesys, Service) {
    let genesys = Genesys::start();
    let service = with_pages(Setup::new(&genesys)).edge([]).start();
    (genesys, service)
}

fn with_pages(setup: Setup) -> Setup {
    setup
        .set("cors.domain", "shared.example")
        .set(&format!("tenants.{TENANT_A}.origins"), vec![PAGE_OF_A])
        .set(&format!("tenants.{TENANT_B}.domains"), vec!["b.example"])
}

#[test]
fn a_preflight_is_answered_without_a_token() {
    let (_genesys, service) = service();
    let reply = service
        .ask()
        .method("OPTIONS")
        .without("authorization")
        .header("origin", PAGE_OF_A)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type")
        .send();
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    assert_eq!(reply.header("access-control-allow-origin"), PAGE_OF_A);
    assert_eq!(reply.header("access-control-allow-methods"), "POST");
    assert_eq!(reply.header("access-control-allow-headers"), "authorization,content-type");
    assert!(reply.header("access-control-max-age").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    assert!(reply.headers.get_all("vary").iter().any(|value| value == "origin"));
}

#[test]
fn pages_of_a_tenant_and_of_the_shared_domain_may_send() {
    let (_genesys, service) = service();
    let cases = [
        (AGENT_1, PAGE_OF_A),
        (AGENT_2, PAGE_OF_B),
        (AGENT_1, "https://shared.example"),
        (AGENT_2, "https://wwe.shared.example:8443"),
    ];
    for (agent, origin) in cases {
        let reply = service.ask().token(agent.token).header("origin", origin).json(&event("m")).send();
        reply.counts(1, 0, 0);
        assert_eq!(reply.header("access-control-allow-origin"), origin);
        assert!(reply.header("access-control-expose-headers").contains("x-request-id"));
    }
}

#[test]
fn a_page_of_nobody_is_refused_and_its_browser_may_not_read_why() {
    let (_genesys, service) = service();
    for origin in
        ["https://evil.example", "null", "https://localhost:8080", "https://b.example.evil.example", "http://b.example"]
    {
        for method in ["POST", "OPTIONS"] {
            let reply = service.ask().method(method).header("origin", origin).json(&event("m")).send();
            reply.refuses(403, "origin_not_allowed");
            assert_eq!(reply.header("access-control-allow-origin"), "", "{origin}");
        }
    }
    service.wrote_nothing(0);
}

#[test]
fn a_page_of_one_tenant_may_not_send_for_another() {
    let (_genesys, service) = service();
    service
        .ask()
        .token(AGENT_2.token)
        .header("origin", PAGE_OF_A)
        .json(&event("m"))
        .send()
        .refuses(403, "origin_not_allowed");
    service
        .ask()
        .token(AGENT_1.token)
        .header("origin", PAGE_OF_B)
        .json(&event("m"))
        .send()
        .refuses(403, "origin_not_allowed");
    service.wrote_nothing(0);
}

#[test]
fn a_page_of_one_path_may_send_there_and_read_what_it_did_wrong_elsewhere() {
    const LOGIN: &str = "https://login.example";
    let genesys = Genesys::start();
    let service = with_pages(Setup::new(&genesys))
        .set(&format!("tenants.{TENANT_A}.routes./v1/logs.origins"), vec![LOGIN])
        .set("cors.routes./v1/traces.domains", vec!["login.example"])
        .edge([])
        .start();
    let ask = |path: &str, token: &str| service.ask().path(path).token(token).header("origin", LOGIN).body("{}").send();
    for (path, token, status) in [
        ("/v1/logs", AGENT_1.token, 200),
        ("/v1/logs", AGENT_2.token, 403),
        ("/v1/traces", AGENT_2.token, 200),
        ("/v1/events", AGENT_1.token, 403),
        ("/v1/metrics", AGENT_1.token, 403),
        ("/nowhere", AGENT_1.token, 404),
    ] {
        let reply = ask(path, token);
        assert_eq!(reply.status, status, "{path}: {}", reply.text());
        let readable = !matches!(path, "/v1/events" | "/v1/metrics");
        assert_eq!(reply.header("access-control-allow-origin"), if readable { LOGIN } else { "" }, "{path}");
        let preflight = service.ask().method("OPTIONS").path(path).without("authorization").header("origin", LOGIN);
        assert_eq!(preflight.send().status, if readable { 204 } else { 403 }, "{path}");
    }
}

/// Headers that SDKs are known to send across origins.
const OF_SDKS: &str = "authorization,baggage,content-encoding,content-type,idempotency-key,traceparent,tracestate,x-api-key,\
                       x-faro-session-id,x-header-of-next-year";

#[test]
fn a_preflight_allows_whatever_header_an_sdk_sends() {
    let (_genesys, service) = service();
    let preflight = || service.ask().method("OPTIONS").without("authorization").header("origin", PAGE_OF_A);
    let reply = preflight().header("access-control-request-headers", OF_SDKS).send();
    assert_eq!((reply.status, reply.header("access-control-allow-headers")), (204, OF_SDKS));
    assert_eq!(reply.header("access-control-allow-private-network"), "");
    let reply = preflight().header("access-control-request-private-network", "true").send();
    assert_eq!((reply.status, reply.header("access-control-allow-private-network")), (204, "true"));
    assert!(reply.headers.get_all("vary").iter().any(|value| value == VARY_OF_PREFLIGHT), "{:?}", reply.headers);
    for names in ["a b", "a,,b", "a:b", &"x".repeat(3_000)] {
        let reply = preflight().header("access-control-request-headers", names).send();
        assert_eq!((reply.status, reply.header("access-control-allow-headers")), (204, ""), "{names}");
    }
}

const VARY_OF_PREFLIGHT: &str = "access-control-request-headers, access-control-request-private-network";

#[test]
fn every_reply_can_be_read_by_the_pages_that_may_send() {
    let genesys = Genesys::start();
    let service = with_pages(Setup::new(&genesys))
        .edge([])
        .chain_of(TENANT_B, [Filter::hostile("trap").set("on_failure", "reject")])
        .set("server.body_timeout_ms", 2_000)
        .start();
    let from_page = || service.ask().header("origin", PAGE_OF_A);
    let unknown_while_down = || {
        genesys.kill();
        from_page().token("unknown-too").json(&event("m")).send()
    };
    let unfinished = || {
        let head = Raw::head(&format!("origin: {PAGE_OF_A}\r\ncontent-length: 10\r\n"));
        service.raw().send(head).send("{").reply()
    };
    let replies = [
        (200, from_page().json(&event("m")).send()),
        (204, from_page().method("OPTIONS").send()),
        (400, from_page().body("{").send()),
        (401, from_page().without("authorization").json(&event("m")).send()),
        (401, from_page().token("unknown").json(&event("m")).send()),
        (403, from_page().token(NO_TENANT.token).json(&event("m")).send()),
        (403, from_page().token(AGENT_2.token).json(&event("m")).send()),
        (404, from_page().path("/nowhere").send()),
        (204, from_page().method("OPTIONS").path("/nowhere").send()),
        (405, from_page().method("PUT").send()),
        (408, unfinished()),
        (413, from_page().body(" ".repeat(5 << 20)).send()),
        (415, from_page().header("content-type", "text/html").send()),
        (415, from_page().header("content-encoding", "rot13").body("{}").send()),
        (500, from_page().header("origin", PAGE_OF_B).token(AGENT_2.token).json(&event("m")).send()),
        (503, unknown_while_down()),
    ];
    for (status, reply) in replies {
        assert_eq!(reply.status, status, "{}", reply.text());
        let origin = if status == 500 { PAGE_OF_B } else { PAGE_OF_A };
        assert_eq!(reply.header("access-control-allow-origin"), origin, "{status}");
        assert_eq!(reply.header("access-control-allow-credentials"), "true", "{status}");
        assert_eq!(reply.header("access-control-expose-headers"), "retry-after, x-request-id", "{status}");
        assert!(reply.headers.get_all("vary").iter().any(|value| value == "origin"), "{status}");
        assert!(!reply.header("x-request-id").is_empty(), "{status}");
        assert_eq!(reply.headers.contains_key("retry-after"), status == 503, "{status}");
    }
}

#[test]
fn a_reply_depends_on_the_origin_even_where_there_is_none() {
    let (_genesys, service) = service();
    for origin in [None, Some("https://evil.example")] {
        let ask = service.ask().json(&event("m"));
        let reply = origin.into_iter().fold(ask, |ask, origin| ask.header("origin", origin)).send();
        assert!(reply.headers.get_all("vary").iter().any(|value| value == "origin"), "{origin:?}");
        assert_eq!(reply.header("access-control-allow-origin"), "");
        assert_eq!(reply.header("access-control-allow-credentials"), "");
    }
}

#[test]
fn a_request_with_two_origins_is_refused() {
    let (_genesys, service) = service();
    let reply = service.ask().header("origin", PAGE_OF_A).another("origin", PAGE_OF_A).json(&event("m")).send();
    reply.refuses(403, "origin_not_allowed");
}

#[test]
fn pages_of_the_address_that_was_sent_to_need_no_entry() {
    let (_genesys, service) = service();
    let own = format!("http://{}", service.events);
    for browser in [Browser::to(&own), Browser::http2_to(&own)] {
        let reply = browser.ask().header("origin", &own).json(&event("m")).send();
        reply.counts(1, 0, 0);
        assert_eq!(reply.header("access-control-allow-origin"), own);
        browser.ask().header("origin", "http://127.0.0.1").json(&event("m")).send().refuses(403, "origin_not_allowed");
    }
}

#[test]
fn a_trusted_peer_says_which_address_a_browser_sent_to() {
    let genesys = Genesys::start();
    let trusting = Setup::new(&genesys).edge([]).set("server.trusted_peers", vec!["127.0.0.0/8"]).start();
    let strict = Setup::new(&genesys).edge([]).start();
    let status = |service: &Service, origin: &str| {
        let ask = service.ask().header("x-forwarded-host", "www.example.com").header("x-forwarded-proto", "https");
        ask.header("origin", origin).json(&event("m")).send().status
    };
    assert_eq!(status(&trusting, "https://www.example.com"), 200);
    assert_eq!(status(&trusting, "http://www.example.com"), 403);
    assert_eq!(status(&trusting, &format!("http://{}", trusting.events)), 403);
    assert_eq!(status(&strict, "https://www.example.com"), 403);
}

#[test]
fn pages_without_an_origin_may_send_where_the_operator_allows_it_and_check_warns_of_it() {
    let genesys = Genesys::start();
    let setup = || Setup::new(&genesys).edge([]).set(&format!("tenants.{TENANT_A}.origins"), vec!["null"]);
    let checked = setup().check();
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert!(checked.stderr.contains("origins: \"null\" is the origin of every sandboxed frame"), "{checked:?}");
    let service = setup().start();
    let reply = service.ask().header("origin", "null").json(&event("m")).send();
    reply.counts(1, 0, 0);
    assert_eq!(reply.header("access-control-allow-origin"), "null");
    let of_b = service.ask().token(AGENT_2.token).header("origin", "null").json(&event("m"));
    of_b.send().refuses(403, "origin_not_allowed");
    service.log.entry("the warning", |entry| entry["level"] == "warn" && entry["warning"].is_string());
}

#[test]
fn a_tenants_directory_cannot_allow_pages_without_an_origin() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, []);
    let chain = tenants.of(TENANT_A).join("chain.toml");
    std::fs::write(&chain, "origins = [\"null\"]\n").expect("it can be written");
    let setup = Setup::new(&genesys).without_tenants().edge([]).set("reload.tenants_directory", tenants.path());
    let checked = setup.check();
    assert_eq!(checked.code, Some(3), "{checked:?}");
    assert!(checked.stderr.contains("only the operator's file can allow"), "{checked:?}");
}
