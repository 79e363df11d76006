//! What each SDK makes of 503 and 429 for a while: within the time in which it tries, every event is written exactly once.

use super::{PAGES, Written, behind_nginx_with};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Chromium, Setup, until};
use std::{thread::sleep, time::Duration};

/// A page for each SDK, with its tag and the events that it makes.
pub(super) const SDKS: [(&str, &str, usize); 5] = [
    ("faro", "sdk-faro", 4),
    ("otlp-json", "sdk-2-json", 2),
    ("otlp-proto", "sdk-2-protobuf", 2),
    ("otlp-3-json", "sdk-3-json", 2),
    ("otlp-3-proto", "sdk-3-protobuf", 2),
];

/// All begin their tags so.
pub(super) const TAGS: &str = "sdk-";

pub(super) fn frames() -> [(&'static str, &'static str); 5] {
    SDKS.map(|(script, tag, _)| (script, tag))
}

/// Authentication is found again as soon as it is back, so that an outage takes as long as it is said to.
fn is_found_again(setup: Setup) -> Setup {
    setup.set("auth.breaker_min_open_ms", 20).set("auth.breaker_max_open_ms", 20).set("auth.recovery_timer_ms", 20)
}

/// Takes Genesys Authentication away for so long, from the moment at which the first request is refused, and waits for the events
/// of those `SDKS` for which this is not too long.
fn goes_through(seconds: u64, sdks: &[&str]) {
    let (genesys, service, nginx) = behind_nginx_with(is_found_again);
    genesys.kill();
    let chromium = Chromium::open_frames(&nginx, PAGES, &frames());
    let refused = |labels: &[(&str, &str)]| service.scrape().sum("telemetry_http_requests_total", labels);
    until("a page is refused", || (refused(&[("status", "503")]) >= 1.0).then_some(()));
    sleep(Duration::from_secs(seconds));
    for (route, pages) in [("faro", 1.0), ("otlp_logs", 4.0), ("otlp_traces", 4.0)] {
        until(&format!("{route} is refused"), || {
            (refused(&[("route", route), ("status", "503")]) >= pages).then_some(())
        });
    }
    genesys.revive();
    let is_awaited = |tag: &str| sdks.iter().any(|sdk| tag.contains(sdk));
    let awaited: usize = SDKS.iter().filter(|(_, tag, _)| is_awaited(tag)).map(|(_, _, events)| events).sum();
    let written = Written::once(service, chromium, TAGS, awaited);
    for (_, tag, events) in SDKS {
        let lines = written.lines.iter().filter(|line| line.text.contains(tag)).count();
        assert_eq!(lines, if is_awaited(tag) { events } else { 0 }, "{tag}");
    }
}

#[test]
fn every_sdk_gets_through_an_outage_of_2_seconds() {
    goes_through(2, &["sdk"]);
}

#[test]
#[ignore = "takes long: `make soak`"]
fn every_sdk_gets_through_an_outage_of_5_seconds() {
    goes_through(5, &["sdk"]);
}

#[test]
#[ignore = "takes long: `make soak`"]
fn every_sdk_gets_through_an_outage_of_7_seconds() {
    goes_through(7, &["sdk"]);
}

#[test]
#[ignore = "takes long: `make soak`"]
fn faro_gets_through_an_outage_of_15_seconds_for_which_opentelemetry_does_not_wait() {
    goes_through(15, &["sdk-faro"]);
}

#[test]
#[ignore = "takes long: `make soak`"]
fn faro_gets_everything_through_where_its_tenant_may_send_once_a_second() {
    let limited = |setup: Setup| {
        let fairness = |key: &str| format!("tenants.{TENANT_A}.fairness.{key}");
        setup.set(&fairness("requests_per_second"), 1).set(&fairness("burst"), 2)
    };
    let (_genesys, service, nginx) = behind_nginx_with(limited);
    // Twenty batches, one each 300 ms.
    let chromium = Chromium::open(&nginx, PAGES, "faro-steady", "sdk-steady");
    Written::once(service, chromium, "sdk-steady", 20);
}
