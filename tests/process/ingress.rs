//! The whole way: a browser, TLS, nginx, the service, stdout, and what a real Prometheus has read of it.

use serde_json::Value;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{
    Browser, Genesys, Nginx, Program, Service, Setup, directory, event, personal_batch, personal_in, until,
};
use std::{fs, process::Command};
use tempfile::TempDir;

/// A real Prometheus that scrapes the service each second.
struct Prometheus {
    _program: Program,
    browser: Browser,
    _directory: TempDir,
}

impl Prometheus {
    fn of(service: &Service) -> Self {
        let directory = tempfile::tempdir_in(directory()).expect("the run's directory can be written");
        let file = directory.path().join("prometheus.yml");
        let target = service.metrics;
        let jobs = format!(
            "global: {{ scrape_interval: 1s }}\nscrape_configs:\n- job_name: sluice\n  static_configs:\n  - targets: ['{target}']\n"
        );
        fs::write(&file, jobs).expect("it can be written");
        let (program, port) = Program::on_free_port(|port| {
            let mut command = Command::new("prometheus");
            command.arg(format!("--config.file={}", file.display()));
            command.arg(format!("--storage.tsdb.path={}", directory.path().join(port.to_string()).display()));
            command.arg(format!("--web.listen-address=127.0.0.1:{port}"));
            command
        });
        let browser = Browser::to(&format!("http://127.0.0.1:{port}"));
        Self { _program: program, browser, _directory: directory }
    }

    /// Waits until a query has this answer.
    fn says(&self, query: &str, value: f64) {
        let mut last = Value::Null;
        until(&format!("prometheus says {value} to {query}"), || {
            let asked = format!("/api/v1/query?query={}", percent_encoded(query));
            let reply =
                self.browser.ask().method("GET").path(&asked).try_send().ok().filter(|reply| reply.status == 200)?;
            last = reply.json();
            let said = last.pointer("/data/result/0/value/1")?.as_str()?.parse::<f64>().ok()?;
            (said == value).then_some(())
        });
    }
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

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
