//! Sentry's SDKs under 429, 503 and without a service: they repeat nothing. Each failure of a page is written once, or counted: by
//! the service what it refused, and by the SDK, in its report, what it did not send or got no answer to.

use super::{
    PAGES,
    outage::{Outage, Restarted, key, until_answered},
    sentry::SDKS,
};
use sluice_tests::{Chromium, Line, Nginx, Service, until};
use std::collections::BTreeSet;

/// Failures of one page.
const FAILURES: usize = 12;

fn open(nginx: &Nginx) -> Chromium {
    let frames: Vec<_> = SDKS.iter().map(|(script, tag, _)| (*script, *tag)).collect();
    Chromium::open_steady_frames(nginx, PAGES, &frames)
}

fn counted(service: &Service, name: &str) -> usize {
    service.scrape().sum(&format!("telemetry_sentry_items_{name}_total"), &[("category", "error")]) as usize
}

/// Failures that were written, none of them twice.
fn written(lines: &[Line]) -> usize {
    let exceptions: Vec<_> = lines.iter().filter(|line| line.at("/kind") == "exception").collect();
    let messages: BTreeSet<_> = exceptions.iter().map(|line| line.at("/message").to_string()).collect();
    assert_eq!(messages.len(), exceptions.len(), "one was written twice");
    messages.len()
}

/// Lets the pages go, and waits until each failure was written or counted; says how many were refused and how many dropped.
fn all_are_accounted_for(service: &Service, nginx: &Nginx, chromium: Chromium, earlier: &[Line]) -> [usize; 3] {
    chromium.let_pages_leave(nginx, SDKS.len());
    let counts = || {
        let lines: Vec<_> = earlier.iter().cloned().chain(service.output.so_far()).collect();
        [written(&lines), counted(service, "refused"), counted(service, "discarded")]
    };
    let all = SDKS.len() * FAILURES;
    until(&format!("{all} failures are written, refused or reported"), || {
        let counts = counts();
        (counts.iter().sum::<usize>() >= all).then_some(())
    });
    let counts = counts();
    assert_eq!(counts.iter().sum::<usize>(), all, "[written, refused, dropped]: {counts:?}");
    counts
}

#[test]
fn under_503_what_is_refused_is_counted_here_and_what_the_sdk_holds_back_is_in_its_report() {
    let (outage, service, nginx) = Outage::without_filters(key("sentry"));
    let chromium = open(&nginx);
    until_answered(&service, "503", SDKS.len());
    outage.end(&service);
    let [_, refused, dropped] = all_are_accounted_for(&service, &nginx, chromium, &[]);
    assert!(refused > 0 && dropped > 0, "{refused} {dropped}");
}

#[test]
fn under_429_it_is_the_same() {
    let (outage, service, nginx) = Outage::past_its_rate(key("sentry"), 10);
    let chromium = open(&nginx);
    until_answered(&service, "429", SDKS.len());
    outage.end(&service);
    let [written, refused, dropped] = all_are_accounted_for(&service, &nginx, chromium, &[]);
    assert!(written > 0 && refused > 0 && dropped > 0, "{written} {refused} {dropped}");
}

#[test]
fn while_no_service_is_there_the_sdk_counts_what_it_lost() {
    let restarted = Restarted::new(key("sentry"));
    let mut service = restarted.start();
    let nginx = Nginx::before(&service);
    let chromium = open(&nginx);
    until("something is written", || (written(&service.output.so_far()) > 0).then_some(()));
    service.terminate();
    assert_eq!(service.ended(), Some(0));
    let earlier = service.output.read_to_end();
    // Pages of another origin may not read what nginx answers them now.
    until("a page is not answered", || (!chromium.cors_errors().is_empty()).then_some(()));
    let service = restarted.start();
    let [_, refused, dropped] = all_are_accounted_for(&service, &nginx, chromium, &earlier);
    assert!(refused == 0 && dropped > 0, "{refused} {dropped}");
}
