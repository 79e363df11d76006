//! What Chromium reports by itself of a page: violations of its policy by either way, deprecations, and a crash of its renderer.

use super::{PAGES, behind_nginx_with};
use serde_json::json;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Chromium, Line, Nginx, PublishableKey, Service, Setup, personal_in, until};

fn with_key(setup: Setup) -> Setup {
    let key = PublishableKey::new("shop", Chromium::KEY, "https://unused.example", &["reports"]);
    setup.keys_of(TENANT_A, [key.set("domains", vec![PAGES])])
}

/// nginx as pages have it that want reports: `policy` is the end of a Content-Security-Policy.
fn reporting(service: &Service, policy: &str) -> Nginx {
    let to = format!("https://tlm.example.com:$server_port/v1/reports?key={}", Chromium::KEY);
    let endpoints = format!(r#"add_header Reporting-Endpoints 'default="{to}", csp="{to}"';"#);
    let policy = policy.replace("{to}", &to);
    Nginx::with(service, &format!("{endpoints} add_header Content-Security-Policy \"img-src 'self' data:; {policy}\";"))
}

/// Waits for the report of this name.
fn report(service: &Service, name: &str) -> Line {
    until(&format!("a {name} is written"), || {
        service.output.so_far().into_iter().find(|line| line.at("/kind") == "report" && line.at("/name") == name)
    })
}

#[test]
fn violations_deprecations_and_a_crash_arrive_redacted() {
    let (_genesys, service, _) = behind_nginx_with(with_key);
    let nginx = reporting(&service, "report-to csp");
    let chromium = Chromium::open(&nginx, PAGES, "reporting", "by-report");
    let violation = report(&service, "csp-violation");
    assert_eq!((violation.at("/level"), violation.at("/sender")), (&json!("error"), &json!("key")));
    assert_eq!(violation.at("/attributes/report/blockedURL"), "https://evil.example.net/p.png?mail=[redacted:email]");
    let page = format!("https://{PAGES}:{}/reporting.html", nginx.port);
    assert_eq!(violation.at("/page/url"), &json!(page));
    assert!(violation.at("/browser/user_agent").as_str().is_some_and(|agent| agent.contains("Chrome")));
    let deprecation = report(&service, "deprecation");
    assert_eq!(deprecation.at("/attributes/report/id"), "UnloadHandler");
    chromium.says("made its events");
    chromium.crash_renderers();
    let crash = report(&service, "crash");
    assert_eq!((crash.at("/level"), crash.at("/page/url")), (&json!("fatal"), &json!(page)));
    assert_eq!(personal_in(&service.output.text()), None);
}

#[test]
fn a_violation_arrives_by_the_older_way_too() {
    let (_genesys, service, _) = behind_nginx_with(with_key);
    let nginx = reporting(&service, "report-uri {to}");
    let _chromium = Chromium::open(&nginx, PAGES, "reporting", "by-report");
    let violation = report(&service, "csp-violation");
    assert_eq!(violation.at("/attributes/report/blockedURL"), "https://evil.example.net/p.png?mail=[redacted:email]");
    assert_eq!(violation.at("/attributes/report/effectiveDirective"), "img-src");
    assert!(violation.at("/browser/user_agent").as_str().is_some_and(|agent| agent.contains("Chrome")));
    assert_eq!(personal_in(&service.output.text()), None);
}
