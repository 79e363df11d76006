//! The whole way: a browser, TLS, nginx, the service, stdout, and what a real Prometheus has read of it.

use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Genesys, Nginx, Prometheus, Service, Setup, event, free_port, personal_batch, personal_in, until};

#[test]
fn a_batch_goes_from_the_browser_through_nginx_to_stdout_and_its_metrics_to_prometheus() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).start();
    let ingress = Nginx::before(&service);
    let browser = ingress.browser();
    let prometheus = Prometheus::of(&service);

    let reply = browser.ask().json(&personal_batch(20)).send();
    reply.counts(20, 0, 0);

    let lines = service.output.lines(20);
    for line in &lines {
        assert_eq!(line.at("/tenant/id"), TENANT_A);
        assert_eq!(line.at("/request_id"), reply.header("x-request-id"));
        assert_eq!((line.at("/browser/name"), line.at("/browser/device")), (&"Chrome".into(), &"desktop".into()));
        assert!(line.at("/redactions").as_array().is_some_and(|receipts| !receipts.is_empty()));
    }
    let stdout = service.output.text();
    for (what, text) in
        [("stdout", stdout), ("the log", service.log.text()), ("metrics", service.admin("/metrics").text())]
    {
        assert_eq!(personal_in(&text), None, "{what}");
        assert!(!text.contains(sluice_identity::stand_in::AGENT_1.token), "{what}");
    }

    let of = |filter: &str| format!(r#"{{chain="edge",filter="{filter}"}}"#);
    for filter in ["redact-pii", "enrich-client"] {
        prometheus.says(&format!("sum(telemetry_filter_runs_total{})", of(filter)), 1.0);
        prometheus.says(&format!("sum(telemetry_filter_events_total{})", of(filter)), 20.0);
        prometheus.says(&format!("telemetry_filter_duration_seconds_count{}", of(filter)), 1.0);
        prometheus.says(&format!("telemetry_filter_sandbox_start_seconds_count{}", of(filter)), 1.0);
    }
    prometheus.says(&format!("sum(telemetry_filter_redactions_total{})", of("redact-pii")), 40.0);
    prometheus.says(&format!(r#"telemetry_events_total{{tenant="{TENANT_A}",outcome="written"}}"#), 20.0);
    prometheus.says(r#"sum(up{job="sluice"})"#, 1.0);
}

#[test]
fn refusals_come_through_nginx_as_they_are() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).start();
    let ingress = Nginx::before(&service);
    let browser = ingress.browser();
    browser.ask().without("authorization").json(&event("m")).send().refuses(401, "token_missing");
    browser.ask().body("{").send().refuses(400, "unreadable");
    genesys.kill();
    let reply = browser.ask().json(&event("m")).send();
    reply.refuses(503, "authentication_unavailable");
    assert!(!reply.header("retry-after").is_empty());
    genesys.revive();
    until("genesys is found", || (browser.ask().json(&event("m")).send().status == 200).then_some(()));
    assert_eq!(service.output.lines(1)[0].at("/message"), "m");
}

#[test]
fn while_no_replica_is_there_pages_may_read_a_503_and_sentrys_sdk_may_not() {
    let genesys = Genesys::start();
    let address = format!("127.0.0.1:{}", free_port());
    let start = || Setup::new(&genesys).edge([]).set("server.listen", &*address).start();
    let mut service = start();
    let ingress = Nginx::before(&service);
    let browser = ingress.browser();
    service.kill();
    service.ended();
    let page = "https://shop.example";
    let ask = |path: &str| browser.ask().path(path).header("origin", page).json(&event("m"));
    for path in ["/v1/events", "/datadog?ddforward=%2Fapi%2Fv2%2Frum", "/v1/reports", "/collect"] {
        let reply = ask(path).send();
        assert_eq!((reply.status, reply.header("access-control-allow-origin")), (503, page), "{path}");
        assert_eq!((reply.header("retry-after"), reply.header("access-control-expose-headers")), ("2", "retry-after"));
        let preflight = ask(path).method("OPTIONS").header("access-control-request-headers", "authorization").send();
        assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, page), "{path}");
        assert_eq!(preflight.header("access-control-allow-headers"), "authorization");
    }
    for path in ["/api/42/envelope/?sentry_key=k", "/api/42/store/", "/tunnel"] {
        let reply = ask(path).send();
        assert_eq!((reply.status, reply.header("access-control-allow-origin")), (503, ""), "{path}");
    }
    let service = start();
    ask("/v1/events").without("origin").send().counts(1, 0, 0);
    // A 503 of the service's own is not nginx's.
    genesys.kill();
    browser.ask().token("unknown").json(&event("m")).send().refuses(503, "authentication_unavailable");
    service.output.lines(1);
}

#[test]
fn a_client_cannot_say_through_nginx_who_it_is() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("server.trusted_peers", vec!["127.0.0.2"]).start();
    let client = |service: &Service, ingress: &Nginx| {
        let browser = ingress.browser();
        let forged = browser.ask().header("x-forwarded-for", "203.0.113.9").header("forwarded", "for=203.0.113.9");
        let reply = forged.without("authorization").send();
        let id = reply.header("x-request-id");
        service.log.entry("the refusal", |entry| entry["request_id"] == id)["client"].clone()
    };
    assert_eq!(client(&service, &Nginx::before(&service)), "127.0.0.0/24");
    let service = Setup::new(&genesys).edge([]).set("server.trusted_peers", vec!["127.0.0.0/8"]).start();
    assert_eq!(client(&service, &Nginx::before(&service)), "127.0.0.0/24");
}
