//! Grafana's Faro Web SDK, with its default settings but for address, application and token.

use super::{PAGES, Written, behind_nginx};
use serde_json::json;
use sluice_tests::{Chromium, Line};

fn is_of_the_page(line: &Line) {
    assert_eq!(line.at("/app"), &json!({"name": "shop", "version": "1.4.0", "environment": "test"}));
    // The SDK reads the user agent itself, and says that it is headless.
    assert!(line.at("/browser/name").as_str().is_some_and(|name| name.starts_with("Chrome")));
    assert!(line.at("/session").as_str().is_some_and(|session| !session.is_empty()));
    assert!(line.at("/page/url").as_str().is_some_and(|url| url.starts_with("https://www.example.com")));
}

#[test]
fn everything_that_faro_sends_is_written_once_and_redacted() {
    let (_genesys, service, nginx) = behind_nginx();
    let chromium = Chromium::open(&nginx, PAGES, "faro", "by-faro");
    let written = Written::once(service, chromium, "by-faro", 4);

    let log = written.of_kind("log");
    assert_eq!(log.at("/message"), &written.tagged(" log of [redacted:email]"));
    let event = written.of_kind("event");
    assert_eq!(event.at("/name"), &written.tagged("-event"));
    assert_eq!(event.at("/attributes/contact"), "[redacted:phone]");
    let exception = written.of_kind("exception");
    assert_eq!(exception.at("/name"), "Error");
    assert_eq!(exception.at("/message"), &written.tagged(" card [redacted:card] was refused"));
    assert!(exception.at("/attributes/exception.stacktrace").as_str().is_some_and(|stack| stack.contains("faro.js")));
    let measurement = written.of_kind("measurement");
    assert_eq!(measurement.at("/values/checkout_ms"), 77.1);
    for line in [log, event, exception, measurement] {
        is_of_the_page(line);
    }
}
