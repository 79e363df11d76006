//! Sentry's SDKs, with their default settings but for the DSN, the release and what is switched on.

use super::{PAGES, Written, behind_nginx_with};
use serde_json::json;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Chromium, Line, Nginx, PublishableKey, Setup};

/// Each version with its tag, and the events that its page makes: an error, a message and a span, and what else it has.
pub(super) const SDKS: [(&str, &str, usize); 5] = [
    ("sentry-7", "sdk-7-", 3),
    ("sentry-8", "sdk-8-", 4),
    ("sentry-9", "sdk-9-", 5),
    ("sentry-10", "sdk-10-", 5),
    ("sentry-11", "sdk-11-", 5),
];

/// The pages may send to Sentry's paths with the key that each page shows.
fn with_key(setup: Setup) -> Setup {
    let key = PublishableKey::new("shop", Chromium::KEY, "https://unused.example", &["sentry"]);
    setup.keys_of(TENANT_A, [key.set("domains", vec![PAGES])])
}

#[test]
fn everything_that_each_version_sends_is_written_once_and_redacted() {
    let (_genesys, service, nginx) = behind_nginx_with(with_key);
    let frames: Vec<_> = SDKS.iter().map(|(script, tag, _)| (*script, *tag)).collect();
    let chromium = Chromium::open_frames(&nginx, PAGES, &frames);
    let count = SDKS.iter().map(|(_, _, events)| events).sum();
    let written = Written::once(service, chromium, "sdk-", count);
    for (script, tag, events) in SDKS {
        let lines: Vec<_> = written.lines.iter().filter(|line| line.text.contains(tag)).collect();
        assert_eq!(lines.len(), events, "{script}: {lines:#?}");
        lines.iter().for_each(|line| is_of_the_page(line, script, &nginx));
        let of_kind = |kind: &str| *lines.iter().find(|line| line.at("/kind") == kind).expect("there is one");
        let exception = of_kind("exception");
        assert_eq!(exception.at("/name"), "Error", "{script}");
        assert_eq!(exception.at("/message"), &json!(format!("{tag} card [redacted:card] was refused")));
        let stack = exception.at("/attributes/exception.stacktrace").as_str().expect("a text");
        assert!(stack.starts_with("at ") && stack.contains(script), "{stack}");
        assert_eq!(exception.at("/attributes/sentry/causes/0/value"), "cause with [redacted:card]");
        assert_eq!(exception.at("/attributes/sentry/tags/caller"), "[redacted:phone]");
        assert_eq!(exception.at("/attributes/sentry/user"), &json!({"id": "u-1", "email": "[redacted:email]"}));
        let crumbs = exception.at("/attributes/sentry/breadcrumbs").to_string();
        assert!(crumbs.contains("mail=[redacted:email]"), "{crumbs}");
        let is_message = |line: &&&Line| {
            line.json["message"].as_str().is_some_and(|said| said.starts_with(&format!("{tag} message")))
        };
        let message = lines.iter().find(is_message).expect("it is there");
        assert_eq!((message.at("/kind"), message.at("/level")), (&json!("log"), &json!("warn")), "{script}");
        assert_eq!(message.at("/message"), &json!(format!("{tag} message of [redacted:email]")));
        let span = of_kind("span");
        assert_eq!(span.at("/name"), &json!(format!("{tag}-span")), "{script}");
        assert!(span.at("/values/duration_ms").is_number());
    }
}

fn is_of_the_page(line: &Line, script: &str, nginx: &Nginx) {
    assert_eq!(line.at("/app"), &json!({"name": "shop", "version": "1.4.0", "environment": "test"}), "{}", line.text);
    assert_eq!((line.at("/sender"), line.at("/user")), (&json!("key"), &json!(null)));
    // Records that come by the hundred do not say the page.
    let is_event = matches!(line.at("/kind").as_str(), Some("exception"));
    if is_event {
        assert_eq!(line.at("/page/url"), &json!(format!("https://{PAGES}:{}/{script}.html", nginx.port)));
        assert!(line.at("/browser/user_agent").as_str().is_some_and(|agent| agent.contains("Chrome")));
    }
}
