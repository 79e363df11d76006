//! Which pages may send, and what their browsers are told.

use sluice::auth::stand_in::{AGENT_1, AGENT_2, TENANT_A, TENANT_B};
use sluice_tests::{Genesys, Service, Setup, event};

const PAGE_OF_A: &str = "http://localhost:8080";
const PAGE_OF_B: &str = "https://desk.b.example";

fn service() -> (Genesys, Service) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys)
        .edge([])
        .set("cors.domain", "shared.example")
        .set(&format!("tenants.{TENANT_A}.origins"), vec![PAGE_OF_A])
        .set(&format!("tenants.{TENANT_B}.domains"), vec!["b.example"])
        .start();
    (genesys, service)
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
fn errors_can_be_read_by_the_pages_that_may_send() {
    let (genesys, service) = service();
    let from_page = || service.ask().header("origin", PAGE_OF_A);
    let unknown_while_down = || {
        genesys.kill();
        from_page().token("unknown").json(&event("m")).send()
    };
    let refused = [
        (401, from_page().without("authorization").json(&event("m")).send()),
        (400, from_page().body("{").send()),
        (404, from_page().path("/nowhere").send()),
        (405, from_page().method("PUT").send()),
        (413, from_page().body(" ".repeat(2 << 20)).send()),
        (415, from_page().header("content-type", "text/html").send()),
        (503, unknown_while_down()),
    ];
    for (status, reply) in refused {
        assert_eq!(reply.status, status, "{}", reply.text());
        assert_eq!(reply.header("access-control-allow-origin"), PAGE_OF_A, "{status}");
        assert!(reply.header("access-control-expose-headers").contains("retry-after"), "{status}");
    }
}
