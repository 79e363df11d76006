//! Real pages in a real Chromium, on another origin than the service, over HTTPS through nginx.

mod plain;

use sluice::auth::stand_in::TENANT_A;
use sluice_tests::{Genesys, Line, Nginx, Service, Setup, personal_in, until};

/// Where the pages are from.
const PAGES: &str = "www.example.com";

/// A service that takes what pages of [`PAGES`] send, behind nginx. Its origin has the port that nginx gets only later, so the
/// whole domain is allowed.
fn behind_nginx() -> (Genesys, Service, Nginx) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys)
        .set("server.trusted_peers", vec!["127.0.0.1"])
        .set(&format!("tenants.{TENANT_A}.domains"), vec![PAGES])
        .start();
    let nginx = Nginx::before(&service);
    (genesys, service, nginx)
}

/// The lines that bear a tag, once there are so many; nothing personal is in any line.
fn lines(service: &Service, tag: &str, count: usize) -> Vec<Line> {
    let tagged = || service.output.so_far().into_iter().filter(|line| line.text.contains(tag)).collect::<Vec<_>>();
    let lines = until(&format!("{count} lines bear {tag}"), || Some(tagged()).filter(|lines| lines.len() >= count));
    assert_eq!(lines.len(), count, "{lines:#?}");
    assert_eq!(personal_in(&service.output.text()), None);
    lines
}
