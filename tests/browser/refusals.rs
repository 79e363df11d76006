//! What each SDK makes of a refusal that another try cannot mend: it sends once, and the data are gone.

use super::{PAGES, behind_nginx_with, outages::frames};
use sluice_identity::stand_in::Behaviour;
use sluice_tests::{Chromium, Genesys, Setup, until};
use std::{thread::sleep, time::Duration};

/// Longer than any SDK waits by itself before its second try.
const WAIT: Duration = Duration::from_secs(5);

/// Opens a page of each SDK, and counts what it sends.
fn is_final(status: &str, more: impl FnOnce(Setup) -> Setup, prepare: impl FnOnce(&Genesys)) {
    let (genesys, service, nginx) = behind_nginx_with(more);
    prepare(&genesys);
    let chromium = Chromium::open_frames(&nginx, PAGES, &frames());
    let routes = [("faro", 1.0), ("otlp_logs", 4.0), ("otlp_traces", 4.0)];
    let refused =
        |route: &str| service.scrape().sum("telemetry_http_requests_total", &[("route", route), ("status", status)]);
    for (route, pages) in routes {
        until(&format!("{route} is refused"), || (refused(route) >= pages).then_some(()));
    }
    sleep(WAIT);
    assert_eq!([refused("otlp_logs"), refused("otlp_traces")], [4.0, 4.0], "{status}");
    // A second batch with what the page's loading took; a try more of each would make four.
    assert!(refused("faro") <= 2.0, "{status}: {}", refused("faro"));
    assert_eq!(chromium.cors_errors(), Vec::<String>::new());
    assert_eq!(service.output.count(), 0);
}

#[test]
#[ignore = "takes long: `make soak`"]
fn a_refused_token_is_final() {
    is_final("401", |setup| setup, |genesys| genesys.behave(Behaviour::Status(401)));
}

#[test]
#[ignore = "takes long: `make soak`"]
fn a_body_that_is_too_large_is_final() {
    is_final("413", |setup| setup.set("body.max_bytes", 100).set("body.max_decompressed_bytes", 100), |_| ());
}
