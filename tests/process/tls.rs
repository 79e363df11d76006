//! TLS on the service's own port, as curl and OpenSSL see it.

use sluice_identity::stand_in::AGENT_1;
use sluice_tests::{Browser, Certificate, Closed, Genesys, Raw, Service, Setup, event, until};
use std::{fs, process::Command};

fn with_tls(certificate: &Certificate) -> (Genesys, Service) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).tls(certificate).start();
    (genesys, service)
}

fn base(service: &Service) -> String {
    format!("https://localhost:{}", service.events.port())
}

/// What curl says of a request: status and version of HTTP, or the code with which it gave up.
fn curl(service: &Service, certificate: &Certificate, arguments: &[&str]) -> Result<String, i32> {
    let [certificate, _] = certificate.files();
    let output = Command::new("curl")
        .args(["--silent", "--output", "/dev/null", "--write-out", "%{http_code} %{http_version}", "--cacert"])
        .arg(certificate)
        .args(["--json", r#"{"message":"m"}"#, "--oauth2-bearer", AGENT_1.token])
        .args(arguments)
        .arg(format!("{}/v1/events", base(service)))
        .output()
        .expect("`make setup` installs curl");
    let code = output.status.code().expect("no signal ends it");
    if code == 0 { Ok(String::from_utf8_lossy(&output.stdout).into_owned()) } else { Err(code) }
}

#[test]
fn http_2_and_http_1_1_are_agreed_on_by_alpn() {
    let certificate = Certificate::new();
    let (_genesys, service) = with_tls(&certificate);
    assert_eq!(curl(&service, &certificate, &["--http2"]), Ok("200 2".to_owned()));
    assert_eq!(curl(&service, &certificate, &["--http1.1"]), Ok("200 1.1".to_owned()));
    assert_eq!(curl(&service, &certificate, &["--no-alpn"]), Ok("200 1.1".to_owned()));
    service.output.lines(3);
}

#[test]
fn tls_1_2_and_1_3_are_spoken_and_nothing_older() {
    let certificate = Certificate::new();
    let (_genesys, service) = with_tls(&certificate);
    assert_eq!(curl(&service, &certificate, &["--tls-max", "1.2"]), Ok("200 2".to_owned()));
    assert_eq!(curl(&service, &certificate, &["--tlsv1.3"]), Ok("200 2".to_owned()));
    // OpenSSL at security level 0 would take 1.1.
    let old = ["--tlsv1.0", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0"];
    assert_eq!(curl(&service, &certificate, &old), Err(35));
}

#[test]
fn a_page_of_the_same_host_is_of_the_same_origin_by_https_only() {
    let certificate = Certificate::new();
    let (_genesys, service) = with_tls(&certificate);
    let browser = Browser::trusting(&base(&service), certificate.der());
    let own = base(&service);
    browser.ask().header("origin", &own).json(&event("m")).send().counts(1, 0, 0);
    let plain = own.replace("https", "http");
    browser.ask().header("origin", &plain).json(&event("m")).send().refuses(403, "origin_not_allowed");
}

#[test]
fn plain_http_and_a_handshake_that_does_not_end_are_closed() {
    let genesys = Genesys::start();
    let certificate = Certificate::new();
    let setup = Setup::new(&genesys).edge([]).tls(&certificate).set("server.handshake_timeout_ms", 300);
    let service = setup.start();
    let mut plain = service.raw();
    plain.send(Raw::request(r#"{"message":"m"}"#));
    plain.closed();
    let mut silent = service.raw();
    // The beginning of a handshake record that does not come.
    silent.send([0x16, 0x03, 0x01, 0x02, 0x00]);
    assert_eq!(silent.closed(), Closed::Cleanly);
    let failed = |reason: &str| service.scrape().get("telemetry_http_handshakes_failed_total", &[("reason", reason)]);
    until("both are counted", || (failed("tls") == Some(1.0) && failed("timeout") == Some(1.0)).then_some(()));
    assert_eq!(curl(&service, &certificate, &[]), Ok("200 2".to_owned()));
    service.output.lines(1);
}

#[test]
fn a_proxy_protocol_head_comes_before_tls() {
    let genesys = Genesys::start();
    let certificate = Certificate::new();
    let setup = Setup::new(&genesys).edge([]).tls(&certificate).set("server.trusted_peers", vec!["127.0.0.1"]);
    let service = setup.set("server.proxy_protocol", "required").start();
    assert_eq!(curl(&service, &certificate, &["--haproxy-protocol"]), Ok("200 2".to_owned()));
    assert!(curl(&service, &certificate, &[]).is_err());
}

#[test]
fn a_new_certificate_is_taken_and_a_bad_one_is_not() {
    let mut certificate = Certificate::new();
    let (_genesys, service) = with_tls(&certificate);
    let kept = Browser::trusting(&base(&service), certificate.der());
    kept.ask().json(&event("first")).send().counts(1, 0, 0);

    let [certificate_file, key_file] = certificate.files();
    let (good, key) = (fs::read(&certificate_file).expect("it is there"), fs::read(&key_file).expect("it is there"));
    let reloads =
        |result: &str| service.scrape().sum("telemetry_http_certificate_reloads_total", &[("result", result)]);
    let other = Certificate::new();
    let bad_files = [b"nonsense".to_vec(), Vec::new(), fs::read(&other.files()[0]).expect("it is there")];
    for bad in bad_files {
        let before = reloads("refused");
        fs::write(&certificate_file, bad).expect("it can be written");
        until("the bad certificate is refused", || (reloads("refused") > before).then_some(()));
        let entry =
            service.log.entry("why", |entry| entry["level"] == "error" && entry["target"] == "sluice::server::tls");
        assert!(entry["error"].as_str().is_some_and(|error| error.contains("certificate.pem")), "{entry}");
        fs::write(&certificate_file, &good).expect("it can be written");
        let asked = Browser::trusting(&base(&service), certificate.der()).ask().json(&event("still")).send();
        asked.counts(1, 0, 0);
    }
    assert!(!service.log.text().contains(std::str::from_utf8(&key).expect("PEM").lines().nth(1).expect("a line")));

    until("the good one is back", || (reloads("applied") > 0.0).then_some(()));
    certificate.replace();
    let asks = || Browser::trusting(&base(&service), certificate.der()).ask().json(&event("new")).try_send();
    let reply = until("the new certificate is shown", || asks().ok());
    reply.counts(1, 0, 0);
    // Connections keep what they began with.
    kept.ask().json(&event("last")).send().counts(1, 0, 0);
}

#[test]
fn a_certificate_that_cannot_be_used_is_said_before_anything_listens() {
    let (genesys, certificate, other) = (Genesys::start(), Certificate::new(), Certificate::new());
    fs::copy(&other.files()[1], &certificate.files()[1]).expect("it can be copied");
    for ended in [
        Setup::new(&genesys).edge([]).tls(&certificate).start_in_vain(),
        Setup::new(&genesys).edge([]).tls(&certificate).check(),
        Setup::new(&genesys).edge([]).tls(&certificate).set("server.tls.key_file", "nowhere.pem").check(),
    ] {
        assert_eq!(ended.code, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains(".pem"), "{}", ended.stderr);
    }
}

#[test]
fn metrics_say_when_the_certificate_ends_and_nothing_without_one() {
    let mut certificate = Certificate::new();
    certificate.end_in(2048);
    let (genesys, service) = with_tls(&certificate);
    let expiry = |service: &Service| service.scrape().get("telemetry_http_certificate_expiry_time_seconds", &[]);
    // `date --utc --date=2048-01-01 +%s`, and of 2051: a certificate has another kind of time from 2050 on.
    until("the end is known", || (expiry(&service) == Some(2_461_449_600.0)).then_some(()));
    certificate.end_in(2051);
    until("the new one's end is known", || (expiry(&service) == Some(2_556_144_000.0)).then_some(()));
    assert_eq!(expiry(&Setup::new(&genesys).edge([]).start()), None);
}
