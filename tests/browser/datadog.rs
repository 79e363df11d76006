//! Datadog's SDKs for Real User Monitoring and for logs, with their default settings but for the proxy and what the page is called.

use super::{PAGES, Written, behind_nginx_with};
use serde_json::json;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Chromium, PublishableKey, Setup};

/// Each version with its tag. A page makes an error, an action and two logs, one of them with an error.
const SDKS: [(&str, &str); 3] = [("datadog-5", "dog-5-"), ("datadog-6", "dog-6-"), ("datadog-7", "dog-7-")];

fn with_key(setup: Setup) -> Setup {
    let key = PublishableKey::new("shop", Chromium::KEY, "https://unused.example", &["datadog"]);
    setup.keys_of(TENANT_A, [key.set("domains", vec![PAGES])])
}

#[test]
fn everything_that_each_version_sends_is_written_once_and_redacted() {
    for (script, tag) in SDKS {
        let (_genesys, service, nginx) = behind_nginx_with(with_key);
        let chromium = Chromium::open(&nginx, PAGES, script, tag);
        let written = Written::once(service, chromium, tag, 4);
        for line in &written.lines {
            assert_eq!(
                line.at("/app"),
                &json!({"name": "shop", "version": "1.4.0", "environment": "test"}),
                "{}",
                line.text
            );
            assert_eq!((line.at("/sender"), line.at("/user")), (&json!("key"), &json!(null)));
            let page = format!("https://{PAGES}:{}/{script}.html", nginx.port);
            assert!(line.at("/page/url").as_str().is_some_and(|url| url.starts_with(&page)), "{}", line.text);
            assert_eq!(line.at("/attributes/caller"), "[redacted:phone]", "{}", line.text);
        }
        let said = |message: &str| written.lines.iter().find(|line| line.json["message"] == written.tagged(message));
        let error = said(" card [redacted:card] was refused").expect("the error is written");
        assert_eq!(
            (error.at("/kind"), error.at("/name"), error.at("/level")),
            (&json!("exception"), &json!("Error"), &json!("error"))
        );
        assert!(error.at("/attributes/exception.stacktrace").as_str().is_some_and(|stack| stack.contains(script)));
        let log = said(" log of [redacted:email]").expect("the log is written");
        assert_eq!((log.at("/kind"), log.at("/level")), (&json!("log"), &json!("info")));
        let failed = said(" failed").expect("the second log is written");
        assert_eq!((failed.at("/kind"), failed.at("/name")), (&json!("exception"), &json!("Error")));
        let action = written.of_kind("event");
        assert_eq!(action.at("/name"), &written.tagged("-action"));
    }
}
