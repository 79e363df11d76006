//! Real pages in a real Chromium, on another origin than the service, over HTTPS through nginx.

mod chains_page;
mod datadog;
mod datadog_outages;
mod faro;
mod opentelemetry;
mod outage;
mod outages;
mod plain;
mod playground;
mod refusals;
mod reports;
mod sentry;
mod sentry_outages;

use serde_json::Value;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Chromium, Genesys, Line, Nginx, Service, Setup, personal_in, until, workspace};
use std::fs;

/// Where the pages are from.
const PAGES: &str = "www.example.com";

/// A service that takes what pages of [`PAGES`] send, behind nginx. Its origin has the port that nginx gets only later, so the
/// whole domain is allowed.
fn behind_nginx() -> (Genesys, Service, Nginx) {
    behind_nginx_with(|setup| setup)
}

/// The same, with further settings.
fn behind_nginx_with(more: impl FnOnce(Setup) -> Setup) -> (Genesys, Service, Nginx) {
    let genesys = Genesys::start();
    let service = more(Setup::new(&genesys))
        .set("server.trusted_peers", vec!["127.0.0.1"])
        .set(&format!("tenants.{TENANT_A}.domains"), vec![PAGES])
        .start();
    let nginx = Nginx::before(&service);
    (genesys, service, nginx)
}

/// The events of one page, by the tag that each bears.
struct Written {
    tag: &'static str,
    lines: Vec<Line>,
}

impl Written {
    /// Waits for so many lines, then for the ends of page and service: none may have come twice, nothing personal may be in any
    /// line, and the page may not have seen an error of CORS.
    fn once(mut service: Service, chromium: Chromium, tag: &'static str, count: usize) -> Self {
        let is_tagged = |line: &Line| line.text.contains(tag);
        until(&format!("{count} lines bear {tag}"), || {
            (service.output.so_far().into_iter().filter(is_tagged).count() >= count).then_some(())
        });
        assert_eq!(chromium.cors_errors(), Vec::<String>::new());
        drop(chromium);
        service.terminate();
        assert_eq!(service.ended(), Some(0));
        let lines: Vec<_> = service.output.read_to_end().into_iter().filter(is_tagged).collect();
        assert_eq!(lines.len(), count, "{lines:#?}");
        assert_eq!(personal_in(&service.output.text()), None);
        Self { tag, lines }
    }

    /// The line of this kind.
    fn of_kind(&self, kind: &str) -> &Line {
        let of_kind: Vec<_> = self.lines.iter().filter(|line| line.at("/kind") == kind).collect();
        assert_eq!(of_kind.len(), 1, "of {kind}: {of_kind:#?}");
        of_kind[0]
    }

    /// The tag, and more.
    fn tagged(&self, more: &str) -> String {
        format!("{}{more}", self.tag)
    }
}

#[test]
fn readme_names_the_versions_that_are_run() {
    let read = |path: &str| fs::read_to_string(workspace().join(path)).expect("it is there");
    let readme = read("host/wire/README.md");
    let rows =
        |needle: &str| readme.lines().filter(|line| line.starts_with('|') && line.contains(needle)).collect::<Vec<_>>();
    for (file, row, packages) in [
        ("package.json", "Grafana Faro", &["@grafana/faro-web-sdk"][..]),
        (
            "package.json",
            "OpenTelemetry 2",
            &["@opentelemetry/sdk-trace-web", "@opentelemetry/exporter-logs-otlp-http"],
        ),
        (
            "opentelemetry-3/package.json",
            "OpenTelemetry 3",
            &["@opentelemetry/sdk-trace", "@opentelemetry/exporter-logs-otlp-http"],
        ),
        ("datadog/package.json", "Datadog: ", &["datadog-rum-5", "datadog-rum-6", "datadog-rum-7", "datadog-logs-7"]),
        ("sentry/package.json", "Sentry: ", &["sentry-7", "sentry-8", "sentry-9", "sentry-10", "sentry-11"]),
    ] {
        let versions: Value = serde_json::from_str(&read(&format!("tests/browser/{file}"))).expect("JSON");
        for package in packages {
            let version = versions["dependencies"][package].as_str().expect("it is run");
            // Under another name, where several are run.
            let version = version.rsplit('@').next().unwrap_or(version);
            assert!(
                rows(row).iter().any(|row| row.contains(version)),
                "{package} {version} is not in README's row {row}"
            );
        }
    }
}
