//! Datadog's SDKs under 429, 503 and without a service: they repeat until they are answered otherwise, and all is written once.

use super::{
    PAGES, Written,
    outage::{Outage, Restarted, key, until_answered},
};
use sluice_tests::{Chromium, Nginx, Service, until};

/// Errors, actions and logs of one page.
const EVENTS: usize = 24;
/// What of them may wait until the page goes away.
const LAST: usize = 4;
/// All tags begin so.
const TAGS: &str = "steady-";
/// Each version with its tag.
const SDKS: [(&str, &str); 3] = [("datadog-5", "steady-5"), ("datadog-6", "steady-6"), ("datadog-7", "steady-7")];

fn open(nginx: &Nginx) -> Chromium {
    Chromium::open_steady_frames(nginx, PAGES, &SDKS)
}

fn count(service: &Service) -> usize {
    service.output.so_far().iter().filter(|line| line.text.contains(TAGS)).count()
}

/// Waits until what was held up is written, lets the pages go, and waits for the rest.
fn all_are_written_once(service: Service, nginx: &Nginx, chromium: Chromium, earlier: usize) {
    let all = EVENTS * SDKS.len() - earlier;
    let held_up = all.saturating_sub(LAST * SDKS.len());
    until(&format!("{held_up} events are written"), || (count(&service) >= held_up).then_some(()));
    chromium.let_pages_leave(nginx, SDKS.len());
    Written::once(service, chromium, TAGS, all);
}

#[test]
fn under_503_everything_is_repeated_until_it_is_written_once() {
    let (outage, service, nginx) = Outage::without_filters(key("datadog"));
    let chromium = open(&nginx);
    until_answered(&service, "503", SDKS.len());
    assert_eq!(count(&service), 0);
    outage.end(&service);
    all_are_written_once(service, &nginx, chromium, 0);
}

#[test]
fn under_429_it_is_the_same() {
    let (outage, service, nginx) = Outage::past_its_rate(key("datadog"), 3);
    let chromium = open(&nginx);
    until_answered(&service, "429", SDKS.len());
    outage.end(&service);
    all_are_written_once(service, &nginx, chromium, 0);
}

#[test]
fn while_no_service_is_there_nginx_says_503_and_everything_is_repeated() {
    let restarted = Restarted::new(key("datadog"));
    let mut service = restarted.start();
    let nginx = Nginx::before(&service);
    let chromium = open(&nginx);
    until("something is written", || (count(&service) > 0).then_some(()));
    service.terminate();
    assert_eq!(service.ended(), Some(0));
    let lines = service.output.read_to_end();
    let earlier = lines.iter().filter(|line| line.text.contains(TAGS)).count();
    let service = restarted.start();
    until_answered(&service, "202", 1);
    all_are_written_once(service, &nginx, chromium, earlier);
}
