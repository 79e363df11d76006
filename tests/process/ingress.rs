//! The whole way: a browser, TLS, nginx, the service, stdout, and what a real Prometheus has read of it.

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::CertificateDer;
use serde_json::Value;
use sluice::auth::stand_in::TENANT_A;
use sluice_tests::{
    Browser, Genesys, Program, Service, Setup, directory, event, free_port, personal_batch, personal_in, until,
};
use std::{fs, net::TcpStream, path::Path, process::Command};
use tempfile::TempDir;

/// How often a port that was free may turn out to be taken.
const TRIES: usize = 5;

/// nginx as an ingress: TLS from the browser, HTTP to the service.
struct Ingress {
    _nginx: Program,
    browser: Browser,
    _directory: TempDir,
}

impl Ingress {
    fn before(service: &Service) -> Self {
        let directory = tempfile::tempdir_in(directory()).expect("the run's directory can be written");
        let certificate = self_signed(directory.path());
        let (nginx, port) = on_free_port(|port| {
            let file = directory.path().join("nginx.conf");
            fs::write(&file, configuration(directory.path(), port, service)).expect("it can be written");
            let mut command = Command::new("nginx");
            command.arg("-c").arg(file).arg("-e").arg("stderr").arg("-p").arg(directory.path());
            command
        });
        let browser = Browser::trusting(&format!("https://localhost:{port}"), certificate);
        Self { _nginx: nginx, browser, _directory: directory }
    }
}

fn self_signed(directory: &Path) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    fs::write(directory.join("certificate.pem"), cert.pem()).expect("it can be written");
    fs::write(directory.join("key.pem"), signing_key.serialize_pem()).expect("it can be written");
    cert.der().clone()
}

fn configuration(directory: &Path, port: u16, service: &Service) -> String {
    let (directory, upstream) = (directory.display(), service.events);
    format!(
        "daemon off; master_process off; pid {directory}/nginx.pid;
        events {{ worker_connections 256; }}
        http {{
            access_log off;
            client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy; fastcgi_temp_path {directory}/fastcgi;
            uwsgi_temp_path {directory}/uwsgi; scgi_temp_path {directory}/scgi;
            upstream sluice {{ server {upstream}; keepalive 8; }}
            server {{
                listen 127.0.0.1:{port} ssl http2;
                ssl_certificate {directory}/certificate.pem;
                ssl_certificate_key {directory}/key.pem;
                location / {{
                    proxy_pass http://sluice;
                    proxy_http_version 1.1;
                    proxy_set_header Connection '';
                    proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $remote_addr;
                }}
            }}
        }}"
    )
}

/// Starts a program on a port that was free, until one of them still is.
fn on_free_port(command: impl Fn(u16) -> Command) -> (Program, u16) {
    let mut said = String::new();
    for _ in 0..TRIES {
        let port = free_port();
        let mut program = Program::start(command(port));
        let listens = until("the program listens", || {
            if program.has_ended() {
                return Some(false);
            }
            TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(true)
        });
        if listens {
            return (program, port);
        }
        said = program.log.text();
    }
    panic!("no port was free for {:?}:\n{said}", command(0).get_program());
}

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
        let (program, port) = on_free_port(|port| {
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
    let ingress = Ingress::before(&service);
    let prometheus = Prometheus::of(&service);

    let reply = ingress.browser.ask().json(&personal_batch(20)).send();
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
        assert!(!text.contains(sluice::auth::stand_in::AGENT_1.token), "{what}");
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
    let ingress = Ingress::before(&service);
    ingress.browser.ask().without("authorization").json(&event("m")).send().refuses(401, "token_missing");
    ingress.browser.ask().body("{").send().refuses(400, "unreadable");
    genesys.kill();
    let reply = ingress.browser.ask().json(&event("m")).send();
    reply.refuses(503, "authentication_unavailable");
    assert!(!reply.header("retry-after").is_empty());
    genesys.revive();
    until("genesys is found", || (ingress.browser.ask().json(&event("m")).send().status == 200).then_some(()));
    assert_eq!(service.output.lines(1)[0].at("/message"), "m");
}
